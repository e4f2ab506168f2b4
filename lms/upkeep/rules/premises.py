"""Where the product lives: what a backup takes, where it goes, and where it comes back to."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from lms.base.version import product_version
from lms.config import Config

SECRETS = ("*.env", "*.key", "*.pem", "config.py")
"""Files in the data folder that are keys: saved apart, never within a backup."""
NOT_KEPT = ("*.lock", "*.sqlite", "*.sqlite-*", ".*")
"""Files that are no content: databases, which are saved as such, and what lies beside them."""


@dataclass(frozen=True)
class Premises:
    """The places of one installation."""

    instance: Path
    """The folder in which its data lies."""
    backups: Path
    """The folder in which its backups are kept; it may lie within the other one."""
    migrations: Path
    """The folder of the migrations that this version knows."""
    version: str
    url: URL
    """The address of its database."""
    nightly: bool = False
    """Whether it makes backups by itself: in real use, and wherever BACKUP_DIR is said."""

    @property
    def engine(self) -> str:
        """The kind of its database: ``sqlite`` or ``postgresql``."""
        return self.url.get_backend_name()

    @property
    def database_file(self) -> Path:
        """The file of the database, on SQLite."""
        return Path(self.url.database or "")

    def contents(self) -> Iterator[Path]:
        """The files of the data folder that a backup takes beside the database."""
        return (path for path in self._files() if self.is_content(path))

    def is_content(self, path: Path) -> bool:
        """Whether a file of the data folder is one that a backup takes: no key, no database."""
        return not (
            any(path.match(pattern) for pattern in (*SECRETS, *NOT_KEPT))
            or path.is_relative_to(self.backups)
            or path == self.database_file
        )

    def key_files(self) -> Iterator[Path]:
        """The files of the data folder that are keys."""
        return (path for path in self._files() if any(path.match(pattern) for pattern in SECRETS))

    def _files(self) -> Iterator[Path]:
        for path in sorted(self.instance.rglob("*")):
            is_plain = path.is_file() and not path.is_symlink()
            if is_plain and not path.is_relative_to(self.backups):
                yield path


def premises_of(config: Config, instance: Path, migrations: Path, url: URL) -> Premises:
    """The places of the installation with these settings, whose data lies in ``instance``; a folder of
    backups that is named by a relative path lies there too."""
    folder = Path(config.backup_dir or "backups")
    return Premises(
        instance=instance.absolute(),
        backups=instance.absolute() / folder,
        migrations=migrations,
        version=product_version(),
        url=url,
        nightly=config.is_production or config.backup_dir is not None,
    )
