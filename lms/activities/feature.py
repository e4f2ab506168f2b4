"""What run.py plugs in of this part."""

from lms.activities import models
from lms.features import Feature

__all__ = ["FEATURE", "models"]  # importing the models puts their tables on the metadata

FEATURE = Feature(name="lms.activities")
