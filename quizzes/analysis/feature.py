"""What run.py plugs in of the analysis of answers. Its sentences stand in the catalogue of quizzes."""

from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from quizzes.analysis.demo import load_demo
from quizzes.analysis.views import comparison, exercise, overview, slots
from quizzes.analysis.views.blueprint import analysis

PAGES = (comparison, exercise, overview)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes.analysis",
    blueprints=(analysis,),
    menu=(
        MenuItem(
            message("What answers teach"),
            "analysis.overview",
            Permission.EXERCISES_WRITE,
            47,
            MenuGroup.CONTENT,
        ),
    ),
    slots=(("exercise_links", slots.exercise_links),),
    load_demo=load_demo,
)
