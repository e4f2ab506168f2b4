"""The names behind the numbers of a preview, as far as somebody may read them."""

from lms.people.models import Person
from quizzes.rescoring.models import Line
from quizzes.rescoring.queries import people
from quizzes.rescoring.rules.judging_again import Preview


def lines_for(asker: Person, found: Preview) -> tuple[list[Line], int]:
    """Those whom the asker teaches: who fails first, then who passes, then the others, by name; and how many
    attempts of other people change."""
    hers = people({each.attempt.person_id for each in found.changes}, asker)
    lines = [
        Line(hers[person_id], each, place in found.passing, place in found.failing)
        for each in found.changes
        if (person_id := each.attempt.person_id) in hers
        and (place := (each.attempt.person_id, each.attempt.step_id))
    ]
    lines.sort(key=lambda each: (not each.fails, not each.passes, each.person.sort_key, each.person.id))
    return lines, len(found.changes) - len(lines)
