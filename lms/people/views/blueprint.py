"""The blueprint on which the pages about people stand."""

from flask import Blueprint

people = Blueprint("people", "lms.people", template_folder="templates")
