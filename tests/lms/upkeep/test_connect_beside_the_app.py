"""How the programs of PostgreSQL's client are told which database is meant."""

import subprocess
import sys

import psycopg.conninfo
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import URL

from lms.upkeep.rules.connecting import program_address
from tests.house.tree import ROOT

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)


@given(WORDS, WORDS, WORDS)
def test_any_name_of_a_user_or_a_database_arrives_as_it_is(user: str, database: str, option: str) -> None:
    url = URL.create(
        "postgresql+psycopg",
        username=user,
        password="bí mật",
        host="127.0.0.1",
        port=5432,
        database=database,
        query={"application_name": option},
    )
    said = program_address(url)
    assert psycopg.conninfo.conninfo_to_dict(said) == {
        "host": "127.0.0.1",
        "port": "5432",
        "user": user,
        "dbname": database,
        "application_name": option,
    }


def test_an_installation_on_sqlite_never_loads_the_driver_of_postgresql() -> None:
    loaded = "import run, sys; sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, check=False).returncode == 0
