"""A process of its own that runs jobs: told a database, a file to write to, and what to do, line by line.

It says ``ready`` when it stands, then ``done`` after each line it was told:

* ``at <moment>``: run the hourly job as if it were that moment; a run writes a line into the file;
* ``hang``: begin the hourly job now and never end it; says ``begun`` from within.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import time_machine

from lms.base.scheduling import Job, run_due
from tests.conftest import make_app

HOUR = timedelta(hours=1)


def main(url: str, written: Path) -> None:
    """Do what standard input says, until it ends."""
    app = make_app(url, written.parent)
    hourly = Job("hourly", HOUR, lambda: note(written))
    hanging = Job("hourly", HOUR, hang)
    with app.app_context():
        say("ready")
        for line in sys.stdin:
            order, _, moment = line.strip().partition(" ")
            if order == "hang":
                run_due([hanging])
            else:
                with time_machine.travel(datetime.fromisoformat(moment), tick=False):
                    run_due([hourly])
            say("done")


def note(written: Path) -> None:
    """Write down that it ran here; a line of this length is written whole."""
    with written.open("a") as file:
        file.write(f"{os.getpid()}\n")


def hang() -> None:
    """Say that it began, and wait for an end that never comes."""
    say("begun")
    sys.stdin.read()


def say(word: str) -> None:
    """Tell whoever started it."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
