"""What run.py plugs in of this part."""

from lms.assignments.demo import load_demo
from lms.assignments.personal import PERSONAL
from lms.assignments.rules.reminding import due_soon
from lms.assignments.views import assignments, own_assignment
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

FEATURE = Feature(
    name="lms.assignments",
    personal=PERSONAL,
    blueprints=(assignments,),
    menu=(
        MenuItem(
            message("Assignments"),
            "assignments.list_assignments",
            Permission.COVERAGE_SEE,
            36,
            MenuGroup.FIGURES,
        ),
    ),
    slots=(("home", own_assignment),),
    matters=(due_soon,),
    load_demo=load_demo,
)
