"""The blueprint on which the pages of support visits stand."""

from flask import Blueprint

visits = Blueprint(
    "visits",
    "lms.visits",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/visits",
)
