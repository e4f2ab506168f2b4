"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.coverage.commands import coverage_commands
from lms.coverage.demo import load_demo
from lms.coverage.jobs import JOBS
from lms.coverage.personal import PERSONAL
from lms.coverage.views import (
    changes,
    comparisons,
    coverage,
    names,
    periods,
    reaching,
    reports,
    slots,
    subscriptions,
    tables,
    trends,
    units,
)
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

__all__ = [
    "FEATURE",
    "changes",
    "comparisons",
    "names",
    "periods",
    "reaching",
    "reports",
    "subscriptions",
    "tables",
    "trends",
    "units",
]  # importing them puts their pages on the blueprint

FEATURE = Feature(
    name="lms.coverage",
    personal=PERSONAL,
    blueprints=(coverage,),
    menu=(
        MenuItem(message("Targets"), "coverage.table", Permission.COVERAGE_SEE, 30, MenuGroup.FIGURES),
        MenuItem(
            message("Year's report"), "coverage.year_report", Permission.COVERAGE_SEE, 33, MenuGroup.FIGURES
        ),
        MenuItem(
            message("Closed periods"), "coverage.list_periods", Permission.COVERAGE_SEE, 34, MenuGroup.FIGURES
        ),
    ),
    slots=(("home", slots.figures_of), ("home_styles", slots.styles), ("year_plan", slots.reached)),
    commands=(coverage_commands,),
    jobs=JOBS,
    load_demo=load_demo,
)
