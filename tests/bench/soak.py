"""``make soak``: five hundred learners for five minutes, and a hundred kills on each database, beside floors
from the same run. ``python -m tests.bench.soak --learners 100 --seconds 30 --kills 3`` is a short one."""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from tests.bench.load import memory_mb, server
from tests.bench.preparing import product, visit
from tests.conftest import fill, make_app
from tests.databases import PostgresServer
from tests.faults.crowd import PAUSE, Crowd, Times
from tests.faults.evening import idlers, learners
from tests.faults.product import serving_product
from tests.faults.storm import look_over, rage
from tests.faults.village import found_village

LEARNERS_PER_KILL = 3


def evening(folder: Path, many: int, seconds: float) -> bool:
    """Learners at the product, then as many idlers at the floor; whether nothing failed."""
    app = product(folder)
    visit(app)
    crowd = learners(app, many)
    memory = []
    address = str(app.config["SQLALCHEMY_DATABASE_URI"])
    with serving_product(address, folder) as served:
        ours = Crowd(served.port, seconds)
        times = ours.come(crowd, lambda: memory.append(memory_mb(served.pid)))
        memory.append(memory_mb(served.pid))
    with server("floor", folder) as (where, _):
        floor = Crowd(int(where.rpartition(":")[2]), min(seconds, 3 * PAUSE)).come(idlers(many))
    print(f"{many} learners for {seconds:.0f} s, {PAUSE:.0f} s between two taps")
    show(times)
    print(f"of these, after the rush of {many} people who sign in within {PAUSE:.0f} s")
    show(ours.settled)
    print(f"{'floor: bare Flask, the same crowd':<32}")
    show(floor)
    print(f"memory when all are there, at the end: {memory[0]:.0f} MB, {memory[1]:.0f} MB (PSS)")
    print(f"failed: {len(times.failed)} of the product, {len(floor.failed)} of the floor", flush=True)
    for what in [*times.failed, *floor.failed][:20]:
        print(f"failed: {what}")
    return not (times.failed or floor.failed)


def show(times: Times) -> None:
    """A line for each kind of tap."""
    for kind, many, p50, p95, p99 in times.rows():
        print(f"  {kind:<30} {many:>7} p50 {p50:>7.1f} p95 {p95:>7.1f} p99 {p99:>7.1f} ms")


def kills(url: str, folder: Path, many: int) -> None:
    """Phones hand in while the server is killed; everything is looked over afterwards."""
    fill(url, "blank", folder)
    app = make_app(url, folder)
    with app.app_context():
        village = found_village(folder, LEARNERS_PER_KILL * many)
        with serving_product(url, folder) as served:
            storm = rage(village, served, many, random.Random(520))
            look_over(storm)
    engine = url.partition(":")[0]
    print(
        f"{engine}: {many} kills, {len(storm.given)} attempts acknowledged, {storm.broken} tries broken off, "
        "0 lost, 0 doubled, integrity, holdings and audit as they should be",
        flush=True,
    )


def main() -> int:
    """All of it; 1 where something failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--learners", type=int, default=500)
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--kills", type=int, default=100)
    given = asked.parse_args()
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        good = evening(Path(folder), given.learners, given.seconds)
    with tempfile.TemporaryDirectory() as folder:
        kills(f"sqlite:///{folder}/x.sqlite", Path(folder), given.kills)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # for PostgreSQL's user
        postgres = PostgresServer(Path(folder) / "postgres")
        postgres.start()
        try:
            kills(postgres.url(postgres.create()), Path(folder), given.kills)
        finally:
            postgres.stop()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
