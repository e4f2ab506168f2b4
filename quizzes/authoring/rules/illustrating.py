"""Pictures and sounds of an exercise that is being written: hers until it is published, with those that are
published already."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from courses.authoring.rules.taking_media import DRAWING, PHOTOS, SOUNDS, BadMedia, Taken, make_ready
from courses.queries import kept_pictures
from courses.source.media import read_media
from courses.source.pictures import Picture
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from quizzes.authoring.models import ManuscriptMedia
from quizzes.authoring.queries import media_of, media_with_bodies
from quizzes.authoring.rules.fitting import fitting_media
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Media, Scene
from quizzes.exercise.illustrating import SOUND, Placed, media_in, places_in
from quizzes.exercise.keywords import LANGUAGES
from quizzes.exercise.writing import media_line
from quizzes.library import place_of
from quizzes.models import ExerciseVersion
from quizzes.queries.exercises import newest_version

MOST_FILES = 60


class TooManyFiles(Refusal):
    """An exercise cannot show so much."""


class NoSuchFile(Refusal):
    """The picture, the sound or the scene is not there any more."""


class Shown(NamedTuple):
    """A picture or sound that the scenes of an exercise may name."""

    name: str
    place: Placed
    own: ManuscriptMedia | None
    """None where it is published already."""

    @property
    def is_sound(self) -> bool:
        """Whether it is heard rather than seen."""
        return self.name.endswith(SOUND)


def shown_by(person_id: int, code: str) -> dict[str, Shown]:
    """What her text may show, by name: what is published, and over it what she has added."""
    published = published_places(newest_version(code))
    found = {name: Shown(name, place, None) for name, place in published.items()}
    found |= {each.name: Shown(each.name, _place(each), each) for each in media_of(person_id, code)}
    return dict(sorted(found.items()))


def places_of(person_id: int, code: str) -> dict[str, Placed]:
    """Where each of them is, or will be."""
    return {name: each.place for name, each in shown_by(person_id, code).items()}


def published_places(version: ExerciseVersion | None) -> dict[str, Placed]:
    """Where the pictures and sounds of a version are, in all its languages."""
    if version is None:
        return {}
    languages = [text.language for text in version.texts]
    return {
        name: place
        for language in languages
        for name, place in places_in(version.exercise_in(language)).items()
    }


def make_media_ready(filename: str, data: bytes) -> Taken:
    """What a file becomes before it is kept: made small, and judged. It takes a while, so nothing is locked.

    Refuses what is no picture and no recording (:class:`BadMedia`), or harmful, or too heavy.
    """
    if not filename.lower().endswith((*PHOTOS, DRAWING, SOUND, *SOUNDS)):
        raise BadMedia(
            message(
                "An exercise shows photos (JPEG, PNG, WebP) and drawings (SVG), and plays recordings (Opus)."
            )
        )
    return make_ready(filename, data)


def add_media(person_id: int, code: str, taken: Taken, now: datetime) -> ManuscriptMedia:
    """Keep a picture or sound beside her text; one of the same name is replaced."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    known = {each.name: each for each in media_of(person_id, code)}
    media = taken.media
    kept = known.get(media.name)
    if kept is None:
        if len(known) >= MOST_FILES:
            raise TooManyFiles(
                message("An exercise has at most %(most)d pictures and sounds.", most=MOST_FILES)
            )
        kept = ManuscriptMedia(person_id=person_id, code=code, name=media.name)
        db.session.add(kept)
    kept.address, kept.size = place_of(media)
    kept.body, kept.sent_size, kept.saved_at = media.body, taken.sent_bytes, now
    db.session.flush()
    return kept


def remove_media(person_id: int, code: str, name: str) -> None:
    """Throw a picture or sound away that she has added; one that is published stays."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    kept = next((each for each in media_of(person_id, code) if each.name == name), None)
    if kept is None:
        raise NoSuchFile(message("The file is not there any more. Look at the page again."))
    db.session.delete(kept)
    db.session.flush()


def drop_media(person_id: int, code: str) -> None:
    """Throw away all that she has added."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    _delete(media_of(person_id, code))


def drop_published(person_id: int, code: str) -> None:
    """Let go of what is published now, and so kept for ever; what no scene shows stays beside her text."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    published = published_places(newest_version(code))
    _delete([each for each in media_of(person_id, code) if published.get(each.name) == _place(each)])


def take_over_media(person_id: int, other_id: int, code: str, text: str) -> None:
    """Copy what this text of hers shows and somebody else has added, where she has no file of that name."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    missing = {media.file for media in media_in(read_exercise(text)[0])} - set(shown_by(person_id, code))
    for theirs in media_with_bodies(other_id, code, missing):
        same = {key: getattr(theirs, key) for key in ("code", "name", "address", "size", "sent_size", "body")}
        db.session.add(ManuscriptMedia(person_id=person_id, saved_at=theirs.saved_at, **same))
    db.session.flush()


def bring_along(person_id: int, code: str, scenes: Collection[Scene], now: datetime) -> None:
    """Keep beside her text what these scenes of published exercises show."""
    lock_for_writing(f"manuscript:{person_id}:{code}")
    known = shown_by(person_id, code)
    wanted = {media.file: media for scene in scenes for media in scene.media if media.file not in known}
    digests = {name: _digest(media.address) for name, media in wanted.items() if media.address}
    kept = kept_pictures(set(digests.values()))
    for name, digest in digests.items():
        media, body = wanted[name], kept[digest].body
        row = ManuscriptMedia(person_id=person_id, code=code, name=name, address=media.address)
        row.size, row.sent_size, row.body, row.saved_at = media.size, len(body), body, now
        db.session.add(row)
    db.session.flush()


def bodies_of(person_id: int, code: str, names: Collection[str]) -> dict[str, Picture]:
    """Of what she has added and these ``names`` call for, the content, read again."""
    return read_media({each.name: each.body for each in media_with_bodies(person_id, code, names)})


def with_media(text: str, scene: int, name: str, words: str, language: str) -> str:
    """The text with a picture or sound at the beginning of a scene; :class:`NoSuchFile` without it."""
    scenes = read_exercise(text)[0].scenes
    if not 0 <= scene < len(scenes):
        raise NoSuchFile(message("The scene is not there any more. Look at the page again."))
    kind = "audio" if name.endswith(SOUND) else "image"
    lines = text.split("\n")
    media = fitting_media(Media(kind, name, words))
    lines.insert(scenes[scene].line, media_line(media, LANGUAGES.index(language)))
    return "\n".join(lines)


def _digest(address: str) -> str:
    return address.removeprefix("/media/").partition(".")[0]


def _place(kept: ManuscriptMedia) -> Placed:
    return Placed(kept.address, kept.size)


def _delete(rows: list[ManuscriptMedia]) -> None:
    for each in rows:
        db.session.delete(each)
    db.session.flush()
