"""What run.py plugs in of observed practice. Its sentences stand in the catalogue of courses."""

from courses.practice.commands import load_shipped, take_up_what_can_be
from courses.practice.demo import load_demo
from courses.practice.kinds.practice import PracticeKind
from courses.practice.personal import PERSONAL
from courses.practice.views import observing, results, slots, writing
from courses.practice.views.blueprint import practice
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

PAGES = (observing, results, writing)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="courses.practice",
    personal=PERSONAL,
    blueprints=(practice,),
    menu=(
        MenuItem(
            message("Observe practice"), "practice.observe", Permission.ACTIVITIES_RUN, 59, MenuGroup.STAFF
        ),
        MenuItem(
            message("Checklists"),
            "practice.list_checklists",
            Permission.EXERCISES_WRITE,
            47,
            MenuGroup.CONTENT,
        ),
    ),
    slots=(("home", slots.home), ("decisions", slots.decisions), ("person", slots.of_person)),
    step_kinds=(PracticeKind(take_up_what_can_be),),
    load_shipped=load_shipped,
    load_demo=load_demo,
)
