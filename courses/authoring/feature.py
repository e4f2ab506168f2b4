"""What run.py plugs in of courses made here. Its sentences stand in the catalogue of courses."""

from courses.authoring.commands import export_folder, import_course
from courses.authoring.demo import load_demo
from courses.authoring.jobs import DROP_OLD
from courses.authoring.views import arriving, describing, lessons, listing, media, outline, publishing, terms
from courses.authoring.views.blueprint import own_courses
from courses.authoring.views.finding import words_in
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

PAGES = (arriving, describing, lessons, listing, media, outline, publishing, terms)
"""Importing them adds their routes to the blueprint."""
COMMANDS = (export_folder, import_course)
"""Importing them adds them to ``flask courses``."""

FEATURE = Feature(
    name="courses.authoring",
    blueprints=(own_courses,),
    menu=(
        MenuItem(
            message("Courses of our own"),
            "own_courses.list_courses",
            Permission.EXERCISES_WRITE,
            42,
            MenuGroup.CONTENT,
        ),
    ),
    jobs=(DROP_OLD,),
    load_demo=load_demo,
    templates={"words_in": words_in},
)
