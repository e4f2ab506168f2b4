"""What run.py plugs in of second factors. Its sentences stand in the catalogue of accounts."""

from datetime import timedelta
from pathlib import Path

from flask import Flask

from lms.account.factors.commands import account_commands
from lms.account.factors.personal import PERSONAL
from lms.account.factors.rules.keeping_passkeys import forget_challenges
from lms.account.factors.views import factors
from lms.account.factors.views.colleagues import fill_person
from lms.account.factors.views.mine import way_to_factors
from lms.account.factors.views.passkeys import way_by_passkey, way_to_confirm
from lms.account.factors.views.stepping import ask_second
from lms.base.messages import message
from lms.base.safekeeping import seal_with
from lms.base.scheduling import Job
from lms.config import Config
from lms.features import Feature


def prepare(app: Flask) -> None:
    """Let whoever comes in by a password be asked for more, and the keys of apps be sealed."""
    config: Config = app.extensions["config"]
    seal_with(Path(app.instance_path), config.second_factor_key)
    app.extensions["ask_second"] = ask_second


FEATURE = Feature(
    name="lms.account.factors",
    blueprints=[factors],
    commands=[account_commands],
    jobs=[
        Job(
            "forget-challenges",
            timedelta(hours=6),
            forget_challenges,
            message("Forgets questions to passkeys that nobody answered."),
        )
    ],
    slots=[
        ("account", way_to_factors),
        ("confirm", way_to_confirm),
        ("person", fill_person),
        ("sign_in", way_by_passkey),
    ],
    personal=PERSONAL,
    prepare=prepare,
)
