"""What judging again adds to other pages: after an exercise was corrected, the way to who changes."""

from datetime import timedelta

from flask import render_template

from lms.base import clock
from lms.people.models import Person
from lms.web.access import Permission, asker
from quizzes.models import ExerciseVersion
from quizzes.rescoring.queries import corrected_lately, earlier_versions, versions_of
from quizzes.rescoring.rules.judging_again import asks_the_same

OFFERED = timedelta(
    days=60
)  # so long after a correction it is offered; the exercise's own page offers it always


def offered() -> list[ExerciseVersion]:
    """The newest versions that correct a key by which somebody was judged."""
    found = corrected_lately(clock.now() - OFFERED)
    earlier = earlier_versions(found) if found else {}
    return [each for each in found if any(asks_the_same(each, other) for other in earlier[each.id])]


def exercise_list() -> str:
    """On the list of exercises, which stands after publishing too: the corrected keys."""
    found = offered()
    return render_template("rescoring/offered.html", versions=found) if found else ""


def exercise_links(*, code: str) -> str:
    """On the page of one exercise: the way to who would change."""
    versions = versions_of(code)
    if not any(asks_the_same(versions[0], each) for each in versions[1:]):
        return ""
    return render_template("rescoring/link.html", code=code)


def decisions(*, person: Person) -> str:
    """Among what waits for a trainer: the corrected keys that nobody has applied."""
    if not person.may(Permission.EXERCISES_WRITE) or person.id != asker().id:
        return ""
    found = offered()
    return render_template("rescoring/decisions.html", versions=found) if found else ""
