"""How often a question was asked, and answered rightly, in the words that it has today."""

from pathlib import Path

import pytest
from flask import Flask

from courses.models import Step
from lms.base import clock
from lms.base.database import db
from lms.base.scheduling import run_due
from quizzes.bank.commands import load_shipped
from quizzes.bank.jobs import COUNTING
from quizzes.bank.models import BankLabel, BankQuestion
from quizzes.models import Exercise
from quizzes.rules.publishing import publish
from tests.factories.analysis import insert_attempts
from tests.factories.courses import steps
from tests.factories.people import make_person
from tests.factories.quizzes import PRACTICE, published_lists, source_of

CODE = "luyen-bao-tin"


@pytest.fixture
def step(both_app: Flask, tmp_path: Path) -> Step:
    """The step at which two questions are practised."""
    edition = published_lists(tmp_path)
    return next(each for each in steps(edition) if each.reference.get("exercise") == CODE)


def answered(step: Step, *paths: list[tuple[int, int]]) -> None:
    people = [make_person(f"Người thứ {number}", phone=None) for number in range(len(paths))]
    db.session.flush()
    ways = [(person.id, list(path)) for person, path in zip(people, paths, strict=True)]
    insert_attempts(step, ways, clock.now())  # type: ignore[arg-type]
    db.session.commit()


def counted() -> dict[str, tuple[int, int]]:
    db.session.expire_all()
    rows = db.session.query(BankQuestion).join(Exercise).filter(Exercise.code == CODE)
    return {row.name: (row.asked, row.right) for row in rows}


def test_answers_are_counted_each_night(step: Step) -> None:
    assert counted() == {"Gọi số nào": (0, 0), "Mấy giờ": (0, 0)}
    answered(step, [(0, 1), (1, 0)], [(0, 1), (1, 1)], [(0, 0), (1, 1)])
    assert run_due([COUNTING]) == ["bank-counting"]
    assert counted() == {"Gọi số nào": (3, 2), "Mấy giờ": (3, 1)}


def test_what_was_asked_in_other_words_is_not_counted_and_what_moved_is(step: Step) -> None:
    answered(step, [(0, 1), (1, 0)])
    first, second = PRACTICE.index("== Gọi số nào"), PRACTICE.index("== Mấy giờ")
    moved = PRACTICE[:first] + PRACTICE[second:] + "\n" + PRACTICE[first:second]
    publish(source_of(moved.replace("Gọi số nào để báo tin?", "Muốn báo tin thì gọi số nào?")), clock.now())
    db.session.commit()
    run_due([COUNTING])
    assert counted() == {"Mấy giờ": (1, 1), "Gọi số nào": (0, 0)}


def test_a_command_makes_the_bank_anew_and_an_upgrade_fills_it(step: Step, both_app: Flask) -> None:
    answered(step, [(0, 1), (1, 0)])
    db.session.query(BankLabel).delete()
    db.session.query(BankQuestion).delete()
    db.session.commit()
    load_shipped()
    assert counted() == {"Gọi số nào": (0, 0), "Mấy giờ": (0, 0)}
    result = both_app.test_cli_runner().invoke(args=["bank", "rebuild"])
    assert result.output == "6 questions, 2 answered\n"
    assert counted() == {"Gọi số nào": (1, 1), "Mấy giờ": (1, 1)}
