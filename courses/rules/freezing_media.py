"""Keeping pictures and recordings of what is published: by their content, once, and for ever."""

from collections.abc import Iterable

from courses.models import Media
from courses.source.pictures import Picture
from lms.base.database import db, lock_for_writing


def freeze_media(pictures: Iterable[Picture]) -> None:
    """Keep pictures, recordings and files that are shown from now on; what is kept already stays as it is."""
    lock_for_writing()  # whoever publishes holds the lock of what is published
    for picture in pictures:
        if db.session.get(Media, picture.sha256) is None:
            size = len(picture.body)
            db.session.add(Media(sha256=picture.sha256, kind=picture.kind, body=picture.body, size=size))
            db.session.flush()
