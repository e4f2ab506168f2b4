"""What run.py plugs in of this part."""

from lms.base.database import db
from lms.features import Feature
from lms.people.demo import load_demo
from lms.people.rules.loading import load_staff_kinds


def load_shipped() -> None:
    """The staff kinds and the levels at which they work."""
    load_staff_kinds()
    db.session.commit()


FEATURE = Feature(name="lms.people", load_shipped=load_shipped, load_demo=load_demo)
