"""The blueprint that the pages of taking up files hang on."""

from flask import Blueprint

importing = Blueprint(
    "importing",
    "quizzes.importing",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/importing",
)
