"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.staffing.commands.lists import people
from lms.staffing.jobs import JOBS
from lms.staffing.rules.examining import waiting_lists
from lms.staffing.views import lists, slots, staffing
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

__all__ = ["FEATURE", "lists"]  # importing them puts their pages on the blueprint

FEATURE = Feature(
    name="lms.staffing",
    blueprints=[staffing],
    menu=[
        MenuItem(
            message("Staff lists"),
            "staffing.list_staff_lists",
            Permission.STAFFING_IMPORT,
            45,
            MenuGroup.STAFF,
        )
    ],
    jobs=JOBS,
    health=[waiting_lists],
    slots=[("decisions", slots.decisions)],
    commands=[people],
)
