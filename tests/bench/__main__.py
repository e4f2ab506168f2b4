"""``make bench``: each figure beside its floor, from one run. Ratios count; absolute figures move."""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from lms.base.database import db
from lms.coverage.rules.tabulating import table_of
from lms.places.models import Unit, UnitKind
from tests.bench.answers import analyse, fill, learners, read_bare
from tests.bench.lists import write_province
from tests.bench.load import Load, memory_mb, server, wrk
from tests.bench.papers import bare_certificate, bare_words, certificate
from tests.bench.phone import TIMES, cold_visit, first_visit, median, phone
from tests.bench.preparing import lua_get, lua_post, product, visit
from tests.bench.road import slow_road
from tests.bench.slow_phones import next_phone
from tests.factories.country import DAY, build_busy_province, build_country

COURSE = "/learn/bao-ve-tre-em"
LESSON = "/learn/bao-ve-tre-em/2"  # the largest section of the course that everybody takes

# What nothing can beat for the head's table: the same numbers, straight from the rows.
BARE_SQL = """
SELECT {place}, rr.requirement_id, count(DISTINCT p.person_id),
  count(DISTINCT CASE WHEN h.status = 'confirmed' THEN h.person_id END),
  count(DISTINCT CASE WHEN h.status = 'declared' THEN h.person_id END)
FROM unit JOIN post_place pp ON pp.unit_id = unit.id AND pp.valid_from <= :day
  AND (pp.valid_until IS NULL OR pp.valid_until > :day)
JOIN posting p ON p.post_id = pp.post_id AND p.valid_from <= :day
  AND (p.valid_until IS NULL OR p.valid_until > :day)
JOIN post ON post.id = pp.post_id
JOIN requirement_role rr ON rr.role_id = post.role_id
JOIN requirement r ON r.id = rr.requirement_id AND r.valid_from <= :day
  AND (r.valid_until IS NULL OR r.valid_until > :day)
LEFT JOIN holding h ON h.person_id = p.person_id AND h.requirement_id = rr.requirement_id
  AND h.valid_from <= :day AND (h.valid_until IS NULL OR h.valid_until > :day)
WHERE {there}
GROUP BY 1, 2
"""


def say(what: str, ours: str, floor: str, ratio: float) -> None:
    """One line of the report."""
    print(f"{what:<44} {ours:>22} {floor:>22} {ratio:>8.2f}", flush=True)


def pages(folder: Path) -> None:
    """Viewing a lesson and storing an attempt against bare Flask on the same server."""
    app = product(folder)
    seen = visit(app)
    client = app.test_client()
    client.set_cookie("session", seen.cookie.partition("=")[2])
    size = len(client.get(LESSON, headers={"Accept-Encoding": "br"}).data)
    with server("floor", folder) as (address, _):
        held = wrk(address, lua_get(f"/bytes/{size}"), folder)
        read = wrk(address, lua_get("/read"), folder)
        insert = wrk(address, lua_post("/insert", seen.attempt, {}), folder)
    with server("product", folder) as (address, pid):
        idle = memory_mb(pid)
        lesson = wrk(address, lua_get(LESSON, seen.cookie), folder)
        stored = wrk(address, lua_post("/attempts", seen.attempt, seen.by_session), folder)
        sent = wrk(address, lua_post("/attempts", seen.attempt, seen.by_key), folder)
        loaded = memory_mb(pid)
    _compare("lesson view / its bytes from memory", lesson, held)
    _compare("lesson view / one indexed read", lesson, read)
    _compare("attempt of a page / one durable insert", stored, insert)
    _compare("attempt of a phone / one durable insert", sent, insert)
    say("memory idle, after load (MB, PSS)", f"{idle:.0f}", f"{loaded:.0f}", loaded / idle)


def _compare(what: str, ours: Load, floor: Load) -> None:
    assert ours.failed == floor.failed == 0, f"{what}: {ours.failed} of ours and {floor.failed} failed"
    shown = [f"{load.per_second:.0f}/s (p95 {load.p95_ms:.1f} ms)" for load in (ours, floor)]
    say(what, *shown, ours.per_second / floor.per_second)


def province(folder: Path) -> None:
    """The head's table of 8,000 people in 129 communes, of whom twelve things are asked."""
    with product(folder).app_context():
        _table_against_bare("coverage, 8,000 people / bare SQL", build_busy_province(), 7)


def whole_country(folder: Path) -> None:
    """The same of 180,000 people in 3,321 communes: one province of them, and all."""
    with product(folder).app_context():
        vietnam, one = build_country()
        _table_against_bare("coverage, a province of 180,000 / bare SQL", one, 7)
        _table_against_bare("coverage, 180,000 people / bare SQL", vietnam, 3)


def _table_against_bare(what: str, unit: Unit, times: int) -> None:
    if unit.kind is UnitKind.COUNTRY:
        bare = text(BARE_SQL.format(place="unit.parent_id", there="TRUE"))
    else:
        bare = text(BARE_SQL.format(place="unit.id", there=f"unit.parent_id = {unit.id}"))
    ours = _median_ms(lambda: (db.session.rollback(), table_of(unit, DAY)), times)
    floor = _median_ms(lambda: (db.session.rollback(), db.session.execute(bare, {"day": DAY}).all()), times)
    say(what, f"{ours:.0f} ms", f"{floor:.0f} ms", ours / floor)


def staff_list(folder: Path) -> None:
    """A province's staff list, written while a learner sends attempts, against what it may take."""
    written = write_province(folder)
    say("import, 8,000 rows / its limit", f"{written.seconds:.1f} s", "20 s", written.seconds / 20)
    lock = written.longest_lock
    say("longest write lock meanwhile / its limit", f"{lock:.2f} s", "2 s", lock / 2)
    _compare("one learner's attempts meanwhile / alone", written.meanwhile, written.quiet)


def answers(folder: Path) -> None:
    """What ten thousand attempts teach, of a story and of a test whose questions are drawn, against the same
    rows read and decoded."""
    with product(folder).app_context():
        people = learners()
        for what, code in (("a story", "tinh-huong-be-na"), ("a drawn test", "kiem-tra-bao-ve-tre-em")):
            version_id = fill(code, people)
            ours = _median_ms(lambda code=code: analyse(code), 5)
            floor = _median_ms(lambda version_id=version_id: read_bare(version_id), 5)
            say(f"10,000 answers to {what} / rows bare", f"{ours:.0f} ms", f"{floor:.0f} ms", ours / floor)


def _median_ms(work: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def on_a_phone(folder: Path) -> None:
    """A section opened on a cheap phone far away, against the longest that somebody should wait."""
    seen = visit(product(folder))
    with (
        server("product", folder) as (address, _),
        slow_road(int(address.rpartition(":")[2])) as road,
        phone() as chromium,
    ):
        warm = [first_visit(chromium, road, seen.cookie, COURSE, LESSON) for _ in range(TIMES)]
        cold = median([cold_visit(chromium, road, seen.cookie, LESSON) for _ in range(TIMES)])
    first = median([opened for opened, _ in warm])
    say(
        "section readable after the tap / its limit", f"{first.readable:.2f} s", "1.5 s", first.readable / 1.5
    )
    say("section usable offline / its limit", f"{first.offline:.2f} s", "4 s", first.offline / 4)
    say("cold phone: readable, usable offline", f"{cold.readable:.2f} s", f"{cold.offline:.2f} s", 1)
    print(f"answers when it is opened once more: {dict(warm[0][1])}")


def slow_phones(folder: Path) -> None:
    """The page of whoever comes while twenty phones send and read 2 kB/s, against the same without them."""
    among, alone = next_phone(folder)
    say("a page among 20 slow phones / without them", f"{among:.1f} ms", f"{alone:.1f} ms", among / alone)


def papers() -> None:
    """A certificate against bare ReportLab: putting the same marks on a page, and the words alone."""
    ours = _median_ms(certificate)
    for what, bare in (("the same marks", bare_certificate), ("its words alone", bare_words)):
        floor = _median_ms(bare)
        say(f"certificate / {what}", f"{1000 / ours:.0f}/s", f"{1000 / floor:.0f}/s", floor / ours)


def start(folder: Path) -> None:
    """From the command to the first answer on a database that is there, against importing the libraries.

    The first start of each is not counted: it writes down what Python compiled.
    """
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'product.sqlite'}",
        "PORT": "8529",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    imports = "import flask, flask_sqlalchemy, flask_migrate, flask_babel, reportlab.pdfgen.canvas, waitress"
    only_importing = [sys.executable, "-c", imports]
    _seconds_to_answer(environment)
    ours = statistics.median(_seconds_to_answer(environment) for _ in range(5))
    subprocess.run(only_importing, env=environment, check=True)
    floor = _median_ms(lambda: subprocess.run(only_importing, env=environment, check=True), 5) / 1000
    say("start to first answer / importing libraries", f"{ours:.2f} s", f"{floor:.2f} s", ours / floor)


def _seconds_to_answer(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "run.py"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        if (
            not process.stdout or not process.stdout.readline()
        ):  # it says its address once the port is its own
            raise RuntimeError("the product does not start")
        connection = http.client.HTTPConnection("127.0.0.1", int(environment["PORT"]), timeout=20)
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        taken = time.perf_counter() - began
        process.terminate()
    return taken


def fresh(measure: Callable[[Path], None]) -> None:
    """Run a measurement in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


def main() -> None:
    """All figures, one after the other."""
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':<44} {'ours':>22} {'floor':>22} {'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        pages(Path(folder))
        start(Path(folder))
    fresh(on_a_phone)
    fresh(province)
    fresh(whole_country)
    fresh(staff_list)
    fresh(answers)
    fresh(slow_phones)
    papers()


if __name__ == "__main__":
    main()
