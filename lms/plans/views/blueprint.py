"""The blueprint on which the pages of a unit's year stand."""

from flask import Blueprint

plans = Blueprint(
    "plans",
    "lms.plans",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/plans",
)
