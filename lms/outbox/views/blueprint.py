"""The blueprint that every page of messages hangs on."""

from flask import Blueprint

outbox = Blueprint(
    "outbox",
    "lms.outbox",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/outbox",
)
