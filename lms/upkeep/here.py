"""The premises of the app that runs: where the entrances of this part find what its rules work on."""

from pathlib import Path

from flask import current_app

from lms.base.database import db
from lms.base.version import product_version
from lms.config import Config
from lms.upkeep.rules.premises import Premises

JOB = "make-backup"
"""The job that makes backups: by night, and when somebody has asked."""
HOUR = 2  # o'clock in Vietnam: nobody learns, and the morning finds it done


def premises() -> Premises:
    """Where this installation keeps its data, its backups and its database."""
    instance = Path(current_app.instance_path).absolute()
    backups = config().backup_dir
    return Premises(
        instance=instance,
        backups=Path(backups).absolute() if backups else instance / "backups",
        migrations=Path(current_app.config["MIGRATIONS"]),
        version=product_version(),
        url=db.engine.url,
    )


def config() -> Config:
    """The settings of this installation."""
    found: Config = current_app.extensions["config"]
    return found


def backs_up_nightly() -> bool:
    """Whether this installation makes backups by itself: in real use, and wherever BACKUP_DIR is said."""
    return config().is_production or config().backup_dir is not None
