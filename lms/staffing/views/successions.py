"""Units that changed: what went by itself, and which part of a split unit each hamlet and post belongs to."""

from collections.abc import Iterable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.base import audit
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.people.policies import scope_ever
from lms.people.rules.deciding_places import Part, decide
from lms.people.rules.moving_access import hand_grant
from lms.staffing.queries.successions import grants_waiting, parts_by_unit, posts_moved, whole_successions
from lms.staffing.rules.surveying_successions import Group, Split, groups_of, split_of, splits_of
from lms.staffing.views import staffing
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.i18n import said
from lms.web.paging import page_of

UNDECIDED = "0"  # what a form sends where nobody has decided


@staffing.get("/successions")
@requires(Permission.UNITS_DECIDE)
def list_successions() -> str:
    """Split units with posts to be decided, access that waits, and the whole units that were moved."""
    scope = scope_ever(asker(), Permission.UNITS_DECIDE)
    if scope is None:
        abort(404)
    moved = page_of(whole_successions(scope))
    may_change = asker().may(Permission.SYSTEM_ADMINISTER)
    grants = grants_waiting() if may_change else []
    return render_template(
        "staffing/successions/list.html",
        splits=splits_of(asker()),
        moved=moved,
        posts=posts_moved(moved.rows),
        may_change=may_change,
        grants=grants,
        parts=parts_by_unit([granted.unit_id for granted, _person in grants]),
    )


@staffing.get("/successions/<int:unit_id>")
@requires(Permission.UNITS_DECIDE)
def show_succession(unit_id: int) -> str:
    """The posts of a split unit, by hamlet and then one by one."""
    audit.note_access(asker().id, f"posts of a split unit {unit_id}")
    split = _mine(unit_id)
    db.session.commit()
    groups, people = groups_of(split)
    return render_template(
        "staffing/successions/show.html",
        split=split,
        groups=groups,
        people=people,
        proposed=next((each.to_id for each in split.parts if each.is_default), None),
        fills_in="proposed" in request.args,
    )


@staffing.post("/successions/<int:unit_id>")
@requires(Permission.UNITS_DECIDE)
def decide_succession(unit_id: int) -> Response:
    """Keep what was decided or taken back; what somebody else changed meanwhile stays as it is."""
    split = _mine(unit_id)
    groups, _people = groups_of(split)
    try:
        chosen = {kind: _chosen(kind, groups) for kind in ("hamlet", "post")}
        number = decide(unit_id, chosen["hamlet"], chosen["post"], by=asker().id)
        db.session.commit()
        done = ngettext("%(num)s post was moved.", "%(num)s posts were moved.", number)
        flash(done if number else _("Nothing was changed."), "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("staffing.show_succession", unit_id=unit_id), 303)


@staffing.post("/successions/grants/<int:grant_id>")
@requires(Permission.SYSTEM_ADMINISTER)
def hand_over_grant(grant_id: int) -> Response:
    """Say over which parts access goes on, or that it ends."""
    if grant_id not in {granted.id for granted, _person in grants_waiting()}:
        abort(404)
    units = request.form.getlist("part", type=row_key)
    if not units and "end" not in request.form:
        flash(_("Tick the units over which the access goes on."), "error")
        return redirect(url_for("staffing.list_successions"), 303)
    try:
        hand_grant(grant_id, [] if "end" in request.form else units, by=asker().id)
        db.session.commit()
        flash(_("The access was changed."), "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("staffing.list_successions"), 303)


def undecided_posts(*, person: Person) -> str:
    """On the start page: how many posts of split units wait for her decision."""
    if not person.may(Permission.UNITS_DECIDE):
        return ""
    number = sum(split.undecided for split in splits_of(person))
    return render_template("staffing/successions/decisions.html", number=number) if number else ""


def _mine(unit_id: int) -> Split:
    split = split_of(asker(), unit_id)
    if split is None:
        abort(404)
    return split


def _chosen(kind: str, groups: Iterable[Group]) -> dict[int, Part]:
    """What the form changes: the choices that differ from those it showed, where these still stand."""
    chosen: dict[int, Part] = {}
    for group in groups:
        name = f"{kind}-{group.key}"
        value, shown = request.form.get(name), request.form.get(f"shown-{name}")
        stands = str(group.part_id or UNDECIDED)
        if group.kind == kind and value not in (None, shown) and shown == stands:
            chosen[group.key] = _part(value)
    return chosen


def _part(value: str | None) -> Part:
    try:
        return row_key(value or UNDECIDED) or None
    except ValueError:
        abort(400)
