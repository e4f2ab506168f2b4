"""Why somebody meets a requirement on a day, or not yet: reads what the judgement needs, in batches."""

from collections.abc import Collection
from datetime import date

from lms.standards.models import Requirement
from lms.standards.queries import asked_among, requirements_asked_of_each
from lms.standards.rules.gathering import batches, rules_of, showings_of
from lms.standards.rules.judging import Standing, State, standing

__all__ = ["Standing", "State", "explain", "explain_all", "explain_everybody", "explain_many"]


def explain(person_id: int, requirement: Requirement, day: date) -> Standing:
    """How a person stands to a requirement on ``day``, judged by all that is recorded by now."""
    return explain_many([person_id], requirement, day)[person_id]


def explain_many(person_ids: Collection[int], requirement: Requirement, day: date) -> dict[int, Standing]:
    """The same for many people at once, in batches."""
    rule = rules_of([requirement])[requirement.id]
    found: dict[int, Standing] = {}
    for batch in batches(person_ids):
        asked = asked_among(batch, requirement.id, day)
        showings = showings_of(batch, [requirement.competency_id])
        for person_id in batch:
            rows = showings.get((person_id, requirement.competency_id), [])
            found[person_id] = standing(
                rule, rows, day, basis=requirement.document.number, asked=person_id in asked
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
    for batch in batches(person_ids):
        asked = requirements_asked_of_each(batch, day)
        requirements = {each.id: each for some in asked.values() for each in some}.values()
        rules = rules_of(requirements)
        showings = showings_of(batch, {each.competency_id for each in requirements})
        for person_id in batch:
            found[person_id] = [
                (
                    each,
                    standing(
                        rules[each.id],
                        showings.get((person_id, each.competency_id), []),
                        day,
                        basis=each.document.number,
                    ),
                )
                for each in asked.get(person_id, [])
            ]
    return found
