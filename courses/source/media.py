"""The files of a course's ``media`` folder, each read as what its name says it is."""

from collections.abc import Mapping

from courses.source.attachments import SUFFIXES, Attachment, read_attachment
from courses.source.pictures import Picture, read_picture
from courses.source.sounds import SUFFIX, labels_name, read_sound

__all__ = ["Attachment", "read_media"]


def read_media(files: Mapping[str, bytes]) -> dict[str, Picture]:
    """Pictures, recordings and files to be taken along by their names, with what is wrong with them."""
    labels = {labels_name(name) for name in files if name.endswith(SUFFIX)}
    return {name: _read(name, files) for name in sorted(files) if name not in labels}


def _read(name: str, files: Mapping[str, bytes]) -> Picture:
    if name.endswith(SUFFIX):
        labels = files.get(labels_name(name))
        return read_sound(name, files[name], None if labels is None else labels.decode("utf-8", "replace"))
    if name.endswith(SUFFIXES):
        return read_attachment(name, files[name])
    return read_picture(name, files[name])
