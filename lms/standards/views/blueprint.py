"""The blueprint on which the pages of the standard stand."""

from flask import Blueprint

standards = Blueprint(
    "standards",
    "lms.standards",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/standards",
)
