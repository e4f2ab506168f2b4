"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.outbox.demo import load_demo
from lms.outbox.jobs import JOBS
from lms.outbox.rules.examining import letters
from lms.outbox.views import home, outbox, unread
from lms.web.menu import MenuItem

FEATURE = Feature(
    name="lms.outbox",
    blueprints=(outbox,),
    menu=(MenuItem(message("Messages"), "outbox.list_messages", position=20, number=unread),),
    slots=(("home", home),),
    jobs=JOBS,
    health=(letters,),
    load_demo=load_demo,
)
