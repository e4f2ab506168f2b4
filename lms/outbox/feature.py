"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.outbox.demo import load_demo
from lms.outbox.founding import FOUNDING
from lms.outbox.health import texts
from lms.outbox.jobs import JOBS
from lms.outbox.personal import PERSONAL
from lms.outbox.rules.examining import letters, on_their_way
from lms.outbox.views import deliveries as pages_of_deliveries
from lms.outbox.views.blueprint import outbox
from lms.outbox.views.inbox import home, unread
from lms.outbox.views.reminders import to_pass_on
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

# Importing them puts pages on the blueprint.
__all__ = ["FEATURE", "pages_of_deliveries"]

FEATURE = Feature(
    name="lms.outbox",
    personal=PERSONAL,
    blueprints=(outbox,),
    menu=(
        MenuItem(message("Messages"), "outbox.list_messages", position=20, number=unread),
        MenuItem(
            message("Reminders to pass on"),
            "outbox.list_reminders",
            Permission.PEOPLE_SEE,
            40,
            MenuGroup.STAFF,
        ),
        MenuItem(
            message("Deliveries"),
            "outbox.list_deliveries",
            Permission.SYSTEM_ADMINISTER,
            84,
            MenuGroup.SYSTEM,
        ),
    ),
    slots=(("home", home), ("today", to_pass_on)),
    jobs=JOBS,
    health=(letters, texts),
    measures=(on_their_way,),
    founding=FOUNDING,
    load_demo=load_demo,
)
