"""What run.py plugs in of the bank. Its sentences stand in the catalogue of quizzes."""

from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem
from quizzes.bank.commands import bank_commands, load_shipped
from quizzes.bank.jobs import COUNTING
from quizzes.bank.receivers import connect
from quizzes.bank.views import searching, using
from quizzes.bank.views.blueprint import bank

PAGES = (searching, using)  # importing them adds their routes to the blueprint

FEATURE = Feature(
    name="quizzes.bank",
    blueprints=(bank,),
    menu=(
        MenuItem(
            message("Question bank"), "bank.list_questions", Permission.EXERCISES_WRITE, 46, MenuGroup.CONTENT
        ),
    ),
    jobs=(COUNTING,),
    commands=(bank_commands,),
    connect=connect,
    load_shipped=load_shipped,
)
