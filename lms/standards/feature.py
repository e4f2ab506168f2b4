"""What run.py plugs in of this part."""

from lms.base.database import db
from lms.base.messages import Message, message
from lms.features import Feature
from lms.standards.demo import load_demo
from lms.standards.personal import PERSONAL
from lms.standards.rules.loading import load_standard
from lms.standards.rules.reminding import ending_soon
from lms.standards.views import (
    clauses,
    competencies,
    confirming,
    declared,
    documents,
    evidence,
    papers,
    requirements,
    targets,
    tracing,
    workbook,
)
from lms.standards.views.blueprint import standards
from lms.standards.views.slots import fill_person, own_standing
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

__all__ = [
    "FEATURE",
    "clauses",
    "competencies",
    "confirming",
    "declared",
    "documents",
    "evidence",
    "papers",
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
    personal=PERSONAL,
    blueprints=(standards,),
    menu=(
        MenuItem(message("Documents"), "standards.list_documents", position=40),
        MenuItem(
            message("Declarations to be confirmed"),
            "standards.list_declared",
            Permission.PEOPLE_SEE,
            47,
            MenuGroup.STAFF,
        ),
    ),
    slots=(
        ("person", fill_person),
        ("own_standing", own_standing),
        ("decisions", declared.decisions),
    ),
    matters=(ending_soon,),
    load_shipped=load_shipped,
    load_demo=load_demo,
)
