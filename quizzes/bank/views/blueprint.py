"""The blueprint that the pages of the bank hang on."""

from flask import Blueprint

bank = Blueprint(
    "bank",
    "quizzes.bank",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/bank",
)
