"""Examining the installation: what is well, what to look at, and what to do about it."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from lms.base.clock import VIETNAM
from lms.base.health import Finding, Health
from lms.base.messages import message
from lms.base.scheduling import Job, JobRun, is_late, slot_of
from lms.home.queries import (
    database_bytes,
    database_kind,
    failures_since,
    last_runs,
    missing_migrations,
    unsealed,
)

_RESTART = message("Jobs begin within a minute and run by themselves while run.py serves the product.")
_REPORT = message("If it keeps coming, send this sentence to whoever looks after the product.")
GIGABYTE = 1_000_000_000
WATCH_BELOW, BAD_BELOW = 5 * GIGABYTE, GIGABYTE  # of free disk: uploads, papers and a backup need room
REMEMBERED = timedelta(days=7)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Installation:
    """What is known of where the product runs."""

    instance: Path
    migrations: Path
    version: str
    is_production: bool


def examine(installation: Installation, jobs: Iterable[Job], now: datetime) -> list[Finding]:
    """Every line of the installation itself; the parts add their own."""
    return [
        _version(installation),
        _database(),
        _migrations(installation.migrations),
        _disk(installation.instance),
        _failures(now),
        _seals(now),
        *_jobs(jobs, now),
    ]


def _version(installation: Installation) -> Finding:
    about = message("Version")
    if installation.is_production:
        return Finding(about, Health.GOOD, message("%(version)s, in real use.", version=installation.version))
    sentence = message(
        "%(version)s, as a demonstration: the people are fictional.", version=installation.version
    )
    return Finding(about, Health.GOOD, sentence)


def _database() -> Finding:
    size = _rounded(database_bytes(), 1_000_000)
    sentence = message("%(kind)s, %(size)s MB.", kind=database_kind(), size=size)
    return Finding(message("Database"), Health.GOOD, sentence)


def _migrations(folder: Path) -> Finding:
    about, missing = message("Structure of the database"), missing_migrations(folder)
    if not missing:
        return Finding(about, Health.GOOD, message("Up to date."))
    return Finding(
        about,
        Health.BAD,
        message("It lacks changes up to %(revision)s.", revision=missing[-1]),
        message("Make a backup, then start the product anew: it brings its database up to date."),
    )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    sentence = message("%(size)s GB are free.", size=_rounded(free, GIGABYTE))
    if free >= WATCH_BELOW:
        return Finding(message("Disk"), Health.GOOD, sentence)
    advice = message("Make room: old backups and other programs' files first.")
    return Finding(message("Disk"), Health.BAD if free < BAD_BELOW else Health.WATCH, sentence, advice)


def _failures(now: datetime) -> Finding:
    about, failed = message("Failures of the last 7 days"), failures_since(now - REMEMBERED)
    if not failed:
        return Finding(about, Health.GOOD, message("None."))
    return Finding(
        about,
        Health.WATCH,
        message(
            "%(number)s; the last one at %(moment)s, job %(job)s: %(problem)s",
            number=len(failed),
            moment=_written(failed[0].started_at),
            job=failed[0].job,
            problem=failed[0].problem,
        ),
        _REPORT,
    )


def _seals(now: datetime) -> Finding:
    about, waiting = message("Seals of the audit"), unsealed()
    if not waiting.number:
        return Finding(about, Health.GOOD, message("Every entry is sealed."))
    late = waiting.oldest is not None and waiting.oldest < now - A_DAY
    sentence = message("%(number)s entries wait for their seal.", number=waiting.number)
    if not late:
        return Finding(about, Health.GOOD, sentence)
    return Finding(about, Health.WATCH, sentence, message("They are sealed hourly while the product runs."))


def _jobs(jobs: Iterable[Job], now: datetime) -> Iterator[Finding]:
    runs = last_runs()
    if not runs:
        yield Finding(message("Jobs"), Health.WATCH, message("None of them has run yet."), _RESTART)
        return
    every = [_job(job, runs.get(job.name), now) for job in sorted(jobs, key=lambda each: each.name)]
    wrong = [each for each in every if each.health is not Health.GOOD]
    yield from wrong
    if well := len(every) - len(wrong):
        yield Finding(message("Jobs"), Health.GOOD, message("%(number)s run when they should.", number=well))


def _job(job: Job, run: JobRun | None, now: datetime) -> Finding:
    about = message("Job %(name)s", name=job.name)
    times = {"next": _written(slot_of(job, now) + job.every)}
    if run is None:
        return Finding(about, Health.WATCH, message("It has never run; due at %(next)s.", **times), _RESTART)
    times["last"] = _written(run.started_at)
    if run.problem:
        sentence = message(
            "It failed at %(last)s: %(problem)s Next try at %(next)s.", problem=run.problem, **times
        )
        return Finding(about, Health.BAD, sentence, _REPORT)
    late = is_late(job, run, now)
    sentence = message("Ran at %(last)s, next at %(next)s.", **times)
    return Finding(about, Health.WATCH if late else Health.GOOD, sentence, _RESTART if late else None)


def _written(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def _rounded(number: int, unit: int) -> str:
    """In units, one more where there is a rest."""
    return str(-(-number // unit))
