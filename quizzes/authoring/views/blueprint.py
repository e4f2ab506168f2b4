"""The blueprint that the pages of those who write exercises hang on."""

from flask import Blueprint

authoring = Blueprint(
    "authoring",
    "quizzes.authoring",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/authoring",
)
