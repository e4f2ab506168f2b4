"""Bringing a backup back: looked at whole before anything is touched, with what is there saved first."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import URL

from lms.base import audit
from lms.base.database import lock_for_writing
from lms.base.messages import Refusal, message
from lms.upkeep.formats.archive import manifest_of, unpack
from lms.upkeep.formats.manifest import Manifest, broken_backup, newer_backup
from lms.upkeep.rules.backing_up import FILES, back_up, growing
from lms.upkeep.rules.dumping import NAMES, check_dump
from lms.upkeep.rules.keeping import name_of
from lms.upkeep.rules.making_room import check_room
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.programs import run_program
from lms.upkeep.rules.revisions import MigrationFailed, Step, bring_up_to_date, is_known, steps_from
from lms.upkeep.rules.standing_still import Found, refuse_in_use, what_is_there

JOURNAL = ".jsonl"
"""Ends the names of files to which lines are only added: those there stay, those of a backup are added."""
_CLEAR = """
SET lock_timeout = '20s';
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', each.name);
  END LOOP;
  FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE %s CASCADE', each.name);
  END LOOP;
END $$;
"""
"""Takes away the product's tables and functions, not the schema, which may belong to somebody else."""


class DataThere(Refusal):
    """There are people in the database, and nobody said that they may be replaced."""


class OtherEngine(Refusal):
    """The backup is of the other kind of database."""


class NotBroughtUp(Refusal):
    """The backup is of an older version, and its database cannot be brought up to this one."""


class HalfRestored(Refusal):
    """What was begun could be neither finished nor taken back."""


@dataclass(frozen=True)
class Restored:
    """What was done."""

    manifest: Manifest
    steps: Sequence[Step]
    """The migrations that brought it up to this version."""
    saved: Path | None
    """Where that stands which was there before; None where there was nothing."""


def restore(premises: Premises, file: Path, now: datetime, *, over: bool) -> Restored:
    """Put the database and the files of a backup in the place of those that are there.

    Everything that can be wrong with the backup is found before, and migrations have run on a copy (on
    PostgreSQL: run afterwards; where one fails, what was there is put back). Files that the backup does not
    know stay; keys are not touched. Raises :class:`DataThere` unless ``over`` says that people may be
    replaced, :class:`OtherEngine`, :class:`NotBroughtUp`, :class:`InUse`, :class:`HalfRestored`, and what
    checking and backing up raise.
    """
    said = manifest_of(file)
    _refuse_unfit(premises, said)
    refuse_in_use(premises.url)
    there = what_is_there(premises.url)
    if there in (Found.PEOPLE, Found.DAMAGED) and not over:
        raise DataThere(
            message(
                "There is data in this database. To replace it by the backup, say --over: "
                "what is there is saved first."
            )
        )
    whole = sum(member.size for member in said.members.values())
    with growing(premises.backups, now, 2 * whole) as folder:
        manifest = _unpacked(premises, file, folder / "unpacked")
        steps = steps_from(premises.migrations, manifest.revision)
        dump = folder / "unpacked" / NAMES[manifest.engine]
        try:
            if manifest.engine == "sqlite":
                bring_up_to_date(URL.create("sqlite", database=str(dump)), premises.migrations)
                saved = _save(premises, there, now)
                _put_sqlite(premises, dump)
            else:
                saved = _save(premises, there, now)
                _put_postgresql(premises, dump, folder, saved)
        except MigrationFailed as error:
            raise _not_brought_up(manifest, error) from error
        _put_files(premises, folder / "unpacked" / FILES)
    return Restored(manifest, steps, saved)


def unfinished(premises: Premises) -> Path:
    """A file that is there from before a backup is put back until all is done that follows: whoever was
    erased since is erased again also where the command was killed in between."""
    return premises.instance / ".restoring"


def _unpacked(premises: Premises, file: Path, folder: Path) -> Manifest:
    """Unpack a backup into ``folder``, where it is looked at whole."""
    manifest = unpack(file, folder)
    _refuse_unfit(premises, manifest)
    dump = folder / NAMES[manifest.engine]
    if not dump.is_file() or not all(_is_fit(premises, name) for name in manifest.members):
        raise broken_backup()
    check_dump(manifest.engine, dump, manifest.tables)
    return manifest


def _not_brought_up(manifest: Manifest, error: MigrationFailed) -> NotBroughtUp:
    return NotBroughtUp(
        message(
            "This backup cannot be brought up to this version (%(reason)s). The database is as it was "
            "before. Restore it with the version that made it (%(version)s), and send this sentence to "
            "whoever looks after the product.",
            reason=error.reason,
            version=manifest.version,
        )
    )


def note_restored(restored: Restored, file: Path) -> None:
    """Note in the audit what was brought back: the last entry after those of the backup."""
    lock_for_writing("audit")
    facts = {
        "made_at": restored.manifest.made_at.isoformat(),
        "version": restored.manifest.version,
        "saved": restored.saved.name if restored.saved else None,
    }
    row = SimpleNamespace(__tablename__="backup", id=file.name[:64])
    audit.record("backup:restored", row, by=None, facts=facts)


def _refuse_unfit(premises: Premises, manifest: Manifest) -> None:
    if not is_known(premises.migrations, manifest.revision):
        raise newer_backup(manifest.version)
    if manifest.engine not in NAMES:
        raise broken_backup()
    if manifest.engine != premises.engine:
        raise OtherEngine(
            message(
                "This backup is of a %(kind)s database, and DATABASE_URL names the other kind. Restore it "
                "with DATABASE_URL of its own kind, then take it over with python3 run.py database move.",
                kind="SQLite" if manifest.engine == "sqlite" else "PostgreSQL",
            )
        )


def _is_fit(premises: Premises, name: str) -> bool:
    """Whether a member is one that a backup takes."""
    return name == NAMES[premises.engine] or (
        name.startswith(FILES) and premises.is_content(premises.instance / name.removeprefix(FILES))
    )


def _save(premises: Premises, there: Found, now: datetime) -> Path | None:
    """Save what is there, or put it aside where it is damaged, and note that something is under way."""
    premises.instance.mkdir(parents=True, exist_ok=True)
    unfinished(premises).touch()
    if there is Found.PEOPLE:
        return back_up(premises, now, "before-restore").path
    if there is not Found.DAMAGED:
        return None
    aside = premises.backups / name_of(now, "damaged").replace(".tar.gz", ".sqlite")
    for ending in ("", "-wal", "-shm"):
        beside = Path(f"{premises.database_file}{ending}")
        if beside.exists():
            shutil.move(beside, f"{aside}{ending}")
    return aside


def _put_sqlite(premises: Premises, dump: Path) -> None:
    """Copy the dump page by page into the file of the database, in one transaction: whoever opens that
    meanwhile waits, and sees the old one or the new one."""
    place = premises.database_file.parent
    place.mkdir(parents=True, exist_ok=True)
    refuse_in_use(premises.url)
    check_room(place, dump.stat().st_size)  # what it writes over is kept beside it until all is written
    with closing(sqlite3.connect(dump)) as source:
        source.execute("PRAGMA journal_mode=DELETE").fetchone()
        with closing(sqlite3.connect(premises.database_file, timeout=10)) as target:
            source.backup(target)


def _put_postgresql(premises: Premises, dump: Path, folder: Path, saved: Path | None) -> None:
    """Put the dump in the place of the database and bring it up to date; where that fails put back what was
    there, from the backup that was made of it, or nothing where nobody was in it."""
    _fill(premises, dump, folder)
    try:
        bring_up_to_date(premises.url, premises.migrations)
    except MigrationFailed as failure:
        try:
            former = folder / "former" / NAMES["postgresql"]
            if saved is not None:
                unpack(saved, former.parent)
            _fill(premises, former if saved is not None else None, folder)
        except (Refusal, OSError) as error:
            raise _half_restored(failure, error, saved) from error
        raise


def _fill(premises: Premises, dump: Path | None, folder: Path) -> None:
    """Clear the database and, in the same transaction, fill it from the dump."""
    clear, fill = folder / "clear.sql", folder / "fill.sql"
    clear.write_text(_CLEAR, "utf-8")
    fill.write_text("", "utf-8")
    if dump is not None:
        run_program("pg_restore", None, "--no-owner", "--no-privileges", f"--file={fill}", str(dump))
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run_program("psql", premises.url, *words, f"--file={clear}", f"--file={fill}")


def _half_restored(failure: MigrationFailed, error: Exception, saved: Path | None) -> HalfRestored:
    return HalfRestored(
        message(
            "The backup cannot be brought up to this version (%(reason)s), and what was there before could "
            "not be put back (%(problem)s). It stands whole in %(file)s: restore that file with --over "
            "before the product is started.",
            reason=failure.reason,
            problem=str(error),
            file=saved or "–",
        )
    )


def _put_files(premises: Premises, folder: Path) -> None:
    try:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            to = premises.instance / path.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == JOURNAL and to.exists():
                _add_lines(path, to)
            else:
                os.replace(shutil.copyfile(path, to.with_name(f".{to.name}.new")), to)
    except OSError as error:
        raise HalfRestored(
            message(
                "The database is restored, but not every file of %(folder)s (%(reason)s). Make room or set "
                "its rights, then restore the same file again with --over.",
                folder=premises.instance,
                reason=error.strerror or error,
            )
        ) from error


def _add_lines(path: Path, to: Path) -> None:
    """Add the lines that ``to`` lacks."""
    there = to.read_text("utf-8").splitlines()
    lacking = [line for line in path.read_text("utf-8").splitlines() if line not in {*there}]
    if lacking:
        new = to.with_name(f".{to.name}.new")
        new.write_text("".join(f"{line}\n" for line in (*there, *lacking)), "utf-8")
        new.replace(to)
