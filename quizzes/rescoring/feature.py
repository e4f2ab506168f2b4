"""What run.py plugs in of judging attempts again. Its sentences stand in the catalogue of quizzes."""

from lms.features import Feature
from quizzes.rescoring.views import rescoring as pages
from quizzes.rescoring.views import slots
from quizzes.rescoring.views.blueprint import rescoring

PAGES = (pages,)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes.rescoring",
    blueprints=(rescoring,),
    slots=(
        ("exercise_list", slots.exercise_list),
        ("exercise_links", slots.exercise_links),
        ("decisions", slots.decisions),
    ),
)
