"""What this part says of the installation on the page of whoever runs it."""

from flask import current_app

from lms.base.health import Finding
from lms.outbox.rules.examining import gateway_stands


def texts() -> Finding:
    """How the gateway of text messages stands."""
    return gateway_stands(current_app.extensions["config"].sms_url is not None)
