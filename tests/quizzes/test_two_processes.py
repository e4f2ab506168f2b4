"""Two server processes on one database take the same attempts at the same time."""

import json
import subprocess
import sys
from pathlib import Path

from flask import Flask

from lms.account.rules.keeping_sessions import open_session
from lms.base.database import db
from quizzes.models import Attempt, AttemptConflict
from tests.factories.people import make_person
from tests.factories.quizzes import published_exercises, sent
from tests.house.tree import ROOT

ATTEMPTS = 20
PROCESS = """
import json, sys, uuid
from pathlib import Path
from tests.conftest import make_app

url, instance, token, body = sys.argv[1:]
app = make_app(url, Path(instance))
phone = app.test_client()
with phone.session_transaction() as cookie:
    cookie["_user_id"] = token
print("ready", flush=True)
sys.stdin.readline()
ids = [str(uuid.UUID(int=number)) for number in range(%d)]
answers = [phone.post("/attempts", json=json.loads(body) | {"id": each}).json for each in ids]
print(json.dumps(answers))
"""


def test_each_attempt_has_one_row_and_one_receipt(both_app: Flask, tmp_path: Path) -> None:
    body = json.dumps(sent(published_exercises(tmp_path)[0].id))
    token = open_session(make_person("Trần Thị Lan").id, "Chrome · Android")
    db.session.commit()
    url = both_app.config["SQLALCHEMY_DATABASE_URI"]
    command = [sys.executable, "-c", PROCESS % ATTEMPTS, url, str(tmp_path), token, body]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    servers = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    for server in servers:
        assert server.stdout.readline() == "ready\n"
    for server in servers:
        server.stdin.write("go\n")
        server.stdin.flush()
    said = [json.loads(server.communicate(timeout=60)[0]) for server in servers]
    assert said[0] == said[1]
    assert len({answer["receipt"] for answer in said[0]}) == ATTEMPTS
    assert {answer["state"] for answer in said[0]} == {"kept"}
    assert db.session.query(Attempt).count() == ATTEMPTS
    assert db.session.query(AttemptConflict).count() == 0
