"""The blueprint on which the pages about personal data stand."""

from flask import Blueprint

privacy = Blueprint("privacy", "lms.privacy", template_folder="templates")
