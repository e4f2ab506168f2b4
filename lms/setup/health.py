"""What this part says of the installation on the page of whoever runs it."""

from flask import current_app

from lms.base.health import Finding
from lms.setup.rules.examining import address_of


def address() -> Finding:
    """How the public address stands."""
    return address_of(current_app.extensions["config"])
