"""Whoever is shown a named person leaves a line in the access log; a file with names says who took it."""

import re
from collections import defaultdict

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base import clock
from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.people.models import Person
from lms.places.queries import unit_by_code
from tests.factories.account import client_of
from tests.factories.people import person
from tests.house.walking import walk, words_of_file

WALKERS = ("TD-C001", "TD-X01", "DEMO-GV", "DEMO-LD", "DEMO-QT")
LOOKED_AT = "TD-C002"
AT_WORK = "a colleague is named as who did a piece of the office's work, not as a record"
FREE = {
    "bank.list_questions": "people of stories, who happen to be called like somebody",
    "courses.section": "people of stories, who happen to be called like somebody",
    "courses.course_lessons": AT_WORK,
    "coverage.list_periods": AT_WORK,
    "coverage.show_period": AT_WORK,
    "editions.list_proposals": AT_WORK,
    "editions.show_proposal": AT_WORK,
    "home.start": "a collaborator is told the name of her officer; whoever minds people is noted",
    "outbox.list_messages": "her own inbox, which names who writes to her",
    "outbox.show_message": "her own inbox, which names who writes to her",
    "own_courses.list_courses": AT_WORK,
    "own_courses.show_course": AT_WORK,
    "own_courses.write_lesson": AT_WORK,
    "privacy.my_data": "her own record, with who looked at it",
    "questions.list_times": AT_WORK,
    "questions.show_question": AT_WORK,
    "verification.verdict": "public: whoever holds the paper has the name before her",
}
"""Where another person's name is shown without a line in the log, and why."""
UNMARKED = {"certificates.paper": "the certificate, byte for byte as it was frozen"}
"""Files with names that carry no mark, and why."""


def others(walker: Person) -> re.Pattern[str]:
    """What finds the name of anybody but the walker, and of nobody whose name is a part of hers."""
    names = {each for each in db.session.scalars(select(Person.full_name)) if each not in walker.full_name}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))


def lines() -> int:
    number = db.session.scalar(select(func.count()).select_from(AccessLogEntry)) or 0
    db.session.rollback()
    return number


def test_whoever_is_shown_somebody_is_noted_and_takes_no_file_without_a_mark(demo_app: Flask) -> None:
    unnoted: dict[str, set[str]] = defaultdict(set)
    unmarked: dict[str, set[str]] = defaultdict(set)
    files = set()
    for code in WALKERS:
        walker = person(code)
        named, mark = others(walker), f"({code}) xuất lúc"
        client, keys = client_of(demo_app, walker), [person(code).id, person(LOOKED_AT).id]
        before = lines()
        for stop in walk(demo_app, client, keys, most=2):
            words, after = stop.words, lines()
            if named.search(words):
                if after == before:
                    unnoted[stop.endpoint].add(f"{code} {stop.address}")
                if stop.is_file:
                    files.add(stop.endpoint)
                    if mark not in words and stop.endpoint != "account.show_here":
                        unmarked[stop.endpoint].add(f"{code} {stop.address}")
            before = after
    assert {each: unnoted[each] for each in set(unnoted) - set(FREE)} == {}
    assert {each: unmarked[each] for each in set(unmarked) - set(UNMARKED)} == {}
    assert {*FREE, *UNMARKED} <= set(demo_app.view_functions)
    assert len(files) > 12


@pytest.mark.parametrize("address", ["/cards", "/slips"])
def test_what_is_printed_once_with_names_says_who_printed_it(demo_app: Flask, address: str) -> None:
    unit = unit_by_code("08869", clock.today())
    assert unit
    answer = client_of(demo_app, person("TD-X01")).post(address, data={"unit": unit.id})
    words = words_of_file(answer.data)
    assert others(person("TD-X01")).search(words)
    assert "(TD-X01) xuất lúc" in words
