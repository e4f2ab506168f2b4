"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.privacy.jobs import JOBS, reapply
from lms.privacy.personal import PERSONAL
from lms.privacy.views import erasing
from lms.privacy.views.blueprint import privacy
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

FEATURE = Feature(
    name="lms.privacy",
    personal=PERSONAL,
    blueprints=(privacy,),
    menu=(
        MenuItem(
            message("Personal data"), "privacy.show_map", Permission.SYSTEM_ADMINISTER, 60, MenuGroup.SYSTEM
        ),
    ),
    slots=(("person", erasing.of_person),),
    jobs=JOBS,
    restored=(reapply,),
)
