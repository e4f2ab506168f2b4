"""What run.py plugs in of this part."""

from lms.features import Feature
from lms.visits import models
from lms.visits.demo import load_demo
from lms.visits.personal import PERSONAL
from lms.visits.views import findings
from lms.visits.views import visits as pages
from lms.visits.views.blueprint import visits
from lms.visits.views.slots import decisions, way_to_visits

# Importing them puts tables on the metadata and pages on the blueprint.
__all__ = [
    "FEATURE",
    "findings",
    "models",
    "pages",
]

FEATURE = Feature(
    name="lms.visits",
    personal=PERSONAL,
    blueprints=[visits],
    slots=[
        ("activity_ways", way_to_visits),
        ("decisions", decisions),
    ],
    load_demo=load_demo,
)
