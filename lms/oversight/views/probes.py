"""What machines ask: whether this process can serve, and its figures.

Figures of requests are those of this process; whoever runs several adds them up by the label ``process``.
Strangers are told of neither what fails nor any figure: details are for this machine itself (asked directly,
not through a proxy) and for whoever shows ``METRICS_TOKEN``.
"""

import os
import secrets
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Response, abort, current_app, jsonify, request

from lms.base.measures import Kind, Measure, exposition
from lms.bootstrap import ROOT
from lms.config import LOOPBACK
from lms.home.queries import database_bytes
from lms.oversight.queries import numbers_of_jobs
from lms.oversight.rules.readiness import what_fails
from lms.oversight.views.blueprint import oversight
from lms.web.access import public
from lms.web.proxies import FORWARDED
from lms.web.watching import Watched

SIGN_INS = ("account.sign_in", "account.type_pin", "account.type_code", "account.open_card")


@oversight.get("/readyz")
@public
def readyz() -> Response:
    """200 where this process can serve, else 503; what fails is named to this machine alone."""
    failing = what_fails(
        Path(current_app.instance_path),
        Path(current_app.config["MIGRATIONS"]),
        current_app.extensions.get("clock"),
    )
    answer = jsonify({"ready": not failing} | ({"failing": failing} if failing and _is_trusted() else {}))
    answer.status_code = 503 if failing else 200
    return answer


@oversight.get("/metrics")
@public
def metrics() -> Response:
    """The figures of this process and of the product, as Prometheus reads them; to others there is no such
    page."""
    if not _is_trusted():
        abort(404)
    watched: Watched = current_app.extensions["watched"]
    parts = current_app.extensions["features"]
    figures = [*watched.measures(), *_own(watched)]
    figures += [measure for part in parts for count in part.measures for measure in count()]
    text = exposition(figures, process=str(os.getpid()))
    return Response(text, mimetype="text/plain", content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_trusted() -> bool:
    token = current_app.extensions["config"].metrics_token
    given = request.headers.get("Authorization", "")
    if token and secrets.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    direct = not any(name in request.headers for name in FORWARDED)
    asked_here = urlsplit(f"//{request.host}").hostname in LOOPBACK  # no public name, which a proxy passes on
    return direct and asked_here and request.remote_addr in LOOPBACK


def _own(watched: Watched) -> Iterator[Measure]:
    yield Measure("lop520_build_info", Kind.GAUGE, "The version that runs.", 1, {"version": _version()})
    yield Measure("lop520_database_bytes", Kind.GAUGE, "Size of the database.", database_bytes())
    ways = {rule.rule for rule in current_app.url_map.iter_rules() if rule.endpoint in SIGN_INS}
    yield Measure(
        "lop520_sign_ins_failed_total",
        Kind.COUNTER,
        "Sign-ins that were refused or slowed down.",
        watched.number("POST", ways, 400),
    )
    for job, runs, failed, last in numbers_of_jobs():
        name = {"job": job}
        yield Measure("lop520_job_runs", Kind.GAUGE, "Runs of the last 30 days.", runs, name)
        yield Measure("lop520_job_failures", Kind.GAUGE, "Failed ones among them.", failed, name)
        if last:
            about = "When a job ended well last, in seconds since 1970."
            yield Measure(
                "lop520_job_last_success_timestamp_seconds", Kind.GAUGE, about, last.timestamp(), name
            )


@cache
def _version() -> str:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return setup["metadata"]["version"]
