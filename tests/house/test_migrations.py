"""Laws of the migrations."""

from flask import Flask
from sqlalchemy import inspect

from lms.base.database import Base, db


def test_the_migrations_make_every_table_of_the_models(both_app: Flask) -> None:
    tables = set(inspect(db.engine).get_table_names())
    assert set(Base.metadata.tables) <= tables
