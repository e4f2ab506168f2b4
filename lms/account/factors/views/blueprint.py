"""The blueprint that every page of second factors hangs on."""

from flask import Blueprint

factors = Blueprint(
    "factors",
    "lms.account.factors",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/factors",
)
