"""What run.py plugs in of this part."""

from lms.features import Feature
from lms.setup.commands import add_command
from lms.setup.health import address

FEATURE = Feature(name="lms.setup", prepare=add_command, health=(address,))
