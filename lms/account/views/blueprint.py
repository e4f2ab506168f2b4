"""The blueprint of this part."""

from flask import Blueprint

account = Blueprint(
    "account",
    "lms.account",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/account",
)
