"""What run.py plugs in of this part."""

from lms.base.database import db
from lms.base.messages import Message, message
from lms.features import Feature
from lms.standards.demo import load_demo
from lms.standards.rules.loading import load_standard
from lms.standards.views import (
    clauses,
    competencies,
    confirming,
    documents,
    requirements,
    targets,
    tracing,
    workbook,
)
from lms.standards.views.blueprint import standards
from lms.standards.views.slots import fill_person, own_standing
from lms.web.menu import MenuItem

__all__ = [
    "FEATURE",
    "clauses",
    "competencies",
    "confirming",
    "documents",
    "requirements",
    "targets",
    "tracing",
    "workbook",
]  # importing them puts their pages on the blueprint


def load_shipped() -> tuple[Message, ...]:
    """Decision 520 and what stands beside it: documents, competencies, requirements, targets."""
    load_standard()
    db.session.commit()
    return ()


FEATURE = Feature(
    name="lms.standards",
    blueprints=(standards,),
    menu=(MenuItem(message("Documents"), "standards.list_documents", position=40),),
    slots=(("person", fill_person), ("own_standing", own_standing)),
    load_shipped=load_shipped,
    load_demo=load_demo,
)
