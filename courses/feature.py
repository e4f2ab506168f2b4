"""What run.py plugs in of this part."""

from pathlib import Path

from flask import current_app

from courses.commands import courses as commands
from courses.commands import load_shipped
from courses.demo import load_demo
from courses.kinds.page import PageKind
from courses.models import Edition, Step
from courses.personal import PERSONAL
from courses.receivers import connect
from courses.views import (
    course,
    deciding,
    documents,
    learning,
    lessons,
    materials,
    printing,
    reading_on_paper,
    reference,
    section,
    steps,
)
from courses.views.blueprint import courses
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.i18n import language
from lms.web.menu import MenuGroup, MenuItem
from lms.web.phone import PhoneScript


def step_url(step: Step) -> str:
    """Where a step is opened, as its kind says."""
    return str(current_app.extensions["step_kinds"][step.kind].url(step))


def edition_summary(edition: Edition) -> str:
    """What somebody can do after an edition, in the language of the page."""
    return edition.summary_en if language() == "en" else edition.summary_vi


PAGES = (
    course,
    deciding,
    documents,
    learning,
    lessons,
    materials,
    printing,
    reading_on_paper,
    reference,
    section,
    steps,
)  # importing them adds their routes to the blueprint

SCRIPTS = Path(__file__).parent / "formats"

FEATURE = Feature(
    name="courses",
    personal=PERSONAL,
    ahead=(section.AHEAD,),
    blueprints=(courses,),
    menu=(
        MenuItem(message("My courses"), "courses.learning", position=10),
        MenuItem(message("Lessons"), "courses.lessons", Permission.EXERCISES_WRITE, 44, MenuGroup.CONTENT),
        MenuItem(
            message("Questions to ask"),
            "courses.questions",
            Permission.EXERCISES_WRITE,
            46,
            MenuGroup.CONTENT,
        ),
    ),
    slots=(
        ("home", lessons.newer_lessons),
        ("newcomer", learning.first_course),
        ("next_thing", learning.next_thing),
        ("decisions", learning.decisions),
        ("document", documents.lessons),
        ("affected_lessons", documents.affected_lessons),
    ),
    phone=(
        PhoneScript(
            SCRIPTS / "section.js",
            {
                "done": message("Done"),
                "ready": message("Kept on this phone: it can be learned without a network."),
            },
        ),
        PhoneScript(
            SCRIPTS / "keep_sections.js",
            {
                "keep": message("Keep this part on the phone"),
                "kept": message("Kept on this phone: it can be learned without a network."),
                "keeping": message("Fetching …"),
                "pictures": message("Keep its pictures too"),
                "less": message("%(size)s, less than 1 đồng"),
                "dong": message("%(size)s, about %(dong)s đồng"),
                "failed": message("This could not be fetched. Please try again when the network is better."),
            },
        ),
    ),
    step_kinds=(PageKind(),),
    commands=(commands,),
    connect=connect,
    load_shipped=load_shipped,
    load_demo=load_demo,
    templates={"step_url": step_url, "edition_summary": edition_summary},
)
