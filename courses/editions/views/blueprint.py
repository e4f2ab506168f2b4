"""The blueprint that every page of editions hangs on."""

from flask import Blueprint

editions = Blueprint(
    "editions",
    "courses.editions",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/editions",
)
