"""The blueprint that every page of oversight hangs on."""

from flask import Blueprint

oversight = Blueprint(
    "oversight",
    "lms.oversight",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/oversight",
)
