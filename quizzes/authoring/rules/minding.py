"""What exercises ask of their author: drafts to be finished, tests that few pass, newer texts to be read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from lms.base.text import fold
from lms.web.filters import share
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import manuscripts_of
from quizzes.authoring.rules.looking import look_over
from quizzes.authoring.rules.releasing import newer_shipped
from quizzes.exercise.findings import errors
from quizzes.exercise.graph import Kind
from quizzes.models import ExerciseVersion
from quizzes.queries.attempts import Tally, tallies_since
from quizzes.queries.exercises import newest_versions

PERIOD = timedelta(days=30)
ENOUGH = 5  # attempts before their share says anything
NOTHING = Tally(0, 0)


@dataclass(frozen=True)
class Asking:
    """One exercise, how it was played lately, and what it asks for."""

    code: str
    title: str
    tally: Tally
    is_mine: bool
    errors: int | None
    """Mistakes in what she has written and not published; None where there is no such text."""
    warnings: int
    has_newer: bool
    """Whether the shipped text has changed since a local version was made of it."""
    kind: Kind | None
    """None for what was never published."""

    @property
    def share(self) -> Decimal | None:
        """How many of the attempts passed, in percent; None where there were none, or none can pass."""
        return None if self.kind is Kind.ORIENTATION else share(self.tally.passed, self.tally.attempts)

    @property
    def few_pass(self) -> bool:
        """Whether less than half of enough attempts at a test passed."""
        is_test = self.kind is Kind.ASSESSMENT
        return is_test and self.tally.attempts >= ENOUGH and 2 * self.tally.passed < self.tally.attempts

    @property
    def asks(self) -> bool:
        """Whether it asks for anything."""
        return self.errors is not None or self.has_newer or self.few_pass


def what_they_ask(person_id: int, now: datetime) -> list[Asking]:
    """Every exercise there is for her: what asks for something first, then hers, then what is played most."""
    own = {each.code: each for each in manuscripts_of(person_id) if each.language == "vi"}
    tallies = tallies_since(now - PERIOD)
    found = [
        _published(version, own.pop(version.exercise.code, None), tallies, person_id)
        for version in newest_versions()
    ]
    found += [_unpublished(text) for text in own.values()]
    return sorted(
        found, key=lambda each: (not each.asks, not each.is_mine, -each.tally.attempts, fold(each.title))
    )


def _published(
    version: ExerciseVersion, text: Manuscript | None, tallies: dict[int, Tally], person_id: int
) -> Asking:
    draft = text if text and text.text != version.source_in("vi") else None
    wrong, doubtful = _findings(draft)
    return Asking(
        code=version.exercise.code,
        title=version.text("vi").title,
        tally=tallies.get(version.exercise_id, NOTHING),
        is_mine=text is not None or version.published_by_id == person_id,
        errors=wrong,
        warnings=doubtful,
        has_newer=newer_shipped(version) is not None,
        kind=version.kind,
    )


def _unpublished(text: Manuscript) -> Asking:
    wrong, doubtful = _findings(text)
    title = text.text.lstrip().partition("\n")[0].lstrip("# ") or text.code
    return Asking(text.code, title, NOTHING, True, wrong, doubtful, has_newer=False, kind=None)


def _findings(draft: Manuscript | None) -> tuple[int | None, int]:
    """How many errors and warnings there are in a text; None and 0 without one."""
    if draft is None:
        return None, 0
    found = look_over(draft.text, draft.code).findings
    return len(errors(found)), len(found) - len(errors(found))
