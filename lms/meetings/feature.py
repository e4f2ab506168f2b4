"""What run.py plugs in of this part."""

from lms.features import Feature
from lms.meetings import models
from lms.meetings.demo import load_demo
from lms.meetings.personal import PERSONAL
from lms.meetings.views import gathering, notes
from lms.meetings.views import meetings as pages
from lms.meetings.views.blueprint import meetings
from lms.meetings.views.slots import meetings_this_month, own_meetings, way_to_meetings

# Importing them puts tables on the metadata and pages on the blueprint.
__all__ = [
    "FEATURE",
    "gathering",
    "models",
    "notes",
    "pages",
]

FEATURE = Feature(
    name="lms.meetings",
    personal=PERSONAL,
    blueprints=[meetings],
    slots=[
        ("activity_ways", way_to_meetings),
        ("today", own_meetings),
        ("month", meetings_this_month),
    ],
    load_demo=load_demo,
)
