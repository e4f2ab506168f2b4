"""What the pages of a document and of its passages say of courses: the lessons that rest on them."""

from collections.abc import Sequence

from flask import render_template

from courses.models import Step
from courses.queries import lessons_resting_on
from lms.base import clock
from lms.standards.models import Clause, Document, DocumentState


def lessons(*, document: Document) -> str:
    """Its lessons, each with the day of its review; marked where that is past or the document has ended."""
    return _shown(lessons_resting_on(document.id), document)


def affected_lessons(*, clause: Clause) -> str:
    """The lessons that teach a passage, in whichever version: what must be written anew when it changes."""
    return _shown(lessons_resting_on(clause.document_id, clause.article), clause.document)


def _shown(found: Sequence[Step], document: Document) -> str:
    if not found:
        return ""
    today = clock.today()
    ended = document.state_on(today) is DocumentState.ENDED
    return render_template("courses/document_lessons.html", lessons=found, today=today, ended=ended)
