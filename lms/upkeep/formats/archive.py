"""One file for everything: a compressed tar with the manifest first, each member checked by its digest.

What is read is believed only as far as the manifest says: no other member, no other size, no other content.
"""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lms.upkeep.formats.manifest import (
    LARGEST,
    NAME,
    Manifest,
    Member,
    broken_backup,
    not_a_backup,
    read_manifest,
)

PIECE = 1024 * 1024  # bytes read at a time
SPEED = 3  # of compression: twice as fast as the usual 9 grades, a tenth larger
FOR_OWNER = 0o600


def describe(path: Path) -> Member:
    """The size and the digest of a file."""
    with path.open("rb") as file:
        return Member(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def write_archive(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write the manifest and its ``files`` (by name of the member) into ``path``, readable by the owner only;
    on disk, not only in memory, when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FOR_OWNER)
    with os.fdopen(handle, "wb") as file:
        with (
            gzip.GzipFile("", "wb", SPEED, file, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            content = manifest.to_json()
            _add(tar, NAME, len(content), io.BytesIO(content))
            for name, source in files.items():
                with source.open("rb") as opened:
                    _add(tar, name, manifest.members[name].size, opened)
        file.flush()
        os.fsync(file.fileno())


def _add(tar: tarfile.TarFile, name: str, size: int, content: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, FOR_OWNER
    tar.addfile(info, content)


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself, without looking at the rest.

    Raises :class:`NotABackup`, :class:`BrokenBackup` or :class:`NewerBackup`.
    """
    with _opened(path) as (manifest, _members):
        return manifest


def unpack(path: Path, folder: Path | None) -> Manifest:
    """Check every member against the manifest; with a ``folder``, an empty one, write them there.

    Raises what :func:`manifest_of` raises, and :class:`BrokenBackup` for a member that is missing, cut off,
    changed, or not named in the manifest.
    """
    with _opened(path) as (manifest, members):
        missing = dict(manifest.members)
        for info, content in members:
            expected = missing.pop(info.name, None)
            if expected is None or info.size != expected.size:
                raise broken_backup()
            if _take(content, folder / info.name if folder else None) != expected.sha256:
                raise broken_backup()
        if missing:
            raise broken_backup()
    return manifest


def _take(content: IO[bytes], to: Path | None) -> str:
    """Read what is left, write it where it belongs, and return its digest."""
    digest = hashlib.sha256()
    if to is not None:
        to.parent.mkdir(parents=True, exist_ok=True)
    with open(to or os.devnull, "wb") as out:
        while piece := content.read(PIECE):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


Members = Iterator[tuple[tarfile.TarInfo, IO[bytes]]]


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Manifest, Members]]:
    """The manifest of a backup and what follows it; whatever is wrong with the file is a refusal."""
    with path.open("rb") as file, gzip.GzipFile(fileobj=file) as packed:
        try:
            tar = tarfile.open(fileobj=packed, mode="r|")  # noqa: SIM115 — closed below
        except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
            raise not_a_backup() from error
        with tar:
            try:
                yield _first(tar), _rest(tar, packed)
            except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise broken_backup() from error


def _first(tar: tarfile.TarFile) -> Manifest:
    info = tar.next()
    if info is None or info.name != NAME or not info.isreg() or info.size > LARGEST:
        raise not_a_backup()
    content = tar.extractfile(info)
    if content is None:
        raise not_a_backup()
    return read_manifest(content.read())


def _rest(tar: tarfile.TarFile, packed: gzip.GzipFile) -> Members:
    while (info := tar.next()) is not None:
        content = tar.extractfile(info) if info.isreg() else None
        if content is None:
            raise broken_backup()
        yield info, content
    while packed.read(PIECE):  # to the checksum at the end, which says whether anything was cut off
        pass
