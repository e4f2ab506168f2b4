"""The composition root: the only file that knows every part.

``python3 run.py`` makes the environment if there is none, prepares the database and serves;
``python3 run.py test`` runs the tests; ``flask …`` finds the app here.
"""

from pathlib import Path

from lms import bootstrap

bootstrap.ensure_environment()

from flask import Flask

import certificates.feature
import courses.feature
import lms.account.feature
import lms.coverage.feature
import lms.home.feature
import lms.people.feature
import lms.places.feature
import lms.staffing.feature
import lms.standards.feature
import quizzes.feature
from lms.app import create_app as create
from lms.config import Config, from_environment

# In the order in which shipped data and demonstration data are loaded.
FEATURES = (
    lms.places.feature.FEATURE,
    lms.people.feature.FEATURE,
    lms.standards.feature.FEATURE,
    lms.account.feature.FEATURE,
    lms.staffing.feature.FEATURE,
    lms.coverage.feature.FEATURE,
    lms.home.feature.FEATURE,
    quizzes.feature.FEATURE,
    courses.feature.FEATURE,
    certificates.feature.FEATURE,
)


def create_app(config: Config | None = None, instance: Path | None = None) -> Flask:
    """The whole product."""
    return create(FEATURES, config or from_environment(), instance)


def load_shipped(app: Flask) -> None:
    """Bring what the product ships into the database: units, Decision 520, exercises, courses."""
    with app.app_context():
        for feature in FEATURES:
            if feature.load_shipped:
                feature.load_shipped()


def load_demo(app: Flask) -> None:
    """Add the demonstration organisation to a database that holds only what is shipped."""
    with app.app_context():
        for feature in FEATURES:
            if feature.load_demo:
                feature.load_demo()
