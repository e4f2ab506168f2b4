"""What run.py plugs in of taking up files. Its sentences stand in the catalogue of quizzes."""

from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from quizzes.importing.demo import load_demo
from quizzes.importing.personal import PERSONAL
from quizzes.importing.views import deciding, imports
from quizzes.importing.views.blueprint import importing

PAGES = (deciding, imports)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes.importing",
    personal=PERSONAL,
    blueprints=(importing,),
    menu=(
        MenuItem(
            message("Import material"),
            "importing.imports",
            Permission.EXERCISES_WRITE,
            47,
            MenuGroup.CONTENT,
        ),
    ),
    load_demo=load_demo,
)
