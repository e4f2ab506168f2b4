"""The blueprint of this part."""

from flask import Blueprint

outside = Blueprint("outside", "lms.account.outside", template_folder="templates")
