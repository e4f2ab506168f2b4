"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.upkeep.commands import backup, database, restore, upgrade
from lms.upkeep.health import backups
from lms.upkeep.jobs import JOBS
from lms.upkeep.views import upkeep
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

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
)
