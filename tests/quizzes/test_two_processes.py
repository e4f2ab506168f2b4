"""Two server processes on one database take in attempts over a network that fails: each exactly once."""

import random
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.base.database import db
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import score
from quizzes.models import Attempt, AttemptConflict, ExerciseVersion
from quizzes.rules.receiving import HUNDREDTHS
from tests.factories.people import make_person
from tests.factories.phones import phone_of
from tests.factories.quizzes import AT_EIGHT, BEST_PATH, WORST_PATH, published_exercises, sent
from tests.factories.servers import Way, post, servers

CLOCKS = (timedelta(days=-2), timedelta(), timedelta(days=2))
TABS = 4  # of all phones, sending at once


class Field(NamedTuple):
    """Two servers, and the phones of one person: the one she plays on, and its restored copy."""

    ports: list[int]
    keys: list[str]
    step_id: int
    exercise: Exercise


@pytest.fixture
def field(both_app: Flask, tmp_path: Path) -> Iterator[Field]:
    step = published_exercises(tmp_path)[0]
    lan = make_person("Trần Thị Lan")
    keys = [phone_of(lan).key for _ in range(2)]
    exercise = db.session.get_one(ExerciseVersion, step.frozen["version"]).exercise_in("vi")
    step_id = step.id
    db.session.rollback()
    with servers(both_app.config["SQLALCHEMY_DATABASE_URI"], tmp_path) as ports:
        yield Field(ports, keys, step_id, exercise)


def walk(exercise: Exercise, chance: random.Random) -> list[list[int]]:
    """A way through a story to an ending, perhaps back from it and to another one."""
    path: list[tuple[int, int]] = []
    place = Play(exercise).walk(path)
    while not place.finished or (chance.random() < 0.3 and exercise.scenes[place.scene or 0].choices):
        scene = place.scene or 0
        path.append((scene, chance.randrange(len(exercise.scenes[scene].choices))))
        place = Play(exercise).walk(path)
    return [list(step) for step in path]


def bodies(field: Field, count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Finished attempts as phones keep them, by clocks that are right or two days wrong."""
    return [
        sent(
            field.step_id,
            walk(field.exercise, chance),
            id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            finished_at=(AT_EIGHT + chance.choice(CLOCKS)).isoformat(),
        )
        for _ in range(count)
    ]


class Sending(NamedTuple):
    """One try to hand something in."""

    body: dict[str, Any]
    port: int
    key: str
    way: Way

    def go(self) -> tuple[str, Any]:
        """Its id, and the answer, where one arrived."""
        return self.body["id"], post(self.port, "/attempts", self.body, self.key, self.way)


def send_all(sendings: list[Sending]) -> dict[str, list[Any]]:
    """Send from several tabs at once; by id, the answers that arrived."""
    found: dict[str, list[Any]] = {}
    with ThreadPoolExecutor(TABS) as tabs:
        for attempt_id, answer in tabs.map(Sending.go, sendings):
            if answer is not None:
                found.setdefault(attempt_id, []).append(answer)
    return found


def tries(field: Field, bodies: list[dict[str, Any]], chance: random.Random) -> list[Sending]:
    """Each perhaps sent in vain, cut off or twice, in any order; and in the end until an answer comes."""

    def sending(body: dict[str, Any], way: Way) -> Sending:
        return Sending(body, chance.choice(field.ports), chance.choice(field.keys), way)

    first = [sending(body, chance.choice(list(Way))) for body in bodies for _ in range(chance.randrange(3))]
    last = [sending(body, Way.WHOLE) for body in bodies]
    return [*chance.sample(first, len(first)), *chance.sample(last, len(last))]


ARRIVAL = st.tuples(
    st.integers(0, 2), st.integers(0, 2), st.sampled_from(Way), st.integers(0, 1), st.integers(0, 1)
)


def each_is_one_row_scored_as_it_was_played(field: Field, many: int) -> None:
    """Attempts that are cut off, repeated and reordered are as many rows, each with one receipt for ever."""
    chance = random.Random(520)
    before = db.session.scalar(select(func.count()).select_from(Attempt)) or 0
    sent_bodies = bodies(field, many, chance)
    answers = send_all(tries(field, sent_bodies, chance))
    db.session.rollback()
    ids = {body["id"] for body in sent_bodies}
    kept = {each.id: each for each in db.session.scalars(select(Attempt)) if each.id in ids}
    assert kept.keys() == ids
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == before + many
    assert len({each.receipt for each in kept.values()}) == many
    for body in sent_bodies:
        attempt, path = kept[body["id"]], [(scene, choice) for scene, choice in body["path"]]
        assert attempt.score == round(score(field.exercise, path).score * HUNDREDTHS)
        assert attempt.finished_at.isoformat() == body["finished_at"]
        said = {(answer["state"], answer["receipt"]) for answer in answers[attempt.id]}
        assert said == {("kept", attempt.receipt)}
    conflicts = db.session.scalars(select(AttemptConflict.attempt_id)).all()
    assert not ids & set(conflicts)


def of_several_contents_one_stands(field: Field, examples: int) -> None:
    """Whatever arrives under an id, in whatever order, one content stands and the others lie beside it."""
    chance = random.Random(4)

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ARRIVAL, min_size=1, max_size=10))
    def holds(arrivals: list[tuple[int, int, Way, int, int]]) -> None:
        drawn = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(3)]
        contents = [WORST_PATH, BEST_PATH, [[0, 1], [1, 1]]]
        sendings = [
            Sending(
                sent(field.step_id, contents[content], id=drawn[which]),
                field.ports[server],
                field.keys[phone],
                way,
            )
            for which, content, way, server, phone in arrivals
        ]
        answers = send_all([*sendings, *(each._replace(way=Way.WHOLE) for each in sendings)])
        pairs = {(drawn[which], content) for which, content, *_ in arrivals}
        db.session.rollback()
        for attempt_id, said in answers.items():
            attempt = db.session.get_one(Attempt, attempt_id)
            assert {answer["receipt"] for answer in said} == {attempt.receipt}
            others = sum(each == attempt_id for each, _ in pairs) - 1
            beside = select(func.count()).where(AttemptConflict.attempt_id == attempt_id)
            assert db.session.scalar(beside) == others
            assert ("conflict" in {answer["state"] for answer in said}) == (others > 0)
        assert answers.keys() == {attempt_id for attempt_id, _ in pairs}

    holds()


def test_over_a_failing_network_each_attempt_arrives_exactly_once(
    request: pytest.FixtureRequest, field: Field
) -> None:
    thorough = request.config.getoption("--long")
    of_several_contents_one_stands(field, 100 if thorough else 10)
    # As many as take seconds: PostgreSQL shows the same with fewer.
    many = 1000 if thorough or db.engine.dialect.name == "sqlite" else 100
    each_is_one_row_scored_as_it_was_played(field, many)
