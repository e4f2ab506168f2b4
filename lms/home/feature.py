"""What run.py plugs in of this part."""

from lms.features import Feature
from lms.home.views import home

FEATURE = Feature(
    name="lms.home",
    blueprints=[home],
)
