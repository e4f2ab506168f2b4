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
from lms.upkeep.rules.backing_up import FILES, back_up, check_room, growing
from lms.upkeep.rules.dumping import NAMES, check_dump
from lms.upkeep.rules.keeping import name_of
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.programs import run_program
from lms.upkeep.rules.revisions import Step, bring_up_to_date, is_known, steps_from
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
    PostgreSQL: run afterwards, in a transaction). Files that the backup does not know stay; keys are not
    touched. Raises :class:`DataThere` unless ``over`` says that people may be replaced, :class:`OtherEngine`,
    :class:`InUse`, and what checking and backing up raise.
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
    with growing(premises.backups, now) as folder:
        check_room(folder, 2 * sum(member.size for member in said.members.values()))
        manifest = unpack(file, folder / "unpacked")
        _refuse_unfit(premises, manifest)
        dump = folder / "unpacked" / NAMES[manifest.engine]
        if not dump.is_file() or not all(_is_fit(premises, name) for name in manifest.members):
            raise broken_backup()
        check_dump(manifest.engine, dump, manifest.tables)
        steps = steps_from(premises.migrations, manifest.revision)
        saved = _save(premises, there, now)
        if manifest.engine == "sqlite":
            _put_sqlite(premises, dump)
        else:
            _put_postgresql(premises, dump, folder)
        _put_files(premises, folder / "unpacked" / FILES)
    return Restored(manifest, steps, saved)


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
                "with DATABASE_URL of its own kind, then take it over with flask --app run database move.",
                kind="SQLite" if manifest.engine == "sqlite" else "PostgreSQL",
            )
        )


def _is_fit(premises: Premises, name: str) -> bool:
    """Whether a member is one that a backup takes."""
    return name == NAMES[premises.engine] or (
        name.startswith(FILES) and premises.is_content(premises.instance / name.removeprefix(FILES))
    )


def _save(premises: Premises, there: Found, now: datetime) -> Path | None:
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
    """Bring the dump up to date where it lies, then copy it page by page into the file of the database, in
    one transaction: whoever opens that meanwhile waits, and sees the old one or the new one."""
    bring_up_to_date(URL.create("sqlite", database=str(dump)), premises.migrations)
    premises.database_file.parent.mkdir(parents=True, exist_ok=True)
    refuse_in_use(premises.url)
    with closing(sqlite3.connect(dump)) as source:
        source.execute("PRAGMA journal_mode=DELETE").fetchone()
        with closing(sqlite3.connect(premises.database_file, timeout=10)) as target:
            source.backup(target)


def _put_postgresql(premises: Premises, dump: Path, folder: Path) -> None:
    """Clear the database and fill it again in one transaction, then bring it up to date in another."""
    clear, fill = folder / "clear.sql", folder / "fill.sql"
    clear.write_text(_CLEAR, "utf-8")
    run_program("pg_restore", None, "--no-owner", "--no-privileges", f"--file={fill}", str(dump))
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run_program("psql", premises.url, *words, f"--file={clear}", f"--file={fill}")
    bring_up_to_date(premises.url, premises.migrations)


def _put_files(premises: Premises, folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        to = premises.instance / path.relative_to(folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == JOURNAL and to.exists():
            _add_lines(path, to)
        else:
            os.replace(shutil.copyfile(path, to.with_name(f".{to.name}.new")), to)


def _add_lines(path: Path, to: Path) -> None:
    """Add the lines that ``to`` lacks."""
    there = to.read_text("utf-8").splitlines()
    lacking = [line for line in path.read_text("utf-8").splitlines() if line not in {*there}]
    if lacking:
        new = to.with_name(f".{to.name}.new")
        new.write_text("".join(f"{line}\n" for line in (*there, *lacking)), "utf-8")
        new.replace(to)
