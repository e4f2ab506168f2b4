"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.home.views import home
from lms.web.menu import MenuItem

FEATURE = Feature(
    name="lms.home",
    blueprints=[home],
    menu=[MenuItem(message("Start page"), "home.start", position=0)],
)
