"""What run.py plugs in of this part."""

from lms.activities import models
from lms.activities.demo import load_demo
from lms.activities.views import activities as pages
from lms.activities.views import (
    attendance,
    findings,
    meeting_notes,
    meetings,
    papers,
    plan_rows,
    plans,
    proposals,
    questionnaires,
    rosters,
    targets,
    tasks,
    taught,
    visits,
    year,
)
from lms.activities.views.blueprint import activities
from lms.activities.views.slots import fill_person, meetings_this_month, own_invitations, own_meetings
from lms.activities.views.slots_affected import classes_for
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

# Importing them puts tables on the metadata and pages on the blueprint.
__all__ = [
    "FEATURE",
    "attendance",
    "findings",
    "meeting_notes",
    "meetings",
    "models",
    "pages",
    "papers",
    "plan_rows",
    "plans",
    "proposals",
    "questionnaires",
    "rosters",
    "targets",
    "tasks",
    "taught",
    "visits",
    "year",
]

FEATURE = Feature(
    name="lms.activities",
    blueprints=[activities],
    menu=[
        MenuItem(
            message("Activities"),
            "activities.list_activities",
            Permission.ACTIVITIES_RUN,
            42,
            MenuGroup.ACTIVITIES,
        ),
        MenuItem(
            message("Year's plan"),
            "activities.choose_plan",
            Permission.ACTIVITIES_RUN,
            41,
            MenuGroup.ACTIVITIES,
        ),
    ],
    slots=[
        ("person", fill_person),
        ("affected_people", classes_for),
        ("home", own_invitations),
        ("home", own_meetings),
        ("month", meetings_this_month),
        ("decisions", findings.decisions),
    ],
    load_demo=load_demo,
)
