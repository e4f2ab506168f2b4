"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.plans import models
from lms.plans.demo import load_demo
from lms.plans.personal import PERSONAL
from lms.plans.views import plans as pages
from lms.plans.views import proposals, rows, targets, taught, year
from lms.plans.views.blueprint import plans
from lms.plans.views.slots import way_to_proposals, ways_to_the_year
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

# Importing them puts tables on the metadata and pages on the blueprint.
__all__ = [
    "FEATURE",
    "models",
    "pages",
    "proposals",
    "rows",
    "targets",
    "taught",
    "year",
]

FEATURE = Feature(
    name="lms.plans",
    personal=PERSONAL,
    blueprints=[plans],
    menu=[
        MenuItem(
            message("Year's plan"),
            "plans.choose_plan",
            Permission.ACTIVITIES_RUN,
            41,
            MenuGroup.ACTIVITIES,
        )
    ],
    slots=[
        ("activity_actions", way_to_proposals),
        ("activity_ways", ways_to_the_year),
    ],
    load_demo=load_demo,
)
