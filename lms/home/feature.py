"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.home.jobs import JOBS
from lms.home.views import home
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

FEATURE = Feature(
    name="lms.home",
    blueprints=[home],
    menu=[MenuItem(message("Health"), "home.health", Permission.SYSTEM_ADMINISTER, 80, MenuGroup.SYSTEM)],
    jobs=JOBS,
)
