"""Bringing the shipped checklists into the database."""

from collections.abc import Sequence

from courses.practice.library import shipped_checklists
from courses.practice.rules.releasing import NotReady, take_up
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message


def load_shipped() -> Sequence[Message]:
    """Take up every shipped checklist that changed, as a new version; says which cannot be."""
    refused = take_up_what_can_be()
    db.session.commit()
    return refused


def take_up_what_can_be() -> list[Message]:
    """The same inside a transaction of somebody else."""
    refused = []
    for files in shipped_checklists():
        try:
            take_up(files.code, files.vi, files.en, clock.now())
        except NotReady as refusal:
            refused.append(refusal.message)
    return refused
