"""Runs migrations on a connection of their own: foreign keys off on SQLite, one at a time on PostgreSQL.

SQLite rebuilds a table to alter it; with foreign keys on, dropping the old one deletes every child row
that cascades. So they are off before the transaction begins, and the whole file is checked afterwards.
"""

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, event, text

from lms.base.database import Base


def include(_object, name, kind, _reflected, _compare_to):
    return not (kind == "table" and name.startswith("sqlite_"))


def run() -> None:
    given = context.config.attributes.get("url")  # another database than that of the app
    url = given or current_app.config["SQLALCHEMY_DATABASE_URI"]
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                raw = connection.connection.dbapi_connection
                raw.execute("PRAGMA journal_mode=WAL")
                raw.execute("PRAGMA foreign_keys=OFF")
                raw.execute("PRAGMA busy_timeout=60000")
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                include_object=include,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(520520)"))
                context.run_migrations()
                if engine.dialect.name == "sqlite":
                    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if orphans:
                        raise RuntimeError(
                            f"the migration would leave rows without their parents: {orphans[:5]}"
                        )
    finally:
        engine.dispose()  # also where a migration fails: whoever goes on must not find it open


run()
