"""Taking up the shipped courses that changed, whatever else is wrong with others."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from courses.library import LIBRARY, folders
from courses.queries.own_courses import is_made_here
from courses.rules.compiling import recompile
from courses.rules.localising import localised
from courses.rules.placing import placed
from courses.rules.printing import print_missing_booklets
from courses.rules.publishing import publish
from courses.rules.step_kinds import Kinds
from courses.source.course import CourseSource
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message


class Loaded(NamedTuple):
    """What came of it."""

    published: list[str]
    """New editions, e.g. ``bao-ve-tre-em 2``."""
    refused: list[Message]
    """Why a course could not be published: its earlier editions stay as they are."""


def source_of(folder: Path) -> CourseSource:
    """A shipped course as it is taught here."""
    return placed(localised(folder))


def take_up(kinds: Kinds, now: datetime, library: Path = LIBRARY) -> Loaded:
    """Publish every shipped course whose content changed, and bring all bundles up to date.

    A course that cannot be published is passed over with its reason, so that a lesson that time has
    overtaken keeps nobody from the rest.
    """
    lock_for_writing("bundles")
    loaded = Loaded([], [])
    for folder in folders(library):
        if is_made_here(folder.name):
            loaded.refused.append(_taken(folder.name))
            continue
        try:
            source = source_of(folder)
            with db.session.begin_nested():
                edition = publish(source, kinds, now)
        except Refusal as refusal:
            loaded.refused.append(refusal.message)
            continue
        if edition:
            loaded.published.append(f"{source.slug} {edition.number}")
    recompile(kinds)
    print_missing_booklets()
    return loaded


def _taken(slug: str) -> Message:
    return message(
        "The shipped course %(slug)s is not taken up: a course made here has the same address.", slug=slug
    )
