"""Phones that hand in without rest while the server is killed, and what must be true when it is over."""

import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from sqlalchemy import func, select, text

from certificates.jobs import issue_awards
from certificates.models import Award, AwardState
from courses.models import Enrolment, StepCompletion
from lms.base import clock, sealing
from lms.base.database import db
from lms.standards.models import Evidence, Holding
from lms.standards.rules.holding import differences
from quizzes.models import Attempt, AttemptConflict
from tests.faults.product import Product
from tests.faults.village import Learner, Village
from tests.faults.visits import PATIENCE, hand_in

PHONES = 6
MOST_BETWEEN = 30  # receipts between two kills
AGAIN = 0.2  # of what was acknowledged is sent once more, as if the answer had been lost


@dataclass
class Storm:
    """What phones have been told so far."""

    village: Village
    port: int
    given: dict[str, str] = field(default_factory=dict)
    """By the id of an attempt, the receipt that a phone holds."""
    sent: dict[str, tuple[Learner, dict[str, Any]]] = field(default_factory=dict)
    broken: int = 0
    """How many tries ended without an answer."""
    over: bool = False
    wrong: list[BaseException] = field(default_factory=list)
    """What a phone was told that it may never be told."""
    up: threading.Event = field(default_factory=threading.Event)
    """Set while a server is there; a phone without one waits, as it does in its outbox."""
    _told: threading.Condition = field(default_factory=threading.Condition)

    def attempts(self) -> Iterator[tuple[Learner, dict[str, Any]]]:
        """Of each learner the attempt that completes her course, and two that are one row each; for ever."""
        for learner in itertools.cycle(self.village.learners):
            for well in (True, False, True):
                yield learner, self.village.attempt(well=well)

    def hand_in_all(self, things: Iterator[tuple[Learner, dict[str, Any]]], chance: random.Random) -> None:
        """What one phone does: a thing at a time, until a receipt is there."""
        try:
            self._go_on(things, chance)
        except BaseException as error:
            with self._told:
                self.wrong.append(error)
                self._told.notify_all()
            raise

    def _go_on(self, things: Iterator[tuple[Learner, dict[str, Any]]], chance: random.Random) -> None:
        while not self.over:
            with self._told:
                learner, body = next(things)
            self.sent[body["id"]] = learner, body
            self._until_told(learner, body)
            if chance.random() < AGAIN:
                self._until_told(learner, body)

    def _until_told(self, learner: Learner, body: dict[str, Any]) -> None:
        while True:
            assert self.up.wait(PATIENCE), "no server is there"
            try:
                said = hand_in(self.port, learner.key, body)
            except (OSError, HTTPException):
                self.broken += 1
                continue
            if said.status == 503:
                continue
            assert said.status == 200, said.text
            receipt = said.json["receipt"]
            assert said.json["state"] == "kept", said.text
            assert self.given.setdefault(body["id"], receipt) == receipt
            with self._told:
                self._told.notify_all()
            return

    def wait_for(self, many: int) -> None:
        """Until so many attempts are acknowledged in all; each may take as long as a busy machine needs."""
        while len(self.given) < many:
            self._wait_for(len(self.given) + 1)

    def _wait_for(self, many: int) -> None:
        with self._told:
            told = self._told.wait_for(lambda: self.wrong or len(self.given) >= many, PATIENCE)
        assert not self.wrong, self.wrong
        assert told, "nothing arrives any more"


def rage(village: Village, product: Product, kills: int, chance: random.Random) -> Storm:
    """Kill a server so many times while phones hand in; whatever they had begun, they bring to its end."""
    storm = Storm(village, product.port)
    things = storm.attempts()
    with ThreadPoolExecutor(PHONES) as phones:
        seeds = [random.Random(chance.random()) for _ in range(PHONES)]
        working = [phones.submit(storm.hand_in_all, things, seed) for seed in seeds]
        try:
            for _ in range(kills):
                storm.up.set()
                storm.wait_for(len(storm.given) + chance.randint(1, MOST_BETWEEN))
                storm.up.clear()
                product.kill()
                product.start()
        finally:
            storm.over = True
            storm.up.set()
    for each in working:
        each.result()
    return storm


def look_over(storm: Storm) -> None:
    """What was acknowledged is there once, what follows from it followed once, and nothing is broken."""
    db.session.rollback()
    kept = {each.id: each.receipt for each in db.session.scalars(select(Attempt))}
    assert kept == storm.given
    assert len(set(kept.values())) == len(kept)
    assert db.session.scalar(select(func.count()).select_from(AttemptConflict)) == 0
    for attempt_id, (learner, body) in itertools.islice(storm.sent.items(), 100):
        assert hand_in(storm.port, learner.key, body).json["receipt"] == kept[attempt_id]
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == len(kept)
    _each_course_counts_once(storm)
    _the_database_is_sound()


def _each_course_counts_once(storm: Storm) -> None:
    done = {learner.person_id for learner, body in storm.sent.values() if len(body["path"]) > 1}
    enrolments = db.session.scalars(select(Enrolment)).all()
    assert Counter(each.person_id for each in enrolments) == Counter(
        learner.person_id for learner in storm.village.learners
    )
    completed = {each.id: each.person_id for each in enrolments if each.completed_on}
    assert set(completed.values()) == done
    steps = Counter(db.session.scalars(select(StepCompletion.enrolment_id)))
    assert {enrolment for enrolment, many in steps.items() if many == 2} == completed.keys()
    shown = Counter(db.session.scalars(select(Evidence.person_id)))
    assert shown == Counter(done)
    assert Counter(db.session.scalars(select(Holding.person_id))) == Counter(done)
    issue_awards()
    awards = db.session.scalars(select(Award)).all()
    assert Counter(each.person_id for each in awards) == Counter(done)
    assert {each.state_on(clock.today()) for each in awards} == {AwardState.VALID}
    assert sorted(each.number or 0 for each in awards) == list(range(1, len(done) + 1))


def _the_database_is_sound() -> None:
    assert differences() == []
    sealing.seal()
    db.session.commit()
    assert sealing.first_broken_seal() is None
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
