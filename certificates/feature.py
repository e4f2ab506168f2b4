"""What run.py plugs in of this part."""

from lms.features import Feature

FEATURE = Feature(name="certificates")
