"""What run.py plugs in of questions to trainers. Its sentences stand in the catalogue of courses."""

from pathlib import Path

from courses.questions.demo import load_demo
from courses.questions.formats.telling import place_name
from courses.questions.personal import PERSONAL
from courses.questions.rules.reminding import unread_answers
from courses.questions.views import answering, asking, reading, slots
from courses.questions.views.blueprint import questions
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from lms.web.phone import PhoneScript

PAGES = (answering, asking, reading)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="courses.questions",
    personal=PERSONAL,
    blueprints=(questions,),
    menu=(
        MenuItem(
            message("Questions of learners"),
            "questions.list_questions",
            Permission.EXERCISES_WRITE,
            43,
            MenuGroup.CONTENT,
            number=slots.number_waiting,
        ),
    ),
    slots=(("home", slots.home), ("today", slots.waiting_of_people), ("course_help", slots.course_help)),
    phone=(PhoneScript(Path(__file__).parent / "formats" / "ask.js"),),
    matters=(unread_answers,),
    load_demo=load_demo,
    templates={"place_name": place_name},
)
