"""The blueprint that every page of questions hangs on."""

from flask import Blueprint

questions = Blueprint(
    "questions",
    "courses.questions",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/questions",
)
