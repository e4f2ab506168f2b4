"""The blueprint on which the pages of monthly meetings stand."""

from flask import Blueprint

meetings = Blueprint(
    "meetings",
    "lms.meetings",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/meetings",
)
