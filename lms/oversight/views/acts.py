"""The audit: who did what to which row. Looking, and taking it along, are themselves on record."""

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.oversight.formats.acts import acts_workbook, details_of, name_of
from lms.oversight.formats.sentences import sentence_of
from lms.oversight.forms import ActsForm
from lms.oversight.queries import Wanted, actors_of, acts_found, personal_of
from lms.oversight.views.blueprint import oversight
from lms.people.queries import person_by_code
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.filters import count, moment
from lms.web.freshness import fresh_for_file
from lms.web.paging import stretch_of

MOST_EXPORTED = 20_000
ON_A_PAGE = 24


@oversight.get("/acts")
@requires(Permission.SYSTEM_ADMINISTER)
def list_acts() -> str:
    """Every act, the newest first, by who, what, to what and when."""
    audit.note_access(asker().id, f"acts {_asked()}")
    db.session.commit()
    form, wanted = _form()
    stretch = stretch_of(acts_found(wanted), AuditEntry.id, ON_A_PAGE)
    return render_template(
        "oversight/list_acts.html",
        form=form,
        stretch=stretch,
        args={name: value for name, value in request.args.items() if name in form.data},
        actors=actors_of(stretch.rows),
        personal=personal_of(stretch.rows),
        sentence_of=sentence_of,
        name_of=name_of,
        details_of=details_of,
    )


@oversight.get("/acts/file")
@requires(Permission.SYSTEM_ADMINISTER)
@fresh_for_file
def export_acts() -> Response:
    """The same as a workbook; it says who took it along, and when."""
    audit.note_access(asker().id, f"acts {_asked()}", exported=True)
    db.session.commit()
    _filled, wanted = _form()
    found = acts_found(wanted).order_by(AuditEntry.id.desc()).limit(MOST_EXPORTED)
    acts = db.session.scalars(found).all()
    notes = [
        _(
            "Exported by %(name)s at %(moment)s. For the work of the office alone.",
            name=asker().full_name,
            moment=moment(clock.now()),
        ),
        _("At most %(number)s entries; choose days to have the rest.", number=count(MOST_EXPORTED)),
    ]
    data = acts_workbook(acts, actors_of(acts), personal_of(acts), notes)
    return sent(data, "xlsx", f"nhat-ky-thao-tac-{clock.today().isoformat()}")


def _form() -> tuple[ActsForm, Wanted]:
    form = ActsForm(MultiDict(request.args))
    form.offer_actions()
    if not form.validate():
        return form, Wanted(actor_id=-1)
    person = person_by_code(form.who.data.strip()) if form.who.data else None
    return form, Wanted(
        person.id if person else None,
        form.action.data or None,
        form.kind.data or None,
        form.key.data or None,
        form.since.data,
        form.until.data,
    )


def _asked() -> str:
    return "&".join(f"{name}={value}" for name, value in request.args.items() if value)
