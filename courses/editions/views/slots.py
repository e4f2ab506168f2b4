"""What editions add to other pages: what waits for a look, how to ask for one, and what a learner does whose
edition was withdrawn."""

from flask import render_template, url_for

from courses.editions.forms import ProposalForm
from courses.editions.queries import names_of, waiting_for
from courses.models import Edition
from courses.queries import newest_edition
from courses.queries.withdrawals import withdrawal_in_force
from courses.rules.localising import Lesson
from courses.rules.planning import Entry
from courses.rules.reviewing import demands_second_look
from lms.base import clock
from lms.people.models import Person
from lms.web.access import Permission


def home(*, person: Person) -> str:
    """On the start page of who may approve it: what waits for a second look."""
    if not person.may(Permission.EXERCISES_WRITE):
        return ""
    found = waiting_for(person.id)
    if not found:
        return ""
    names = names_of({each.slug for each in found})
    return render_template("editions/home_trainer.html", proposals=found, names=names)


def ask_for_text(*, lesson: Lesson, edition: Edition) -> str:
    """Below a lesson that is about to be published: asking for a second look, or for a day and hour."""
    slug = edition.course.slug
    return render_template(
        "editions/ask_instead.html",
        form=ProposalForm(formdata=None),
        action=url_for("editions.ask_for_lesson", slug=slug, number=lesson.number),
        hidden={"text": lesson.language, "seen": lesson.state},
        demanded=demands_second_look(edition, clock.today()),
    )


def ask_for_course(*, slug: str) -> str:
    """Below a course that is about to be published: the way to the same."""
    return render_template("editions/ask_for_course.html", slug=slug)


def withdrawn_course(*, entry: Entry) -> str:
    """On the page of a course, for whoever is in an edition that was withdrawn: why, and how to go on."""
    return render_template(
        "editions/withdrawn_course.html",
        entry=entry,
        withdrawal=withdrawal_in_force(entry.edition),
        newer=newest_edition(entry.edition.course_id),
    )
