"""Machines ask whether the product lives and can serve, and for its figures; strangers learn nothing."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from lms.base.database import db
from lms.base.measures import Kind, Measure, exposition
from lms.base.scheduling import PACE, JobClock, run_due
from lms.oversight.rules.readiness import MISSED_TICKS
from tests.conftest import make_app

THROUGH_A_PROXY = {"X-Forwarded-For": "203.0.113.7"}
LINE = re.compile(r'[a-z0-9_]+\{([a-z_]+="[^"]*",?)*\} [0-9.e+-]+')


def test_a_sound_process_is_ready(both_app: Flask) -> None:
    answer = both_app.test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()) == (200, {"ready": True})
    assert both_app.test_client().get("/healthz").text == "ok"


def test_a_database_behind_the_program_is_not_ready_and_only_this_machine_hears_why(both_app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0001_create_audit_and_jobs'"))
    db.session.commit()
    client = both_app.test_client()
    near, far = client.get("/readyz"), client.get("/readyz", headers=THROUGH_A_PROXY)
    assert near.status_code == far.status_code == 503
    assert near.get_json() == {"ready": False, "failing": ["structure"]}
    assert far.get_json() == {"ready": False}
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_away_is_not_ready(app: Flask, tmp_path: Path) -> None:
    lost = make_app(f"sqlite:///{tmp_path}/not/there.sqlite", tmp_path)
    with lost.app_context():
        answer = lost.test_client().get("/readyz")
        db.session.remove()
    assert answer.status_code == 503
    assert answer.get_json()["failing"] == ["database"]


def test_a_clock_that_stopped_is_noticed(app: Flask) -> None:
    stopped = JobClock(app, [])
    app.extensions["clock"] = stopped
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    stopped.last_tick = time.monotonic() - MISSED_TICKS * PACE - 1
    assert client.get("/readyz").get_json()["failing"] == ["clock"]


def test_the_figures_can_be_read_and_add_up(demo_app: Flask) -> None:
    run_due(
        [job for part in demo_app.extensions["features"] for job in part.jobs if job.name == "seal-audit"]
    )
    client = demo_app.test_client()
    for address in ("/healthz", "/healthz", "/nowhere"):
        client.get(address)
    client.post("/sign-in", data={"login": "DEMO-LD", "secret": "sai"})
    told = client.get("/metrics")
    assert told.content_type == "text/plain; version=0.0.4; charset=utf-8"
    figures = [line for line in told.text.splitlines() if not line.startswith("#")]
    assert [line for line in figures if not LINE.fullmatch(line)] == []

    def figure(*parts: str) -> float:
        (found,) = [line for line in figures if all(part in line for part in parts)]
        return float(found.split()[-1])

    assert figure("lop520_requests_total", 'route="/healthz"', 'status="200"') == 2
    assert figure("lop520_requests_total", 'route="-"', 'status="404"') == 1
    assert figure("lop520_request_seconds_count", 'route="/healthz"') == 2
    assert figure("lop520_request_seconds_bucket", 'route="/healthz"', 'le="+Inf"') == 2
    assert figure("lop520_requests_in_flight") == 1
    assert figure("lop520_sign_ins_failed_total") == 1
    assert figure("lop520_job_runs", "seal-audit") == 1
    assert figure("lop520_job_failures", "seal-audit") == 0
    assert figure("lop520_job_last_success_timestamp_seconds", "seal-audit") > 1_700_000_000
    assert figure("lop520_attempts_received") > 0
    assert figure("lop520_database_bytes") > 0
    assert figure("lop520_build_info") == 1


def test_figures_are_for_this_machine_and_who_shows_the_token(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("sqlite", "blank"), tmp_path, METRICS_TOKEN="mot hai ba")
    with app.app_context():
        client = app.test_client()
        assert client.get("/metrics", headers={"Host": "lop520.example.vn"}).status_code == 404
        far = {"REMOTE_ADDR": "203.0.113.7"}
        assert client.get("/metrics").status_code == 200
        assert client.get("/metrics", headers=THROUGH_A_PROXY).status_code == 404
        assert client.get("/metrics", environ_base=far).status_code == 404
        wrong = {"Authorization": "Bearer mot hai bon"}
        assert client.get("/metrics", environ_base=far, headers=wrong).status_code == 404
        right = {"Authorization": "Bearer mot hai ba"}
        assert client.get("/metrics", environ_base=far, headers=right).status_code == 200
        db.session.remove()
        db.engine.dispose()


def test_figures_of_one_name_stand_together_and_odd_words_do_no_harm() -> None:
    figures = [
        Measure("a", Kind.GAUGE, "A.", 1, {"x": 'quo"te\\ and\nline'}),
        Measure("b", Kind.COUNTER, "B.", 2),
        Measure("a", Kind.GAUGE, "A.", 0.5),
    ]
    assert exposition(figures, process="7").splitlines() == [
        "# HELP a A.",
        "# TYPE a gauge",
        'a{process="7",x="quo\\"te\\\\ and\\nline"} 1',
        'a{process="7"} 0.5',
        "# HELP b B.",
        "# TYPE b counter",
        'b{process="7"} 2',
    ]
