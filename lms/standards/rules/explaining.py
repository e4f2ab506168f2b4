"""Why somebody meets a requirement on a day, or not yet: reads what the judgement needs, in batches."""

from collections.abc import Collection
from datetime import date

from lms.standards.models import Requirement
from lms.standards.queries import asked_among, requirements_asked_of_each
from lms.standards.rules.gathering import batches, rules_of
from lms.standards.rules.judging import Standing, State, standing
from lms.standards.rules.reading_as_one import Humans

__all__ = ["Standing", "State", "explain", "explain_all", "explain_everybody", "explain_many"]


def explain(person_id: int, requirement: Requirement, day: date) -> Standing:
    """How a person stands to a requirement on ``day``, judged by all that is recorded by now."""
    return explain_many([person_id], requirement, day)[person_id]


def explain_many(person_ids: Collection[int], requirement: Requirement, day: date) -> dict[int, Standing]:
    """The same for many people at once, in batches."""
    rule, humans = rules_of([requirement])[requirement.id], Humans()
    found: dict[int, Standing] = {}
    for batch in batches(person_ids):
        kept = {humans.of(each) for each in batch}
        asked = {humans.of(each) for each in asked_among(humans.records(kept), requirement.id, day)}
        showings = humans.showings(kept, [requirement.competency_id])
        for person_id in batch:
            human = humans.of(person_id)
            rows = showings.get((human, requirement.competency_id), [])
            found[person_id] = standing(
                rule, rows, day, basis=requirement.document.number, asked=human in asked
            )
    return found


def explain_all(person_id: int, day: date) -> list[tuple[Requirement, Standing]]:
    """All that is asked of a person on ``day``, each with how she stands."""
    return explain_everybody([person_id], day)[person_id]


def explain_everybody(
    person_ids: Collection[int], day: date
) -> dict[int, list[tuple[Requirement, Standing]]]:
    """The same for many people at once, in batches."""
    found: dict[int, list[tuple[Requirement, Standing]]] = {}
    humans = Humans()
    for batch in batches(person_ids):
        kept = {humans.of(each) for each in batch}
        asked = _asked_of_humans(humans, kept, day)
        requirements = {each.id: each for some in asked.values() for each in some}.values()
        rules = rules_of(requirements)
        showings = humans.showings(kept, {each.competency_id for each in requirements})
        for person_id in batch:
            found[person_id] = [
                (
                    each,
                    standing(
                        rules[each.id],
                        showings.get((humans.of(person_id), each.competency_id), []),
                        day,
                        basis=each.document.number,
                    ),
                )
                for each in asked.get(humans.of(person_id), [])
            ]
    return found


def _asked_of_humans(humans: Humans, kept: Collection[int], day: date) -> dict[int, list[Requirement]]:
    """What is asked of each by all posts that she holds, on whichever record, each once and in order."""
    asked: dict[int, dict[int, Requirement]] = {}
    for person_id, requirements in requirements_asked_of_each(humans.records(kept), day).items():
        asked.setdefault(humans.of(person_id), {}).update({each.id: each for each in requirements})
    return {
        human: sorted(each.values(), key=lambda one: (one.position, one.id)) for human, each in asked.items()
    }
