"""The blueprint of this part; the pages hang their routes on it."""

from flask import Blueprint

rescoring = Blueprint("rescoring", "quizzes.rescoring", template_folder="templates")
