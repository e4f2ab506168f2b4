"""What the next phone notices of twenty slow ones, by the shipped nginx in front of three processes."""

import statistics
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.preparing import product
from tests.deploy.proxies import Road, road_by
from tests.deploy.slow import UPLOAD, Reading, Sending
from tests.deploy.test_behind_a_proxy import ask

PHONES = 20
SLOWLY = 2_000  # bytes a second
TIMES = 60


def next_phone(folder: Path) -> tuple[float, float]:
    """How long a page takes her (median, ms), while twenty phones send or read 2 kB/s, and while
    none does."""
    product(folder)
    address = f"sqlite:///{folder / 'product.sqlite'}"
    with tempfile.TemporaryDirectory() as place, road_by("nginx", address, Path(place)) as road:
        for _warm in range(10):
            ask(road, "/sign-in")
        alone = _median_ms(road)
        over = threading.Event()
        phones = [Sending(road, UPLOAD) if each % 2 else Reading(road) for each in range(PHONES)]
        crowd = [threading.Thread(target=_trickle, args=(phone, over)) for phone in phones]
        for each in crowd:
            each.start()
        try:
            return _median_ms(road), alone
        finally:
            over.set()
            for each in crowd:
                each.join()
            for phone in phones:
                phone.line.close()


def _trickle(phone: Sending | Reading, over: threading.Event) -> None:
    """Send or read a little ten times a second, never coming to an end."""
    while not over.wait(0.1):
        if isinstance(phone, Reading):
            phone.line.recv(SLOWLY // 10)
        elif phone.left > SLOWLY:
            phone.send(SLOWLY // 10)


def _median_ms(road: Road) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask(road, "/sign-in")
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
