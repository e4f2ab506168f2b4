"""What the classes of a year have taught to whom, and who still lacks it."""

from flask import abort, render_template, request

from lms.activities.formats.wording import decimal
from lms.activities.models import Activity
from lms.activities.models.report import mean
from lms.base import audit, clock
from lms.base.database import db
from lms.people.queries import staff_kinds
from lms.plans.forms.taught import TaughtForm
from lms.plans.models.tally import WHY, Subject
from lms.plans.queries import activities_of_year, in_post
from lms.plans.rules.counting import tally, tally_by_organiser
from lms.plans.rules.covering import coverage, lacking, sittings_of, subjects_of
from lms.plans.rules.reporting import units_reported_by
from lms.plans.views.blueprint import plans
from lms.standards.models import Clause
from lms.web.access import Permission, asker, requires
from lms.web.filters import named, share


@plans.get("/activities/taught")
@requires(Permission.ACTIVITIES_RUN)
def show_taught() -> str:
    """How far each subject has come among a kind of staff, and who held the classes; it names nobody."""
    form, held = _asked()
    sittings, sums = sittings_of(held), tally(held)
    staff = [each.person_id for each in in_post(form.asked_unit.id, form.asked_kind.id, form.day)]
    return render_template(
        "plans/show_taught.html",
        form=form,
        lines=[coverage(subject, sittings, staff) for subject in subjects_of(sittings)],
        organisers=tally_by_organiser(held),
        sums=sums,
        staff=len(staff),
        mean=mean(sums.seats_of(form.asked_kind), len(staff), 2),
        named_subject=_named,
        decimal=decimal,
        share=share,
    )


@plans.get("/activities/taught/lacking")
@requires(Permission.ACTIVITIES_RUN)
def list_lacking() -> str:
    """Who of a kind of staff has not been taught a subject, with what the rosters tell of her."""
    form, held = _asked()
    sittings = sittings_of(held)
    subject = next((each for each in subjects_of(sittings) if each.key == form.subject.data), None)
    if subject is None:
        abort(404)
    audit.note_access(asker().id, f"unit {form.asked_unit.code}: lacking {subject.key} {form.year.data}")
    db.session.commit()
    return render_template(
        "plans/list_lacking.html",
        form=form,
        lacks=lacking(subject, sittings, form.asked_unit, form.asked_kind, form.day),
        subject=_named(subject),
        why=WHY,
    )


def _asked() -> tuple[TaughtForm, list[Activity]]:
    """The question in the address, and what its unit held in its year."""
    units = units_reported_by(asker(), clock.today())
    if not units:
        abort(404)
    form = TaughtForm(request.args, units, list(db.session.scalars(staff_kinds())))
    return form, list(activities_of_year(form.asked_unit, form.year.data))


def _named(subject: Subject) -> str:
    """What a subject is called."""
    taught = subject.taught
    if isinstance(taught, Clause):
        return f"{taught.document.number}, {taught.article}"
    return named(taught)
