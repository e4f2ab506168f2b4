"""Fills of other parts' pages: how a person stands to what is asked of her."""

from flask import render_template

from lms.base import clock
from lms.people.models import Person
from lms.standards.forms.confirming import ConfirmForm
from lms.standards.policies import may_confirm
from lms.standards.queries import waiting_for_confirmation
from lms.standards.queries.papers import paper_of
from lms.standards.rules.explaining import State, explain_all
from lms.web.access import asker

KINDS = {
    State.HELD: "met",
    State.EXPIRING: "due",
    State.CLAUSE_CHANGED: "due",
    State.DECLARED: "waiting",
    State.SHOWN_LATER: "neutral",
    State.EXPIRED: "expired",
    State.LAPSED: "expired",
}
"""The shape that goes with a state; for any other, the one of what is missing."""


def fill_person(person: Person, **_context: object) -> str:
    """The slot ``person``: each requirement asked of her today, with the sentence that says why; and, for
    those who answer for her, what waits to be confirmed."""
    return render_template(
        "standards/person.html",
        person=person,
        standings=explain_all(person.id, clock.today()),
        kinds=KINDS,
        waiting=waiting_for_confirmation(person.id) if may_confirm(asker(), person) else [],
        form=ConfirmForm(formdata=None),
        paper_of=paper_of,
    )


def own_standing(*, person: Person) -> str:
    """On the start page: what is asked of her today, what is still to be done first, and why."""
    standings = explain_all(person.id, clock.today())
    if not standings:
        return ""
    standings.sort(key=lambda each: each[1].state.is_met and each[1].next_step is None)
    met = sum(each[1].state.is_met for each in standings)
    return render_template("standards/home.html", standings=standings, met=met, kinds=KINDS)
