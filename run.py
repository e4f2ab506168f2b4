"""The composition root: the only file that knows every part.

``python3 run.py`` makes the environment where there is none, prepares the database and serves;
``python3 run.py setup`` asks what an office's own installation needs (as does every other command);
``python3 run.py test`` runs the tests; ``flask …`` finds the app here.
"""

import gc
import subprocess
import sys
from pathlib import Path

from lms import bootstrap

TESTING = __name__ == "__main__" and sys.argv[1:2] == ["test"]
bootstrap.ensure_environment("test" if TESTING else None)
gc.disable()  # what is imported stays: searching it for garbage takes a fifth of the imports

import click
from flask import Flask
from flask.cli import FlaskGroup

import certificates.feature
import courses.authoring.feature
import courses.editions.feature
import courses.feature
import courses.practice.feature
import courses.questions.feature
import lms.account.factors.feature
import lms.account.feature
import lms.account.outside.feature
import lms.activities.feature
import lms.assignments.feature
import lms.coverage.feature
import lms.home.feature
import lms.meetings.feature
import lms.outbox.feature
import lms.oversight.feature
import lms.people.feature
import lms.places.feature
import lms.plans.feature
import lms.roles.feature
import lms.setup.feature
import lms.privacy.feature
import lms.staffing.feature
import lms.standards.feature
import lms.upkeep.feature
import lms.visits.feature
import quizzes.analysis.feature
import quizzes.authoring.feature
import quizzes.bank.feature
import quizzes.feature
import quizzes.rescoring.feature
import quizzes.importing.feature
from lms import loading, serving
from lms.account.demo import demo_accounts
from lms.account.queries import has_demo_accounts
from lms.app import create_app as create
from lms.base.messages import Refusal
from lms.base.settings_file import from_environment
from lms.config import BadSetting, Config
from lms.web.i18n import said

gc.freeze()  # nor is it ever searched again
gc.enable()

INSTANCE = Path(__file__).resolve().parent / "instance"

# In the order in which shipped data and demonstration data are loaded.
FEATURES = (
    lms.places.feature.FEATURE,
    lms.people.feature.FEATURE,
    lms.outbox.feature.FEATURE,
    lms.roles.feature.FEATURE,
    lms.standards.feature.FEATURE,
    lms.assignments.feature.FEATURE,
    lms.activities.feature.FEATURE,
    lms.plans.feature.FEATURE,
    lms.meetings.feature.FEATURE,
    lms.visits.feature.FEATURE,
    lms.account.feature.FEATURE,
    lms.account.outside.feature.FEATURE,
    lms.account.factors.feature.FEATURE,
    lms.staffing.feature.FEATURE,
    lms.coverage.feature.FEATURE,
    lms.home.feature.FEATURE,
    lms.oversight.feature.FEATURE,
    lms.setup.feature.FEATURE,
    lms.upkeep.feature.FEATURE,
    lms.privacy.feature.FEATURE,
    quizzes.feature.FEATURE,
    quizzes.authoring.feature.FEATURE,
    quizzes.bank.feature.FEATURE,
    quizzes.importing.feature.FEATURE,
    quizzes.rescoring.feature.FEATURE,
    courses.practice.feature.FEATURE,
    courses.feature.FEATURE,
    courses.authoring.feature.FEATURE,
    courses.editions.feature.FEATURE,
    courses.questions.feature.FEATURE,
    quizzes.analysis.feature.FEATURE,
    certificates.feature.FEATURE,
)


def create_app(config: Config | None = None, instance: Path | None = None) -> Flask:
    """The whole product; a bad setting is said as commands say what is wrong."""
    try:
        begins = "setup" in sys.argv[1:]  # which makes the settings file
        return create(FEATURES, config or from_environment(INSTANCE, may_lack=begins), instance)
    except BadSetting as problem:
        raise click.ClickException(str(problem)) from problem


def main() -> None:
    """Prepare the database, serve, and say where to go."""
    try:
        config = from_environment(INSTANCE)
        app = create(FEATURES, config)
    except BadSetting as problem:
        sys.exit(f"{problem}")
    with app.app_context():
        try:
            loading.prepare(app, demo=not config.is_production)
        except Refusal as refusal:
            sys.exit(said(refusal.message))
        if config.is_production and has_demo_accounts():
            sys.exit("The database holds demonstration accounts: production does not start with them.")
        welcome = [f"Lớp 520: http://{config.host}:{config.port}", *_accounts()]
    serving.serve(app, config, ready=lambda: print("\n".join(welcome), flush=True))


def _accounts() -> list[str]:
    """A line for each demonstration account: whose, and how to sign in."""
    return [f"  {said(role):<24} {login:<12} {password}" for role, login, password in demo_accounts()]


def test() -> int:
    """Run the tests in parallel; further words go to pytest."""
    return subprocess.call([sys.executable, "-m", "pytest", "-n", "auto", *sys.argv[2:]])


def command() -> None:
    """Carry out a command of the product, e.g. ``setup``, as ``flask --app run`` does."""
    FlaskGroup(create_app=create_app, add_default_commands=False).main(prog_name="python3 run.py")


if __name__ == "__main__":
    sys.exit(test() if TESTING else command() if sys.argv[1:] else main())
