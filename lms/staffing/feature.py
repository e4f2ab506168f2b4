"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.staffing.commands.lists import people
from lms.staffing.commands.units import units
from lms.staffing.demo import load_demo
from lms.staffing.jobs import JOBS
from lms.staffing.personal import PERSONAL
from lms.staffing.rules.examining import waiting_lists
from lms.staffing.views import (
    duplicates,
    lists,
    places,
    rosters,
    slots,
    staffing,
    successions,
    unit_changes,
)
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

__all__ = [
    "FEATURE",
    "duplicates",
    "lists",
    "places",
    "rosters",
    "successions",
    "unit_changes",
]  # importing them puts their pages on the blueprint

FEATURE = Feature(
    name="lms.staffing",
    personal=PERSONAL,
    blueprints=[staffing],
    menu=[
        MenuItem(
            message("Rosters"),
            "staffing.list_rosters",
            Permission.STAFFING_IMPORT,
            44,
            MenuGroup.STAFF,
        ),
        MenuItem(
            message("Staff lists"),
            "staffing.list_staff_lists",
            Permission.STAFFING_IMPORT,
            45,
            MenuGroup.STAFF,
        ),
        MenuItem(
            message("Vacant posts"),
            "staffing.list_vacancies",
            Permission.STAFFING_IMPORT,
            47,
            MenuGroup.STAFF,
        ),
        MenuItem(
            message("Hamlets without anybody trained"),
            "staffing.list_untrained",
            Permission.COVERAGE_SEE,
            35,
            MenuGroup.FIGURES,
        ),
        MenuItem(
            message("Perhaps one person"),
            "staffing.list_duplicates",
            Permission.STAFFING_IMPORT,
            46,
            MenuGroup.STAFF,
        ),
        MenuItem(
            message("Units that changed"),
            "staffing.list_successions",
            Permission.UNITS_DECIDE,
            48,
            MenuGroup.STAFF,
        ),
    ],
    jobs=JOBS,
    health=[waiting_lists],
    slots=[
        ("decisions", slots.decisions),
        ("decisions", slots.late_rosters),
        ("decisions", successions.undecided_posts),
        ("decisions", places.vacant_posts_of),
    ],
    commands=[people, units],
    load_demo=load_demo,
)
