"""What run.py plugs in of this part."""

from pathlib import Path

from flask import Flask

from lms.base.database import db
from lms.base.messages import message
from lms.features import Feature
from lms.upkeep.commands import backup, database, restore, upgrade
from lms.upkeep.health import backups, measures
from lms.upkeep.jobs import JOBS
from lms.upkeep.rules.premises import premises_of
from lms.upkeep.views import upkeep
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem


def settle(app: Flask) -> None:
    """Let the app know its premises, on which the rules of this part work."""
    with app.app_context():
        url = db.engine.url
    app.extensions["premises"] = premises_of(
        app.extensions["config"], Path(app.instance_path), Path(app.config["MIGRATIONS"]), url
    )


FEATURE = Feature(
    name="lms.upkeep",
    blueprints=(upkeep,),
    menu=(
        MenuItem(
            message("Backups"), "upkeep.list_backups", Permission.SYSTEM_ADMINISTER, 82, MenuGroup.SYSTEM
        ),
    ),
    jobs=JOBS,
    commands=(backup, restore, upgrade, database),
    health=(backups,),
    measures=(measures,),
    prepare=settle,
)
