"""The blueprint that every page of courses made here hangs on."""

from flask import Blueprint

own_courses = Blueprint(
    "own_courses",
    "courses.authoring",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/own-courses",
)
