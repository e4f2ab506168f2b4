"""Where a database stands among the migrations, and bringing one up to date, whichever it is."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine


@dataclass(frozen=True)
class Step:
    """A migration that is still to be done."""

    revision: str
    meaning: str
    """What it does, in a sentence of its author."""


def revision_of(url: URL) -> str:
    """The newest migration that a database has seen; empty for one without any."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def newest(migrations: Path) -> str:
    """The newest migration that this version knows."""
    return ScriptDirectory(str(migrations)).get_current_head() or ""


def is_known(migrations: Path, revision: str) -> bool:
    """Whether this version knows a migration."""
    return not revision or (migrations / "versions" / f"{Path(revision).name}.py").is_file()


def steps_from(migrations: Path, revision: str) -> list[Step]:
    """The migrations that a database at ``revision`` has not seen, in their order."""
    script = ScriptDirectory(str(migrations))
    found = script.iterate_revisions(script.get_current_head(), revision or "base")
    return [Step(each.revision, " ".join((each.doc or "").split())) for each in found][::-1]


def bring_up_to_date(url: URL, migrations: Path) -> None:
    """Run the migrations that a database has not seen, on this one and no other."""
    settings = Config()
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    settings.attributes["url"] = url.render_as_string(hide_password=False)
    command.upgrade(settings, "head")
