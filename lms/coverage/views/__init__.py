"""The pages of coverage."""

from flask import Blueprint

coverage = Blueprint(
    "coverage",
    "lms.coverage",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/coverage",
)
