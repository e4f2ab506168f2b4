"""Helping others to learn: whom somebody may help, the tests drawn for them ahead, and which ways count."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from courses.models import Step
from lms.base import audit
from lms.people.models import Person
from lms.standards.models import Mode, Requirement
from lms.standards.queries import requirements_asked_of_each
from quizzes.models import AssessmentForm
from quizzes.queries.helping import own_steps
from quizzes.rules.drawing import WaitFirst, draw_form

HELPED = (Mode.SELF, Mode.READ_ALOUD, Mode.TOGETHER)
"""How somebody learns on the phone of her helper, from the least help to the most."""


class Drawn(NamedTuple):
    """What came of drawing a test for several people."""

    forms: list[AssessmentForm]
    waiting: list[Person]
    """Who failed too often and has to wait."""


def draw_for(people: Sequence[Person], step: Step, by: int, now: datetime) -> Drawn:
    """Draw a test for each of these people, ahead of answering it on the phone of ``by``: that of the edition
    in which she is. Whoever has an open form keeps it. The caller has checked whom ``by`` may help."""
    drawn, own = Drawn([], []), own_steps(step, [person.id for person in people])
    for person in people:
        try:
            drawn.forms.append(draw_form(person.id, own[person.id], now))
        except WaitFirst:
            drawn.waiting.append(person)
    audit.record("assessment:drawn", step, by=by, facts={"forms": [form.id for form in drawn.forms]})
    return drawn


def practice_only(step: Step, person_ids: Collection[int], day: date) -> dict[Mode, list[Requirement]]:
    """By way of learning, what is asked of these people on ``day`` for which the step counts as practice only
    when it is done so; ways that always count are left out."""
    shown = {each.competency_id for each in step.section.edition.competencies}
    asked = {
        each.id: each
        for some in requirements_asked_of_each(person_ids, day).values()
        for each in some
        if each.competency_id in shown
    }
    found = {
        mode: [each for each in asked.values() if mode not in each.modes_accepted]
        for mode in (*HELPED, Mode.PAPER)
    }
    return {mode: some for mode, some in found.items() if some}
