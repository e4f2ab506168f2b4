"""Reminders that reach their people by nothing but somebody's voice: the list, on paper, and who was told."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.outbox.formats.telling_list import Row, telling_paper, telling_workbook
from lms.outbox.queries import number_to_tell, reminders_to_tell
from lms.outbox.rules.listing import Line, by_commune, lines_of
from lms.outbox.rules.reminding import note_told, take_back_told
from lms.outbox.views.blueprint import outbox
from lms.paper.drawing import drawn
from lms.people.models import Person
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.files import sent, shape_asked
from lms.web.paging import page_of_rows


@outbox.get("/reminders")
@requires(Permission.PEOPLE_SEE)
def list_reminders() -> str:
    """Whom of her people to tell what, commune by commune; the look is noted."""
    lines = _lines(f"reminders to pass on, page {request.args.get('page', 1, type=int)}")
    page = page_of_rows(lines)
    untold = sum(line.reminder.told_at is None for line in lines)
    return render_template(
        "outbox/list_reminders.html", page=page, communes=by_commune(page.rows), untold=untold
    )


@outbox.get("/reminders/list")
@requires(Permission.PEOPLE_SEE)
def reminder_file() -> Response:
    """The same list to take along, as ``?as=pdf``, ``docx`` or ``xlsx``; the export is noted."""
    shape, today = shape_asked(), clock.today()
    lines = _lines("reminders to pass on", exported=True)
    if shape == "xlsx":
        data = telling_workbook([*map(_row, lines)], today)
    else:
        communes = [(name, [*map(_row, some)]) for name, some in by_commune(lines)]
        data = drawn(shape, lambda: telling_paper(communes, today))
    return sent(data, shape, f"nhac-hoc-{today.isoformat()}")


@outbox.post("/reminders/told")
@requires(Permission.PEOPLE_SEE)
def tell_reminders() -> Response:
    """Note that those who were ticked were told; the same again changes nothing."""
    told = note_told(asker(), request.form.getlist("reminder", type=row_key), now=clock.now())
    db.session.commit()
    flash(ngettext("Noted: %(num)s person was told.", "Noted: %(num)s people were told.", told), "success")
    return redirect(url_for("outbox.list_reminders"), 303)


@outbox.post("/reminders/take-back")
@requires(Permission.PEOPLE_SEE)
def take_back_reminder() -> Response:
    """Take the tick off one person who was not told after all."""
    reminder = take_back_told(asker(), request.form.get("reminder", 0, type=row_key))
    if reminder is None:
        abort(404)
    name = reminder.person.full_name
    db.session.commit()
    flash(gettext("The tick was taken off: %(name)s is still to be told.", name=name), "success")
    return redirect(url_for("outbox.list_reminders"), 303)


def to_pass_on(*, person: Person) -> str:
    """The slot ``today``: how many reminders wait for the voice of who answers for people."""
    if not person.may(Permission.PEOPLE_SEE):
        return ""
    number = number_to_tell(person, clock.today())
    return render_template("outbox/home_reminders.html", number=number) if number else ""


def _lines(what: str, *, exported: bool = False) -> list[Line]:
    audit.note_access(asker().id, what, exported=exported)
    db.session.commit()
    today = clock.today()
    return lines_of(reminders_to_tell(asker(), today), today)


def _row(line: Line) -> Row:
    return line.commune, line.hamlet, line.reminder
