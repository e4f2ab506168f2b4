"""Taking up the shipped courses that changed, whatever else is wrong with others."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from courses.library import LIBRARY, folders
from courses.queries.own_courses import is_made_here
from courses.rules.compiling import recompile
from courses.rules.holding import as_looked_at
from courses.rules.localising import localised
from courses.rules.placing import placed
from courses.rules.printing import print_missing_booklets
from courses.rules.publishing import publish
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message


class Loaded(NamedTuple):
    """What came of it."""

    published: list[str]
    """New editions, e.g. ``bao-ve-tre-em 2``."""
    refused: list[Message]
    """Why a course could not be published: its earlier editions stay as they are."""
    held: list[Message]
    """Which courses go without what was made here, since nobody has looked at that."""


def source_of(folder: Path) -> CourseSource:
    """A shipped course as it is taught here."""
    return placed(localised(folder))


def take_up(kinds: Kinds, now: datetime, library: Path = LIBRARY) -> Loaded:
    """Publish every shipped course whose content changed, and bring all bundles up to date.

    What is shipped needs no second look. What was made here since the latest edition of a course does, where
    the course needs one: an exercise stays in the version that the edition pinned, and a step that was added
    here stays out, until somebody has proposed and somebody else approved it.

    A course that cannot be published is passed over with its reason, so that a lesson that time has
    overtaken keeps nobody from the rest.
    """
    lock_for_writing("bundles")
    loaded = Loaded([], [], [])
    for folder in folders(library):
        if is_made_here(folder.name):
            loaded.refused.append(_taken(folder.name))
            continue
        try:
            looked = as_looked_at(source_of(folder), kinds, day_of(now))
            with db.session.begin_nested():
                edition = publish(looked.source, kinds, now, kept=looked.kept)
        except Refusal as refusal:
            loaded.refused.append(refusal.message)
            continue
        if edition:
            loaded.published.append(f"{folder.name} {edition.number}")
        if looked.holds_back:
            loaded.held.append(_held(looked.source))
    recompile(kinds)
    print_missing_booklets()
    return loaded


def _held(source: CourseSource) -> Message:
    return message(
        "The course “%(course)s” goes on without what was made here and nobody has looked at. Whoever writes"
        " lessons can propose it, under “Editions”.",
        course=source.names["vi"],
    )


def _taken(slug: str) -> Message:
    return message(
        "The shipped course %(slug)s is not taken up: a course made here has the same address.", slug=slug
    )
