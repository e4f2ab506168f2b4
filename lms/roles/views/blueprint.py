"""The blueprint on which the pages of staff roles stand."""

from flask import Blueprint

roles = Blueprint("roles", "lms.roles", template_folder="templates")
