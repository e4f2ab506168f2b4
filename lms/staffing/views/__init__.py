"""The pages of staffing."""

from flask import Blueprint

staffing = Blueprint("staffing", "lms.staffing", template_folder="templates")
