"""What this part says of itself on the page of whoever runs the product, and to a monitoring system."""

from collections.abc import Iterator

from flask import current_app

from lms.base import clock
from lms.base.health import Finding
from lms.base.measures import Measure
from lms.upkeep.rules.examining import examine, figures
from lms.upkeep.rules.premises import Premises


def backups() -> Finding:
    """How the backups of this installation stand."""
    here: Premises = current_app.extensions["premises"]
    return examine(here.backups, clock.now(), nightly=here.nightly)


def measures() -> Iterator[Measure]:
    """When the last good backup was made, and how large it is."""
    here: Premises = current_app.extensions["premises"]
    return figures(here.backups)
