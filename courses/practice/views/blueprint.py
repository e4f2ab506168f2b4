"""The blueprint of all pages of observed practice, and what several of them look up."""

from flask import Blueprint, abort

from courses.practice.models import ChecklistVersion
from courses.practice.queries import newest_version

practice = Blueprint(
    "practice",
    "courses.practice",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/practice",
)


def version_or_404(code: str) -> ChecklistVersion:
    """The version of a checklist that is signed today."""
    return newest_version(code) or abort(404)
