"""What run.py plugs in of writing exercises. Its sentences stand in the catalogue of quizzes."""

from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from quizzes.authoring.personal import PERSONAL
from quizzes.authoring.receivers import connect
from quizzes.authoring.views import drafts, exercises, files, home, media, releases, shapes, writing
from quizzes.authoring.views.blueprint import authoring

PAGES = (
    drafts,
    exercises,
    files,
    media,
    releases,
    shapes,
    writing,
)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes.authoring",
    personal=PERSONAL,
    blueprints=(authoring,),
    menu=(
        MenuItem(
            message("Exercises"), "authoring.exercises", Permission.EXERCISES_WRITE, 45, MenuGroup.CONTENT
        ),
    ),
    slots=(("home", home.writing),),
    connect=connect,
)
