"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.privacy.jobs import JOBS, reapply
from lms.privacy.personal import PERSONAL
from lms.privacy.rules.breaking import untold
from lms.privacy.rules.requesting import matters, overdue
from lms.privacy.views import answering, breaking, erasing, looking, noticing, own_data
from lms.privacy.views.answering import waiting_number
from lms.privacy.views.blueprint import privacy
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

__all__ = [
    "FEATURE",
    "answering",
    "breaking",
    "erasing",
    "looking",
    "noticing",
    "own_data",
]  # importing them puts their pages on the blueprint

FEATURE = Feature(
    name="lms.privacy",
    personal=PERSONAL,
    blueprints=(privacy,),
    menu=(
        MenuItem(
            message("Personal data"), "privacy.show_map", Permission.SYSTEM_ADMINISTER, 60, MenuGroup.SYSTEM
        ),
        MenuItem(
            message("Requests about data"),
            "privacy.list_requests",
            Permission.SYSTEM_ADMINISTER,
            61,
            MenuGroup.SYSTEM,
            waiting_number,
        ),
        MenuItem(
            message("Access log"), "privacy.list_looks", Permission.SYSTEM_ADMINISTER, 62, MenuGroup.SYSTEM
        ),
        MenuItem(
            message("Losses of data"),
            "privacy.list_breaches",
            Permission.SYSTEM_ADMINISTER,
            63,
            MenuGroup.SYSTEM,
        ),
    ),
    slots=(("person", erasing.of_person), ("account", own_data.on_account), ("home", noticing.home)),
    health=(overdue, untold),
    matters=(matters,),
    jobs=JOBS,
    restored=(reapply,),
)
