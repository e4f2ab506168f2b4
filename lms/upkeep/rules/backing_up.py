"""Making a backup: the database and the data folder in one file, opened again before it counts."""

import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from lms.base.messages import Refusal, message
from lms.upkeep.formats.archive import FOR_OWNER, describe, manifest_of, unpack, write_archive
from lms.upkeep.formats.manifest import BrokenBackup, Manifest, NotABackup, broken_backup
from lms.upkeep.rules.dumping import NAMES, check_dump, dump, size_of
from lms.upkeep.rules.failing import forget_failure
from lms.upkeep.rules.keeping import backups_in, drop, name_of, note_bad, to_drop, write_digest
from lms.upkeep.rules.making_room import check_room, room_or_refusal
from lms.upkeep.rules.premises import Premises

FILES = "files/"
"""Before the names of files of the data folder, within a backup."""
GROWING = ".growing-"
"""Before the names of folders in which something is being made."""
HOPELESS = timedelta(days=1)  # by then whoever made something there has been killed


class KeysThere(Refusal):
    """The file into which keys should be saved is there already."""


@dataclass(frozen=True)
class Made:
    """A backup that stands."""

    path: Path
    manifest: Manifest
    sha256: str
    size: int
    """In bytes."""


def back_up(premises: Premises, now: datetime, reason: str = "") -> Made:
    """Make a backup in the folder of backups, open it, and drop those that need no longer be kept.

    ``reason`` names what it was made before, e.g. ``before-upgrade``. What is left behind when it fails is
    nothing. Raises :class:`NoRoom`, :class:`NoDatabase`, :class:`NoProgram` or what the driver raises.
    """
    content = [*premises.contents()]
    whole = size_of(premises.url) + sum(path.stat().st_size for path in content)
    with growing(premises.backups, now, 2 * whole) as folder:
        database = folder / NAMES[premises.engine]
        dumped = dump(premises.url, database)
        files = {database.name: database} | {
            FILES + path.relative_to(premises.instance).as_posix(): path for path in content
        }
        files = _copied(files, folder / "files")
        manifest = Manifest(
            version=premises.version,
            revision=dumped.revision,
            engine=premises.engine,
            made_at=now,
            tables=dumped.tables,
            members={name: describe(path) for name, path in files.items()},
        )
        packed = folder / "backup.tar.gz"
        write_archive(packed, manifest, files)
        database.unlink()
        shutil.rmtree(folder / "files", ignore_errors=True)
        check(packed)
        made = describe(packed)
        path = _put(packed, made.sha256, premises.backups, now, reason)
    forget_failure(premises.backups)
    if not reason:  # before something dangerous nothing is thrown away: it may be what is asked for next
        drop(to_drop(backups_in(premises.backups)))
    return Made(path, manifest, made.sha256, made.size)


def check(path: Path, room: Path | None = None) -> Manifest:
    """Open a backup as if to restore it: every member, every page of its database, every table.

    It is unpacked for that in the folder ``room``, or where it lies.

    Raises :class:`NotABackup`, :class:`BrokenBackup`, :class:`NewerBackup`, :class:`NoRoom`.
    """
    room = room or path.parent
    needed = sum(member.size for member in manifest_of(path).members.values())
    check_room(room, needed)
    with room_or_refusal(room, needed), tempfile.TemporaryDirectory(prefix=GROWING, dir=room) as name:
        manifest = unpack(path, Path(name))
        member = NAMES.get(manifest.engine)
        if member is None or member not in manifest.members:
            raise broken_backup()
        check_dump(manifest.engine, Path(name) / member, manifest.tables)
    return manifest


def check_again(premises: Premises, path: Path) -> Manifest:
    """The same for a file that somebody names: of one in the folder of backups it is noted what was found."""
    premises.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_ours = path.absolute().parent == premises.backups
    try:
        manifest = check(path, premises.backups)
    except (NotABackup, BrokenBackup):
        if is_ours:
            note_bad(path)
        raise
    if is_ours:
        write_digest(premises.backups, path.name, describe(path).sha256)
    return manifest


def save_keys(premises: Premises, to: Path) -> list[str]:
    """Write the keys of the data folder into a file of their own; returns their names.

    Raises :class:`KeysThere` for a file that is there already: keys of before are not written over.
    """
    if to.exists():
        raise KeysThere(
            message("%(file)s is there already, and keys are never written over: name another file.", file=to)
        )
    names = {path.relative_to(premises.instance).as_posix(): path for path in premises.key_files()}
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FOR_OWNER)
    with os.fdopen(handle, "wb") as file, room_or_refusal(to.parent):
        with tarfile.open(fileobj=file, mode="w") as tar:
            for name, path in names.items():
                info, content = tarfile.TarInfo(name), path.read_bytes()
                info.size, info.mode = len(content), FOR_OWNER
                tar.addfile(info, io.BytesIO(content))
        file.flush()
        os.fsync(file.fileno())
    return [*names]


@contextmanager
def growing(backups: Path, now: datetime, needed: int) -> Iterator[Path]:
    """A folder beside the backups in which something of ``needed`` bytes is made, and which is gone
    afterwards; what runs that were killed left there goes first. A disk that is full is a refusal, and a live
    one is not filled to see that it is full. Raises :class:`NoRoom` and :class:`NoPlace`."""
    with room_or_refusal(backups, needed):
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in backups.glob(f"{GROWING}*"):
            with suppress(OSError):
                if left.stat().st_mtime < (now - HOPELESS).timestamp():
                    shutil.rmtree(left)
        check_room(backups, needed)
        folder = Path(tempfile.mkdtemp(prefix=GROWING, dir=backups))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _copied(files: dict[str, Path], folder: Path) -> dict[str, Path]:
    """The files of the data folder as they are at this moment, copied aside: they may grow meanwhile."""
    copies = {}
    for name, path in files.items():
        if not name.startswith(FILES):
            copies[name] = path
            continue
        copy = folder / name.removeprefix(FILES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # it was taken away meanwhile
            copies[name] = Path(shutil.copyfile(path, copy))
    return copies


def _put(packed: Path, sha256: str, backups: Path, now: datetime, reason: str) -> Path:
    """Give the finished file its name, one that nobody has, then what says that it is good, and see that the
    disk knows both. Whatever needs room was written before."""
    while (path := backups / name_of(now, reason)).exists():
        now += timedelta(seconds=1)
    noted = write_digest(packed.parent, path.name, sha256)
    packed.replace(path)
    noted.replace(backups / noted.name)
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(backups, os.O_DIRECTORY)
        os.fsync(handle)
        os.close(handle)
    return path
