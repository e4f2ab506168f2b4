"""``flask backup``, ``restore`` and ``database move``: from one place into another, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.upkeep.formats.manifest import Manifest
from lms.upkeep.rules.backing_up import back_up, check_again, save_keys
from lms.upkeep.rules.making_room import megabytes
from lms.upkeep.rules.moving import move as copy_into
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.restoring import Restored, note_restored, unfinished
from lms.upkeep.rules.restoring import restore as bring_back
from lms.upkeep.rules.upgrading import Plan, plan
from lms.upkeep.rules.upgrading import upgrade as bring_up
from lms.web.i18n import said
from lms.web.shell import Commands, unusable

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.option("--check", "checked", type=FILE, help="Open this backup and say whether it is good.")
@click.option("--with-keys", "keys", type=NEW_FILE, help="Also save the keys, into this file of their own.")
@with_appcontext
def backup(checked: Path | None, keys: Path | None) -> None:
    """Make a backup, and open it to see that it is good."""
    with sentences():
        if checked is not None:
            say_manifest(check_again(_here(), checked))
            click.echo(said(message("The backup is good: every part of it was read and fits.")))
            return
        made = back_up(_here(), clock.now())
        say_manifest(made.manifest)
        click.echo(f"{made.path}\nSHA-256 {made.sha256}")
        if keys is not None:
            _save_keys(keys)
        else:
            click.echo(said(message("Keys are not in it: --with-keys FILE saves them apart.")))


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--over", is_flag=True, help="Replace the data that is there; it is saved first.")
@with_appcontext
def restore(file: Path, over: bool) -> None:
    """Put a backup in the place of the database and the files that are there."""
    with sentences():
        here = _here()
        db.session.remove()
        db.engine.dispose()
        done = bring_back(here, file.absolute(), clock.now(), over=over)
        for feature in current_app.extensions["features"]:
            for follow in feature.restored:
                follow()
                db.session.commit()
        unfinished(here).unlink(missing_ok=True)
        note_restored(done, file)
        db.session.commit()
        say_manifest(done.manifest)
        _say_restored(done)


def _here() -> Premises:
    """Where this installation keeps its data, its backups and its database."""
    found: Premises = current_app.extensions["premises"]
    return found


def _say_restored(done: Restored) -> None:
    if number := len(done.steps):
        older = message("It was of an older version: %(number)s migrations were run.", number=number)
        click.echo(said(older))
    if done.saved is not None:
        click.echo(said(message("What was there before stands in %(file)s.", file=done.saved)))
    click.echo(said(message("The backup is restored. Start the product again.")))


@click.command("upgrade")
@click.option("--plan", "only_plan", is_flag=True, help="Only say what would be done.")
@with_appcontext
def upgrade(only_plan: bool) -> None:
    """Bring the database up to this version: saved first, tried on a copy, then done."""
    with sentences():
        here = _here()
        db.session.remove()
        db.engine.dispose()
        planned = plan(here)
        _say_plan(planned)
        if only_plan or not planned.steps:
            return
        done = bring_up(here, clock.now())
        if done.saved is not None:
            click.echo(said(message("What was there before stands in %(file)s.", file=done.saved)))
        if not done.tried:
            click.echo(said(message("It was not tried on a copy: there was none, or none may be made here.")))
        click.echo(said(message("The database is up to date. Start the product.")))


def _say_plan(planned: Plan) -> None:
    if not planned.steps:
        click.echo(said(message("The database is of this version (%(revision)s).", revision=planned.newest)))
        return
    places = {"revision": planned.revision or "–", "newest": planned.newest}
    click.echo(said(message("From %(revision)s to %(newest)s:", **places)))
    for step in planned.steps:
        click.echo(f"  {step.revision}: {step.meaning}")
    click.echo(
        said(
            message(
                "Backup before it: in %(folder)s. Needed there: %(needed)s MB, free: %(free)s MB.",
                folder=planned.folder,
                needed=megabytes(planned.needed),
                free=planned.free // 1_000_000,
            )
        )
    )


database = Commands("database", help="The database of this installation.")


@database.command("move")
@click.argument("address", metavar="URL")
def move(address: str) -> None:
    """Copy everything into another, empty database, and compare both."""
    with sentences():
        here = _here()
        db.session.remove()
        db.engine.dispose()
        compared = copy_into(here, address)
        for each in compared:
            mark = said(message("the same") if each.same else message("NOT the same"))
            click.echo(f"{each.name:<32}{each.rows:>10}{each.rows_there:>10}  {mark}")
        if not all(each.same for each in compared):
            raise Refusal(message("The databases differ. Go on with the old one and report this table."))
        number = sum(each.rows for each in compared)
        click.echo(said(message("%(number)s rows were taken over, and are the same there.", number=number)))
        click.echo(said(message("From now on set DATABASE_URL to this address, then start the product.")))


def _save_keys(to: Path) -> None:
    names = save_keys(_here(), to)
    click.echo(said(message("Keys saved in %(file)s: %(names)s", file=to, names=", ".join(names) or "–")))
    click.echo(
        said(
            message(
                "Whoever has this file can pass for anybody: keep it on paper or on a stick in a locked "
                "place, never beside the backups. Keys that stand in environment variables are not in it."
            )
        )
    )


def say_manifest(manifest: Manifest) -> None:
    """Say in a line what a backup holds."""
    click.echo(
        said(
            message(
                "Version %(version)s, %(engine)s, %(revision)s; "
                "%(tables)s tables, %(rows)s rows, %(files)s files.",
                version=manifest.version,
                engine=manifest.engine,
                revision=manifest.revision or "–",
                tables=len(manifest.tables),
                rows=sum(manifest.tables.values()),
                files=len(manifest.members) - 1,
            )
        )
    )


@contextmanager
def sentences() -> Iterator[None]:
    """End a command with a sentence where it cannot be done, and with the driver's where it gives one."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    except DBAPIError as error:
        raise click.ClickException(said(unusable(error.orig))) from error
    except sqlite3.Error as error:
        raise click.ClickException(said(unusable(error))) from error
    except OSError as error:
        place, reason = error.filename or "–", error.strerror or error
        sentence = message("%(file)s cannot be read or written (%(reason)s).", file=place, reason=reason)
        raise click.ClickException(said(sentence)) from error
