"""Somebody at a terminal who sets the product up: a real process, with a real terminal where it matters."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.house.tree import ROOT

OURS = ("DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "DEMO", "HOST", "PORT")
WAIT = 120  # seconds for a prompt: the first one waits for the imports, the last for the shipped courses


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A clean environment, with the settings file in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "SETTINGS_FILE": str(folder / "lop520.env"), **more}


def words(*arguments: str) -> list[str]:
    return [sys.executable, "run.py", "setup", *arguments]


def set_up(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without anybody at the keyboard."""
    return subprocess.run(
        words(*arguments),
        cwd=ROOT,
        env=environment(folder, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._fd, theirs = pty.openpty()
        self.process = subprocess.Popen(
            words(*arguments),
            cwd=ROOT,
            env=environment(folder),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""
        self._read_to = 0

    def until(self, wanted: str) -> str:
        """What is shown from the last place on up to ``wanted``, a pattern."""
        end = time.monotonic() + WAIT
        while True:
            found = re.compile(wanted).search(self.shown, self._read_to)
            if found:
                seen, self._read_to = self.shown[self._read_to : found.end()], found.end()
                return seen
            if time.monotonic() > end or not self._more(end):
                raise AssertionError(f"{wanted!r} was not shown: {self.shown[self._read_to :]!r}")

    def type(self, line: str) -> None:
        os.write(self._fd, f"{line}\n".encode())

    def answer(self, prompt: str, line: str) -> str:
        """Wait for a prompt and answer it; what was shown before."""
        seen = self.until(f"{prompt}[^\n]*: ")
        self.type(line)
        return seen

    def close(self) -> int:
        """Wait for the end; what the process said as its last word."""
        while self._more(time.monotonic() + WAIT):
            pass
        os.close(self._fd)
        return self.process.wait(WAIT)

    def _more(self, end: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(0.0, end - time.monotonic()))
        try:
            read = os.read(self._fd, 65536) if ready else b""
        except OSError:  # the other side is gone
            read = b""
        self.shown += read.decode("utf-8", "replace")
        return bool(read)
