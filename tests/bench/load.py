"""A server in a process of its own, and wrk against it."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 5


@dataclass(frozen=True)
class Load:
    """What wrk measured."""

    per_second: float
    p95_ms: float
    failed: int


@contextmanager
def server(what: str, folder: Path) -> Iterator[tuple[str, int]]:
    """``floor`` or ``product`` on a free loopback port: its address and process id; stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.bench.server", what, str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            if not process.stdout or not process.stdout.readline():
                raise RuntimeError(f"nothing answers on port {port}")
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def wrk(address: str, script: str, folder: Path, connections: int = 8) -> Load:
    """Eight connections (or fewer) from one thread for a few seconds; ``script`` is wrk's Lua."""
    if not shutil.which("wrk"):
        sys.exit("The benchmarks need wrk (Debian: apt-get install wrk).")
    path = folder / "wrk.lua"
    path.write_text(script + _REPORT, "utf-8")
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{SECONDS}s",
        "--timeout",
        "10s",
        "-s",
        str(path),
        address,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT (\S+) (\S+) (\S+)", said)
    assert found, said
    rate, p95, failed = found.groups()
    return Load(float(rate), float(p95), int(failed))


_REPORT = """
done = function(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %.1f %.2f %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(95) / 1000, failed))
end
"""


def memory_mb(pid: int) -> float:
    """Proportional set size of a process, in MB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    assert found
    return int(found.group(1)) / 1024
