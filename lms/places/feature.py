"""What run.py plugs in of this part."""

from lms.base.database import db
from lms.base.messages import Message
from lms.features import Feature
from lms.places.founding import FOUNDING
from lms.places.rules.loading import load_units
from lms.places.views import places


def load_shipped() -> tuple[Message, ...]:
    """The units of the country and their succession."""
    load_units()
    db.session.commit()
    return ()


FEATURE = Feature(name="lms.places", blueprints=(places,), load_shipped=load_shipped, founding=FOUNDING)
