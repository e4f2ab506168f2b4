"""The blueprint that every page of courses hangs on."""

from flask import Blueprint

courses = Blueprint(
    "courses",
    "courses",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/courses",
)
