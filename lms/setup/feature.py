"""What run.py plugs in of this part."""

from lms.features import Feature
from lms.setup.commands import add_command
from lms.setup.health import address, proxies, scanner
from lms.setup.jobs import JOBS

FEATURE = Feature(name="lms.setup", prepare=add_command, jobs=JOBS, health=(address, proxies, scanner))
