"""The pictures and sounds of an exercise: which files its scenes name, whether they are there, and where."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lms.base.messages import Message, message
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise, Media, Scene

SOUND = ".opus"


class Placed(NamedTuple):
    """Where a file is served once it is published."""

    address: str
    size: int
    """What it costs to load, in bytes on the wire."""


def media_in(exercise: Exercise) -> list[Media]:
    """Every picture and sound that scenes name, in the order of the text."""
    return [media for scene in exercise.scenes for media in scene.media]


def has_media(exercise: Exercise) -> bool:
    """Whether some scene shows a picture or lets hear a sound."""
    return any(scene.media for scene in exercise.scenes)


def with_places(exercise: Exercise, places: Mapping[str, Placed]) -> Exercise:
    """The exercise with the addresses of those of its files that are there, by name."""
    return replace(exercise, scenes=tuple(_scene(scene, places) for scene in exercise.scenes))


def without_sizes(exercise: Exercise) -> Exercise:
    """The exercise as it is named by its content: what its files cost to load is no part of that."""
    places = {name: place._replace(size=0) for name, place in places_in(exercise).items()}
    return with_places(exercise, places)


def places_in(exercise: Exercise) -> dict[str, Placed]:
    """By name, where the files of a published exercise are."""
    return {media.file: Placed(media.address, media.size) for media in media_in(exercise) if media.address}


def named_by_content(scene: Scene) -> Scene:
    """The scene with its published files under names that stand for their content: where it is taken over
    into another exercise, none of them is called like one that stands there."""
    return replace(scene, media=tuple(map(_named_by_content, scene.media)))


def _named_by_content(media: Media) -> Media:
    digest = media.address.removeprefix("/media/")[:8]
    stem, dot, suffix = media.file.rpartition(".")
    if not digest or stem.endswith(digest):
        return media
    return replace(media, file=f"{stem}-{digest}{dot}{suffix}")


def of_media(exercise: Exercise, names: Collection[str]) -> list[Finding]:
    """What is wrong with the files that scenes name, where these ``names`` are there."""
    return [
        Finding(media.line, scene.name, sentence)
        for scene in exercise.scenes
        for media in scene.media
        for sentence in _wrong(media, names)
    ]


def _scene(scene: Scene, places: Mapping[str, Placed]) -> Scene:
    found = tuple(
        replace(media, **places[media.file]._asdict()) if media.file in places else media
        for media in scene.media
    )
    return replace(scene, media=found) if found else scene


def _wrong(media: Media, names: Collection[str]) -> Iterator[Message]:
    if media.file not in names:
        yield message(
            "The file “%(file)s” is not there. Add it under “Pictures and sounds”, or take this line away.",
            file=media.file,
        )
    elif media.kind == "image" and media.file.endswith(SOUND):
        yield message("“%(file)s” is a sound: write “[audio: …]”.", file=media.file)
    elif media.kind == "audio" and not media.file.endswith(SOUND):
        yield message("“%(file)s” is a picture: write “[image: …]”.", file=media.file)
