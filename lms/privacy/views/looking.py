"""Who saw whose record, and who took names out of the product."""

from flask import render_template
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.privacy.formats.looks import looks_workbook, what_was_seen
from lms.privacy.forms.looking import FindLooksForm
from lms.privacy.queries import Sought, looks, with_people
from lms.privacy.views.blueprint import privacy
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.paging import page_of

MOST_IN_A_FILE = 10_000


@privacy.get("/access-log")
@requires(Permission.SYSTEM_ADMINISTER)
def list_looks() -> str:
    """The access log, newest first, narrowed by who, whose and when; looking at it is noted in it."""
    form = FindLooksForm.from_address()
    _note(exported=False)
    page = page_of(looks(_sought(form)))
    return render_template(
        "privacy/list_looks.html",
        form=form,
        page=page,
        looks=with_people(page.rows),
        seen=what_was_seen,
        address=_address(form),
    )


@privacy.get("/access-log.xlsx")
@requires(Permission.SYSTEM_ADMINISTER)
def looks_file() -> Response:
    """The same as a workbook, at most ten thousand lines."""
    form = FindLooksForm.from_address()
    _note(exported=True)
    entries = db.session.scalars(looks(_sought(form)).limit(MOST_IN_A_FILE)).all()
    return sent(looks_workbook(with_people(entries)), "xlsx", f"nhat-ky-truy-cap-{clock.today()}")


def _note(*, exported: bool) -> None:
    audit.note_access(asker().id, "access log", exported=exported)
    db.session.commit()


def _sought(form: FindLooksForm) -> Sought:
    return Sought(
        who=form.who.data or "",
        whose=form.whose.data or "",
        since=form.since.data if not form.since.errors else None,
        until=form.until.data if not form.until.errors else None,
        exported=bool(form.exported.data),
    )


def _address(form: FindLooksForm) -> dict[str, object]:
    """What of the form stands in an address, e.g. of the next page."""
    fields = {
        name: form[name].raw_data[0]
        for name in ("who", "whose", "since", "until", "exported")
        if form[name].raw_data
    }
    return {name: value for name, value in fields.items() if value}
