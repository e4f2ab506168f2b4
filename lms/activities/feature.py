"""What run.py plugs in of this part."""

from lms.activities import models
from lms.activities.demo import load_demo
from lms.activities.personal import PERSONAL
from lms.activities.views import activities as pages
from lms.activities.views import (
    attendance,
    gathering,
    papers,
    questionnaires,
    rosters,
    tasks,
)
from lms.activities.views.blueprint import activities
from lms.activities.views.slots import fill_person, own_invitations
from lms.activities.views.slots_affected import classes_for
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

# Importing them puts tables on the metadata and pages on the blueprint.
__all__ = [
    "FEATURE",
    "attendance",
    "gathering",
    "models",
    "pages",
    "papers",
    "questionnaires",
    "rosters",
    "tasks",
]

FEATURE = Feature(
    name="lms.activities",
    personal=PERSONAL,
    blueprints=[activities],
    menu=[
        MenuItem(
            message("Activities"),
            "activities.list_activities",
            Permission.ACTIVITIES_RUN,
            42,
            MenuGroup.ACTIVITIES,
        ),
    ],
    slots=[
        ("person", fill_person),
        ("affected_people", classes_for),
        ("home", own_invitations),
    ],
    load_demo=load_demo,
)
