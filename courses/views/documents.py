"""What the page of a document says of courses: the lessons that rest on it."""

from flask import render_template

from courses.queries import lessons_resting_on
from lms.base import clock
from lms.standards.models import Document, DocumentState


def lessons(*, document: Document) -> str:
    """Its lessons, each with the day of its review; marked where that is past or the document has ended."""
    found = lessons_resting_on(document.id)
    if not found:
        return ""
    today = clock.today()
    ended = document.state_on(today) is DocumentState.ENDED
    return render_template("courses/document_lessons.html", lessons=found, today=today, ended=ended)
