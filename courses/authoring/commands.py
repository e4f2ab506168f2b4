"""``flask courses export`` and ``flask courses import``: a course as a folder of the library or one file."""

from pathlib import Path

import click

from courses.authoring.formats.archive import unpacked
from courses.authoring.rules.making import take_in
from courses.commands import courses
from courses.library import folder_of
from courses.queries.own_courses import kept_folder, own_course
from courses.source.folders import DiskFolder, Folder
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.queries import person_by_code
from lms.web.i18n import said


@courses.command("export")
@click.argument("slug")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_folder(slug: str, folder: Path) -> None:
    """Write the course SLUG into FOLDER/SLUG, as it would lie in courses/library."""
    own, shipped = own_course(slug), folder_of(slug)
    if own is None and shipped is None:
        raise click.ClickException(f"There is no course {slug}.")
    source: Folder = kept_folder(own) if own else DiskFolder(shipped or Path())
    target = folder / slug
    if target.exists():
        raise click.ClickException(f"{target} is there already.")
    for path in source.paths():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(source.read(path))
    click.echo(str(target))


@courses.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--by", required=True, help="The code of the person who makes it, e.g. DEMO-GV.")
def import_course(source: Path, by: str) -> None:
    """Take in a course from SOURCE, a folder or a file, as a course of our own; nobody is taught it yet."""
    person = person_by_code(by)
    if person is None:
        raise click.ClickException(f"There is nobody with the code {by}.")
    try:
        name, files = _read(source)
        course, _ = take_in(name, files, by=person.id, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    click.echo(course.slug)


def _read(source: Path) -> tuple[str, dict[str, bytes]]:
    if source.is_dir():
        folder = DiskFolder(source.resolve())
        return folder.name, {path: folder.read(path) for path in folder.paths()}
    name, files = unpacked(source.read_bytes())
    return name or source.stem, files
