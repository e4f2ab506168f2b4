"""What run.py plugs in of editions. Its sentences stand in the catalogue of courses."""

from courses.editions.demo import load_demo
from courses.editions.jobs import PUBLISH_DUE
from courses.editions.views import history, proposals, slots, withdrawing
from courses.editions.views.blueprint import editions
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

PAGES = (history, proposals, withdrawing)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="courses.editions",
    blueprints=(editions,),
    menu=(
        MenuItem(
            message("Editions"), "editions.list_courses", Permission.EXERCISES_WRITE, 45, MenuGroup.CONTENT
        ),
    ),
    slots=(
        ("home", slots.home),
        ("ask_for_publication", slots.ask_for_text),
        ("ask_for_course", slots.ask_for_course),
        ("withdrawn_course", slots.withdrawn_course),
    ),
    jobs=(PUBLISH_DUE,),
    load_demo=load_demo,
)
