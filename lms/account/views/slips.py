"""Printing slips with one-time codes: for the people of a unit, of a staff list, or for one person."""

from collections.abc import Callable, Sequence

from flask import abort, render_template, request

from lms.account.rules.handing_slips import AT_MOST, print_slips, without_password
from lms.account.rules.issuing_cards import without_card
from lms.account.views.blueprint import account
from lms.base import audit, clock
from lms.base.database import db
from lms.base.marking import mark
from lms.people.models import Person
from lms.places.models import Unit
from lms.places.queries import find_units
from lms.staffing.models import RosterImport
from lms.staffing.policies import may_open
from lms.staffing.queries.lists import people_of_import
from lms.staffing.queries.rosters import people_served_by, people_served_in
from lms.web.access import Permission, asker, requires
from lms.web.addresses import base_address
from lms.web.asking import row_key
from lms.web.freshness import fresh
from lms.web.menu import stands_under


@account.get("/slips")
@requires(Permission.STAFFING_IMPORT)
@stands_under("people.list_people")
def choose_slips() -> str:
    """Choose the unit whose people get cards or slips."""
    words = request.args.get("unit", "")
    units = find_units(words, clock.today()) if words else []
    offered = [
        (unit, len(without_card(people)), len(without_password(people)))
        for unit, people in ((unit, _people_in(unit)) for unit in units)
    ]
    return render_template("account/choose_slips.html", words=words, offered=offered, most=AT_MOST)


@account.post("/slips")
@requires(Permission.STAFFING_IMPORT)
@fresh
@stands_under("people.list_people")
def print_chosen_slips() -> str:
    """Issue new codes and show them to be printed: they are kept nowhere."""
    people = people_chosen(without_password)
    slips = print_slips(people, asker())
    audit.note_access(asker().id, f"slips for {len(slips)} people", exported=True)
    db.session.commit()
    return render_template(
        "account/slips.html",
        slips=slips,
        left=len(people) - len(slips),
        address=base_address(),
        mark=mark(),
    )


def fill_way_to_slips() -> str:
    """On the pages about people and their lists: the way to the slips, for those who may print them."""
    return render_template("account/way_to_slips.html") if asker().may(Permission.STAFFING_IMPORT) else ""


def fill_staff_list_written(roster_import: RosterImport) -> str:
    """On the page of a written list: the way to the slips of its people."""
    return render_template("account/slips_of_list.html", roster_import=roster_import)


def people_chosen(lacking: Callable[[Sequence[Person]], Sequence[Person]]) -> Sequence[Person]:
    """Those of a unit or a list that the form names who are lacking what is printed, or the one person that
    it names; a list or person that is not hers is answered as absent."""
    if unit_id := request.form.get("unit", type=row_key):
        return lacking(_people_in(db.get_or_404(Unit, unit_id)))
    hers = people_served_by(asker(), clock.today())
    if list_id := request.form.get("list", type=row_key):
        roster_import = db.session.get(RosterImport, list_id)
        if roster_import is None or not may_open(asker(), roster_import):
            abort(404)
        named = people_of_import(list_id).with_only_columns(Person.id).order_by(None)
        return lacking(db.session.scalars(hers.where(Person.id.in_(named))).all())
    person = db.session.scalar(hers.where(Person.id == request.form.get("person", type=row_key)))
    return [person] if person else abort(404)


def _people_in(unit: Unit) -> Sequence[Person]:
    return db.session.scalars(people_served_in(asker(), unit.id, clock.today())).all()
