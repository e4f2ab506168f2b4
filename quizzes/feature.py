"""What run.py plugs in of this part."""

from lms.features import Feature
from quizzes.commands import exercises, load_shipped, take_up_what_can_be
from quizzes.demo import load_demo
from quizzes.kinds.exercise import ExerciseKind
from quizzes.views import assessments, attempts, home, play
from quizzes.views.blueprint import quizzes

PAGES = (assessments, attempts, play)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes",
    blueprints=(quizzes,),
    slots=(("home", home.writing),),
    step_kinds=(ExerciseKind(take_up_what_can_be),),
    commands=(exercises,),
    load_shipped=load_shipped,
    load_demo=load_demo,
)
