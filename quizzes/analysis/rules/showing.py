"""Everything that the page and the workbook of an exercise show, put together once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from quizzes.analysis.models import FEW, By, Picture, Place, Question, Route
from quizzes.analysis.rules.advising import look_first
from quizzes.analysis.rules.comparing import gains_of_lessons
from quizzes.analysis.rules.gathering import Gathered, gather, people_in
from quizzes.analysis.rules.measuring import measure
from quizzes.analysis.rules.tabulating import table_of
from quizzes.analysis.statistics.branching import Figures, figures_of
from quizzes.analysis.statistics.judging import Steps
from quizzes.exercise.graph import Kind
from quizzes.map.ways import letter
from quizzes.models import ExerciseVersion

ROUTES = 8
"""So many of the most frequent ways are shown."""


def picture_of(
    versions: Sequence[ExerciseVersion], question: Question, now: datetime, language: str
) -> tuple[Gathered, Picture | None]:
    """What was gathered of an exercise, and what it shows; None for fewer than :data:`FEW` people."""
    gathered = gather(versions, question, now, language)
    figures, judge = gathered.figures, gathered.reader.judge
    if figures is None:
        return gathered, None
    measured = measure(gathered)
    against = {number: each.rest for number, each in figures.decisions.items()}
    if measured:
        against = {number: each.discrimination for number, each in measured.items.items()}
    apart = _apart(gathered, figures)
    return gathered, Picture(
        question=question,
        attempts=len(gathered.rows),
        exercise=judge.exercise,
        figures=figures,
        measured=measured,
        first=look_first(judge, figures, against),
        places=_places(gathered, figures, apart),
        groups=list(apart) if len(apart) > 1 else [],
        routes=_routes(gathered, figures),
        gains=[] if judge.exercise.kind is Kind.PRACTICE else gains_of_lessons(gathered, now),
    )


def _apart(gathered: Gathered, figures: Figures) -> dict[By, Figures]:
    """The figures of each group of enough people."""
    found: dict[By, Figures] = {}
    reader = gathered.reader
    for by, rows in gathered.by.items():
        if by is not By.EVERYBODY and people_in(rows) >= FEW:
            known = figures if by is gathered.question.by else None
            found[by] = known or figures_of(reader.judge, reader.ways(rows))
    return found


def _places(gathered: Gathered, figures: Figures, apart: Mapping[By, Figures]) -> list[Place]:
    judge = gathered.reader.judge
    return [
        Place(
            ordinal=number,
            scene=judge.exercise.scenes[number],
            decision=decision,
            lines=table_of(judge, decision) if decision.people >= FEW else (),
            apart={
                by: each.decisions[number]
                for by, each in apart.items()
                if number in each.decisions and each.decisions[number].people >= FEW
            },
        )
        for number, decision in figures.decisions.items()
    ]


def _routes(gathered: Gathered, figures: Figures) -> list[Route]:
    """The most frequent ways, of those that enough people went."""
    judge, who = gathered.reader.judge, _whose(gathered)
    return [
        Route(
            scenes=[scene for scene, _ in path],
            letters=" ".join(letter(given) for _, given in path if isinstance(given, int)),
            end=judge.end_of(path),
            people=people,
            share=people / figures.ended,
        )
        for path, people in figures.paths[:ROUTES]
        if len(who.get(path, range(people))) >= FEW
    ]


def _whose(gathered: Gathered) -> dict[Steps, set[int]]:
    """By way, who went it, where somebody may have gone several; empty where each went one."""
    found: dict[Steps, set[int]] = {}
    for way in gathered.ways:
        if way.who:
            found.setdefault(way.path, set()).update(way.who)
    return found
