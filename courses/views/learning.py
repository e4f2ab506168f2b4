"""My courses, and the one next thing on the start page."""

from flask import Response, current_app, render_template

from courses.queries import to_review
from courses.rules.planning import Entry, plan
from courses.rules.reckoning import bytes_left, bytes_of, bytes_of_month, sitting_of, year_of
from courses.views.blueprint import courses
from lms.base import clock
from lms.people.models import Person
from lms.standards.rules.explaining import explain_all
from lms.web.access import Permission, asker, signed_in
from lms.web.i18n import language
from lms.web.keeping import may_be_kept
from lms.web.slots import slot

NEXT = ("open", "due", "offered")  # the groups of courses that the start page speaks of
MINE = ("open", "due", "withdrawn", "finished")  # the groups on the page of her own courses
ELECTIVE = ("open", "aside", "offered", "other")  # the groups of what she may choose


@courses.get("/learn")
@signed_in
def learning() -> Response:
    """What she has begun, what is asked of her and what she has finished; how far she is this year, and what
    this month has cost."""
    today, person_id = clock.today(), asker().id
    entries = plan(person_id, today)
    sizes = bytes_of(entries, language())
    page = render_template(
        "courses/learning.html",
        entries=[each for each in entries if each.group in MINE],
        others=sum(each.group not in MINE for each in entries),
        bytes_left={each.edition.id: bytes_left(each, sizes) for each in entries},
        year=year_of(person_id, today, [standing for _, standing in explain_all(person_id, today)]),
        month_bytes=bytes_of_month(person_id, today, language()),
        today=today,
    )
    return may_be_kept(page)


@courses.get("/courses/electives")
@signed_in
def electives() -> str:
    """What she may learn beyond what is asked of her: what it gives, how long it takes and what it costs."""
    entries = [each for each in plan(asker().id, clock.today()) if each.elective and each.group in ELECTIVE]
    sizes = bytes_of(entries, language())
    return render_template(
        "courses/electives.html",
        entries=sorted(entries, key=lambda each: ELECTIVE.index(each.group)),
        bytes_left={each.edition.id: bytes_left(each, sizes) for each in entries},
    )


def next_thing(*, person: Person) -> str:
    """On the start page, the one next thing: what she was given a day for, else the course she is in, else
    the first that is asked of her, else the first that is meant for her post. Below it, what parts below say
    to whoever has done her first lesson."""
    entries = plan(person.id, clock.today())
    afterwards = slot("after_first_lesson") if any(each.done for each in entries) else ""
    waiting = [each for each in entries if each.group in NEXT]
    withdrawn = [each for each in entries if each.group == "withdrawn"]
    told = render_template("courses/withdrawn_begun.html", entries=withdrawn) if withdrawn else ""
    if not waiting:
        return f"{told}{afterwards}"
    entry, *later = sorted(waiting, key=lambda each: each.due_on is None)
    sizes = bytes_of([entry], language())
    return told + render_template(
        "courses/next_thing.html",
        entry=entry,
        later=later,
        url=next_url(entry),
        sizes=sizes,
        sitting=sitting_of(entry, sizes) if entry.left else None,
        afterwards=afterwards,
    )


def first_course(*, person: Person) -> str:
    """The slot ``newcomer``: with what somebody begins who was just given a post, and how much follows."""
    waiting = [each for each in plan(person.id, clock.today()) if each.group in NEXT]
    if not waiting:
        return ""
    return render_template("courses/first_course.html", entry=waiting[0], later=len(waiting) - 1)


def decisions(*, person: Person) -> str:
    """On the start page of those who answer for what is taught: courses past the day of their review."""
    if not (person.may(Permission.EXERCISES_WRITE) or person.may(Permission.AWARDS_APPROVE)):
        return ""
    return render_template("courses/to_review.html", due=to_review(clock.today()))


def next_url(entry: Entry) -> str | None:
    """Where the first step that is left is opened; None when none is."""
    if not entry.left:
        return None
    step = entry.left[0]
    return str(current_app.extensions["step_kinds"][step.kind].url(step))
