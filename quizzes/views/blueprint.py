"""The blueprint that every page of exercises hangs on."""

from flask import Blueprint

quizzes = Blueprint(
    "quizzes",
    "quizzes",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/quizzes",
)
