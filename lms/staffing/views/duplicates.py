"""People on record who may be one: side by side, merged or told apart, and all of it taken back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.people.queries import postings_of_each
from lms.people.rules.merging import tell_apart
from lms.staffing.queries.duplicates import (
    evidence_counts,
    mergings,
    pair_of,
    pairs_to_decide,
    people_by_id,
)
from lms.staffing.rules.merging import merge_people, part_people
from lms.staffing.views import staffing
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.i18n import said
from lms.web.paging import page_of_rows


@staffing.get("/duplicates")
@requires(Permission.STAFFING_IMPORT)
def list_duplicates() -> str:
    """Pairs that may be one human, and what was decided of others."""
    audit.note_access(asker().id, "people who may be one")
    db.session.commit()
    pairs = page_of_rows(pairs_to_decide(asker()))
    merged, apart = mergings(asker(), hold=True), mergings(asker(), hold=False)
    ids = {key for pair in pairs.rows for key in pair}
    ids |= {key for alias in (*merged, *apart) for key in (alias.kept_id, alias.merged_id)}
    return render_template(
        "staffing/duplicates/list.html", pairs=pairs, merged=merged, apart=apart, people=people_by_id(ids)
    )


@staffing.get("/duplicates/<int:person_id>/<int:other_id>")
@requires(Permission.STAFFING_IMPORT)
def show_duplicates(person_id: int, other_id: int) -> str:
    """Two people side by side."""
    people = _pair(person_id, other_id)
    for each in people:
        audit.note_access(asker().id, "record beside another one", person_id=each.id)
    db.session.commit()
    ids = [each.id for each in people]
    merged = next(
        (each for each in mergings(asker(), hold=True) if {each.kept_id, each.merged_id} == {*ids}), None
    )
    return render_template(
        "staffing/duplicates/show.html",
        people=people,
        postings=postings_of_each(ids),
        evidence=evidence_counts(ids),
        merged=merged,
    )


@staffing.post("/duplicates/<int:person_id>/<int:other_id>")
@requires(Permission.STAFFING_IMPORT)
def decide_duplicates(person_id: int, other_id: int) -> Response:
    """Merge two people into the one that is to be kept, or keep that they are two."""
    people = _pair(person_id, other_id)
    kept_id = request.form.get("kept", type=row_key)
    kept = next((each for each in people if each.id == kept_id), None)
    try:
        if kept:
            (merged,) = (each for each in people if each is not kept)
            merge_people(kept, merged, by=asker().id)
            done = _("They are one person on record now. This can be taken back below at any time.")
        else:
            tell_apart(*people, by=asker().id)
            done = _("They stay two people, and are not asked about again.")
        db.session.commit()
        flash(done, "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
    return redirect(url_for("staffing.list_duplicates"), 303)


@staffing.post("/duplicates/mergings/<int:alias_id>/undo")
@requires(Permission.STAFFING_IMPORT)
def undo_merging(alias_id: int) -> Response:
    """Take a merging back."""
    alias = next((each for each in mergings(asker(), hold=True) if each.id == alias_id), None)
    if alias is None:
        abort(404)
    part_people(alias, by=asker().id)
    db.session.commit()
    flash(_("They are two people again, each with the posts and evidence that she had."), "success")
    return redirect(url_for("staffing.list_duplicates"), 303)


def _pair(person_id: int, other_id: int) -> list[Person]:
    return pair_of(asker(), person_id, other_id) or abort(404)
