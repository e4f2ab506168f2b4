"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.oversight.commands import audit
from lms.oversight.jobs import JOBS
from lms.oversight.views import acts, probes
from lms.oversight.views import jobs as pages_of_jobs
from lms.oversight.views.blueprint import oversight
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

# Importing them puts pages on the blueprint.
__all__ = ["FEATURE", "acts", "pages_of_jobs", "probes"]

FEATURE = Feature(
    name="lms.oversight",
    blueprints=(oversight,),
    menu=(
        MenuItem(message("Acts"), "oversight.list_acts", Permission.SYSTEM_ADMINISTER, 86, MenuGroup.SYSTEM),
        MenuItem(message("Jobs"), "oversight.list_jobs", Permission.SYSTEM_ADMINISTER, 82, MenuGroup.SYSTEM),
    ),
    jobs=JOBS,
    commands=(audit,),
)
