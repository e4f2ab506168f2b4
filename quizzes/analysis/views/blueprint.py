"""The blueprint of this part; the pages hang their routes on it."""

from flask import Blueprint

analysis = Blueprint(
    "analysis",
    "quizzes.analysis",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/analysis",
)
