"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from quizzes.commands import exercises, load_shipped, take_up_what_can_be
from quizzes.demo import load_demo
from quizzes.kinds.exercise import ExerciseKind
from quizzes.rules.reminding import failed_tests
from quizzes.views import assessments, attempts, home, play, releases, writing
from quizzes.views import exercises as exercise_list
from quizzes.views.blueprint import quizzes

PAGES = (
    assessments,
    attempts,
    exercise_list,
    play,
    releases,
    writing,
)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes",
    blueprints=(quizzes,),
    menu=(
        MenuItem(
            message("Exercises"), "quizzes.exercises", Permission.EXERCISES_WRITE, 45, MenuGroup.CONTENT
        ),
    ),
    slots=(("home", home.writing),),
    step_kinds=(ExerciseKind(take_up_what_can_be),),
    commands=(exercises,),
    matters=(failed_tests,),
    load_shipped=load_shipped,
    load_demo=load_demo,
)
