"""What run.py plugs in of this part."""

from lms.base.database import db
from lms.features import Feature
from lms.standards.rules.loading import load_standard


def load_shipped() -> None:
    """Decision 520 and what stands beside it: documents, competencies, requirements, targets."""
    load_standard()
    db.session.commit()


FEATURE = Feature(name="lms.standards", load_shipped=load_shipped)
