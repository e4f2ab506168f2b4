"""Where a database stands among the migrations, and bringing one up to date, whichever it is."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL

from lms.base.messages import Refusal, message
from lms.upkeep.rules.connecting import connected


class UnfitDatabase(Refusal):
    """The database cannot be opened, holds what is not ours, or a newer version has changed it."""


class MigrationFailed(Refusal):
    """A migration cannot be run on what stands in a database."""

    def __init__(self, error: Exception) -> None:
        self.reason = _reason(error)
        super().__init__(
            message(
                "The database cannot be brought up to this version (%(reason)s). It was not changed: put "
                "the version before back in its place, and send this sentence to whoever looks "
                "after the product.",
                reason=self.reason,
            )
        )


@dataclass(frozen=True)
class Step:
    """A migration that is still to be done."""

    revision: str
    meaning: str
    """What it does, in a sentence of its author."""


def revision_of(url: URL) -> str:
    """The newest migration that a database has seen; empty for one without any."""
    with connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def newest(migrations: Path) -> str:
    """The newest migration that this version knows."""
    return ScriptDirectory(str(migrations)).get_current_head() or ""


def is_known(migrations: Path, revision: str) -> bool:
    """Whether this version knows a migration."""
    return not revision or (migrations / "versions" / f"{Path(revision).name}.py").is_file()


def refuse_newer(migrations: Path, revision: str) -> None:
    """Refuse a database that this version does not know. Raises :class:`UnfitDatabase`."""
    if not is_known(migrations, revision):
        raise UnfitDatabase(
            message(
                "The database was last used by a newer version of the product (%(revision)s). "
                "Start that version, or restore a backup made before the upgrade. Nothing was changed.",
                revision=revision,
            )
        )


def steps_from(migrations: Path, revision: str) -> list[Step]:
    """The migrations that a database at ``revision`` has not seen, in their order."""
    script = ScriptDirectory(str(migrations))
    found = script.iterate_revisions(script.get_current_head(), revision or "base")
    return [Step(each.revision, " ".join((each.doc or "").split())) for each in found][::-1]


def bring_up_to_date(url: URL, migrations: Path) -> None:
    """Run the migrations that a database has not seen, on this one and no other: all of them in one
    transaction, or none. Raises :class:`MigrationFailed`."""
    settings = Config()
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    settings.attributes["url"] = url.render_as_string(hide_password=False)
    try:
        command.upgrade(settings, "head")
    except Exception as error:
        raise MigrationFailed(error) from error


def _reason(error: Exception) -> str:
    """What went wrong, on a line: as the driver says it, or by the kind of what was raised."""
    driver = getattr(error, "orig", None)
    said = str(driver) if driver else f"{type(error).__name__}: {error}"
    return said.strip().partition("\n")[0]
