"""What run.py plugs in of this part."""

from pathlib import Path

from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from lms.web.phone import PhoneScript
from quizzes.commands import exercises, load_shipped, take_up_what_can_be
from quizzes.demo import load_demo
from quizzes.kinds.exercise import ExerciseKind
from quizzes.personal import PERSONAL
from quizzes.rules.measuring import attempts_received
from quizzes.rules.reminding import failed_tests
from quizzes.views import (
    assessments,
    attempts,
    helping,
    paper,
    paper_lines,
    play,
    printing,
    receipts,
    skipping,
)
from quizzes.views.blueprint import quizzes

PAGES = (
    assessments,
    attempts,
    helping,
    paper,
    paper_lines,
    play,
    printing,
    receipts,
    skipping,
)  # importing them adds their routes to the blueprint

PLAYER = Path(__file__).parent / "player"

FEATURE = Feature(
    name="quizzes",
    personal=PERSONAL,
    ahead=(attempts.AHEAD,),
    measures=(attempts_received,),
    blueprints=(quizzes,),
    menu=(
        MenuItem(
            message("Learning together"), "quizzes.helping", Permission.STAFFING_IMPORT, 58, MenuGroup.STAFF
        ),
        MenuItem(message("Receipts"), "quizzes.receipts", Permission.PEOPLE_SEE, 60, MenuGroup.STAFF),
    ),
    slots=(
        ("home", receipts.waiting),
        ("today", receipts.waiting_of_people),
        ("course", skipping.way_past),
        ("orientation_result", skipping.way_past_known),
    ),
    phone=(
        PhoneScript(PLAYER / "handing_in.js"),
        PhoneScript(PLAYER / "helped_card.js"),
        PhoneScript(
            PLAYER / "assessment.js",
            {
                "waiting": message(
                    "Handed in, waiting for the result. It is kept on this phone until it is sent."
                ),
                "first": message(
                    "The questions of this test are not on this phone yet: they need a network once."
                ),
            },
        ),
    ),
    step_kinds=(ExerciseKind(take_up_what_can_be),),
    commands=(exercises,),
    matters=(failed_tests,),
    load_shipped=load_shipped,
    load_demo=load_demo,
)
