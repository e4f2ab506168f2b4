"""Every table says what it holds about people, so that nobody's data is forgotten when it is erased."""

from collections import Counter

import pytest
from sqlalchemy import JSON, Enum, LargeBinary, String, Table
from sqlalchemy.schema import Column

import run
from lms.base.database import Base
from lms.base.personal import PersonalData, Way
from tests.house.impersonal import IMPERSONAL

DECLARED: list[PersonalData] = [each for feature in run.FEATURES for each in feature.personal]
BY_TABLE = {each.table: each for each in DECLARED}
TABLES = Base.metadata.tables
WHAT_TO_DO = (
    "{}: say in the part's personal.py (PersonalData, see lms/base/personal.py) whose the rows are, who "
    "acted, which columns hold words, and what becomes of a row when somebody is erased; a table that "
    "holds nothing about people is listed in tests/house/impersonal.py"
)


def refers_to_person(column: Column[object]) -> bool:
    if column.name in ("person_id", "actor_id"):
        return True
    return any(key.column.table.name == "person" for key in column.foreign_keys)


def holds_text(column: Column[object]) -> bool:
    free = isinstance(column.type, String | JSON | LargeBinary) and not isinstance(column.type, Enum)
    return free and not column.foreign_keys and not column.primary_key


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_is_named_once(name: str) -> None:
    said = Counter(each.table for each in DECLARED)[name] + (name in IMPERSONAL)
    assert said == 1, WHAT_TO_DO.format(name)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_table_that_names_a_person_is_called_impersonal(name: str) -> None:
    naming = [column.name for column in TABLES[name].columns if refers_to_person(column)]
    assert not (naming and name in IMPERSONAL), WHAT_TO_DO.format(f"{name} ({', '.join(naming)})")


@pytest.mark.parametrize("data", DECLARED, ids=lambda data: data.table)
def test_every_column_that_may_tell_of_somebody_is_spoken_of(data: PersonalData) -> None:
    table: Table = TABLES[data.table]
    people = {column.name for column in table.columns if refers_to_person(column)}
    assert people <= {*data.whose, *data.by}, WHAT_TO_DO.format(data.table)
    text = {column.name for column in table.columns if holds_text(column)}
    assert text <= {*data.blank, *data.words, *data.plain}, WHAT_TO_DO.format(data.table)


@pytest.mark.parametrize("data", DECLARED, ids=lambda data: data.table)
def test_what_is_said_fits_the_table_and_is_whole(data: PersonalData) -> None:
    table = TABLES[data.table]
    named = {*data.whose, *data.by, *data.blank, *data.words, *data.plain, *data.hidden}
    assert named <= {column.name for column in table.columns}
    assert not (data.way is Way.REMOVE and data.blank)
    assert data.way is not Way.BLANK or data.blank or data.also
    if data.whose:
        assert (data.reason is None) == (data.way is Way.REMOVE), "what stays says why"
    for name in data.whose:
        column = table.c[name]
        referred = {key.column.table.name for key in column.foreign_keys} - {"person"}
        assert all(BY_TABLE[each].whose for each in referred), f"{name} leads to nobody"


def test_no_impersonal_table_is_gone() -> None:
    assert set(TABLES) >= IMPERSONAL
