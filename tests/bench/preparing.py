"""The databases that the benchmarks run on, made by the product's own means."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

import run
from courses.models import Step
from lms.base import clock
from lms.base.database import db
from lms.config import read_config
from lms.loading import load_demo, load_shipped
from lms.people.queries import person_by_code
from quizzes.exercise.playing import Play
from quizzes.models import ExerciseVersion
from tests.factories.account import sign_in
from tests.factories.phones import phone_of

STORY = "tinh-huong-be-na"  # ten scenes


@dataclass(frozen=True)
class Visit:
    """A collaborator with a session and a phone, and an attempt that she may send."""

    cookie: str
    key: str
    """With which her phone hands things in, as phones do wherever they can."""
    attempt: dict[str, object]

    @property
    def by_session(self) -> dict[str, str]:
        """The headers of a page without a key."""
        return {"Cookie": self.cookie}

    @property
    def by_key(self) -> dict[str, str]:
        """The headers of a phone on which nothing else waits."""
        return {"Sending-Key": self.key, "Unsent": "0", "Page-Language": "vi"}


def product(folder: Path) -> Flask:
    """The product on ``product.sqlite`` in a folder, without data."""
    address = f"sqlite:///{folder / 'product.sqlite'}"
    app = run.create_app(read_config({"DATABASE_URL": address, "SECRET_KEY": "benchmark"}), instance=folder)
    with app.app_context():
        upgrade()
        load_shipped(app)
    return app


def visit(app: Flask) -> Visit:
    """The demonstration organisation, a collaborator signed in, and her way through the practice."""
    with app.app_context():
        load_demo(app)
        person = person_by_code("TD-C150")
        assert person
        client = app.test_client()
        sign_in(client, person)
        client.get("/")  # the first answer renews the cookie, as it does once a month
        cookie = client.get_cookie("session")
        assert cookie
        return Visit(f"session={cookie.value}", phone_of(person).key, an_attempt())


def an_attempt() -> dict[str, object]:
    """A way through the practice, by first choices, as a phone sends it."""
    exercises = db.session.scalars(select(Step).where(Step.kind == "exercise"))
    step = next(each for each in exercises if each.reference["exercise"] == STORY)
    play = Play(db.session.get_one(ExerciseVersion, step.frozen["version"]).exercise_in("vi"))
    path: list[tuple[int, int]] = []
    while not play.walk(path).finished:
        here = play.walk(path).scene
        assert here is not None
        path.append((here, 0))
    now = clock.now()
    return {
        "step": step.id,
        "form": None,
        "language": "vi",
        "mode": "self",
        "device": "bench",
        "started_at": (now - timedelta(minutes=5)).isoformat(),
        "finished_at": now.isoformat(),
        "path": path,
    }


def lua_get(path: str, cookie: str = "") -> str:
    """wrk's script for one page."""
    return f'wrk.headers["Cookie"] = "{cookie}"\nwrk.headers["Accept-Encoding"] = "br"\nwrk.path = "{path}"\n'


def lua_post(path: str, body: dict[str, object], headers: Mapping[str, str]) -> str:
    """wrk's script for one attempt after another, each under an id of its own."""
    rest = json.dumps(body)[1:]
    said = {**headers, "Content-Type": "application/json"}
    lines = "\n".join(f'headers["{name}"] = "{value}"' for name, value in said.items())
    return f"""
math.randomseed(os.time())
local function id()
  return string.format("%08x-%04x-4%03x-8%03x-%012x", math.random(0, 0x7fffffff), math.random(0, 0xffff),
    math.random(0, 0xfff), math.random(0, 0xfff), math.random(0, 0x7fffffff))
end
local headers = {{}}
{lines}
request = function()
  return wrk.format("POST", "{path}", headers, '{{"id": "' .. id() .. '", {rest}')
end
"""
