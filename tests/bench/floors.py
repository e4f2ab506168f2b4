"""What nothing built on these parts can beat: bare Flask that answers with bytes it holds, with one indexed
read, or with one durable insert."""

import sqlite3
import threading
import uuid
from pathlib import Path

from flask import Flask, request

_LOCAL = threading.local()


def floor_app(database: Path) -> Flask:
    """A Flask app without sessions, tokens or pages, on SQLite with the product's own settings."""
    with sqlite3.connect(database) as setup:
        setup.execute("PRAGMA journal_mode=WAL")
        setup.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, body TEXT)")
        setup.execute("CREATE TABLE answer (id TEXT PRIMARY KEY, body TEXT)")
        setup.executemany("INSERT INTO page VALUES (?, ?)", [(n, "x" * 10_000) for n in range(100)])
    app = Flask("floor")

    def connection() -> sqlite3.Connection:
        if not hasattr(_LOCAL, "connection"):
            _LOCAL.connection = sqlite3.connect(database, isolation_level=None)
            for pragma in ("synchronous=FULL", "busy_timeout=10000"):
                _LOCAL.connection.execute(f"PRAGMA {pragma}")
        return _LOCAL.connection

    @app.get("/bytes/<int:size>")
    def hold(size: int) -> bytes:
        return bytes(size)

    @app.get("/read")
    def read() -> str:
        return str(connection().execute("SELECT body FROM page WHERE id = 7").fetchone()[0])

    @app.post("/insert")
    def insert() -> str:
        connection().execute(
            "INSERT INTO answer VALUES (?, ?)", (str(uuid.uuid4()), request.get_data(as_text=True))
        )
        return "ok"

    return app
