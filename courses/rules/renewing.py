"""Publishing a shipped course again, at once, when something that it asks has changed here."""

from datetime import datetime
from pathlib import Path

from courses.library import folders
from courses.models import Edition
from courses.rules.placing import NoSuchPlace
from courses.rules.publishing import publish
from courses.rules.shipping import source_of
from courses.rules.step_kinds import Kinds
from lms.base.messages import message


def republish(slug: str, kinds: Kinds, *, by: int, now: datetime) -> Edition | None:
    """Publish a shipped course as it is taught here; None when it says what its latest edition says.

    Who has begun an edition finishes that one. Refuses what publishing refuses.
    """
    return publish(source_of(_folder(slug)), kinds, now, by=by)


def _folder(slug: str) -> Path:
    for folder in folders():
        if folder.name == slug:
            return folder
    raise NoSuchPlace(
        message("The course %(slug)s is not among those that came with the product.", slug=slug)
    )
