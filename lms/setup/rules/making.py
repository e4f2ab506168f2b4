"""Making an installation of the answers: one transaction, then the settings file."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from lms.app import create_app
from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.founding import Answers
from lms.base.messages import Message, message
from lms.base.settings_file import joined, read_file
from lms.config import read_config
from lms.features import Feature
from lms.loading import is_empty, prepare
from lms.people.queries import person_by_code
from lms.setup.rules.asking import DATABASE, TAKEN, default_database
from lms.setup.rules.keeping_aside import keep_aside
from lms.setup.rules.trying import Holding, holding
from lms.setup.rules.writing import (
    AlreadySetUp,
    already,
    keep_to_ourselves,
    put_in_place,
    settings_of,
    unfinished,
    write_beside,
)
from lms.upkeep.rules.revisions import UnfitDatabase


def check_new(place: Path, instance: Path) -> bool:
    """Whether there is anything to set up: False where a setup had been interrupted behind its last write to
    the database, which is completed by this.

    Raises :class:`AlreadySetUp`.
    """
    if place.exists():
        raise AlreadySetUp(already(place))
    beside = unfinished(place)
    if not beside.exists():
        return True
    url = read_file(beside).get("DATABASE_URL") or default_database(instance)
    if holding(url) is Holding.PEOPLE:
        put_in_place(place)
        return False
    beside.unlink()
    return True


def make(
    answers: Answers,
    features: Sequence[Feature],
    place: Path,
    instance: Path,
    tell: Callable[[Message], None],
) -> None:
    """Prepare the database, from which a demonstration is moved aside, write what every part makes of the
    answers, and the settings file.

    Raises a ``Refusal`` of the parts, of the database, :class:`Overruled`, or ``BadSetting`` for what the
    environment says and real use does not take; nothing holds then.
    """
    values = settings_of(answers, os.environ)
    config = read_config(joined(values, os.environ))  # which refuses before anything is moved
    url = answers[DATABASE] or default_database(instance)
    if holding(url) is Holding.DEMONSTRATION:
        aside = keep_aside(url, clock.now())
        tell(message("The demonstration is kept in %(file)s.", file=str(aside)))
    keep_to_ourselves(url)
    app = create_app(features, config, instance)
    with app.app_context():
        try:
            tell(message("Preparing the database; this takes up to a minute …"))
            prepare(app, demo=False)
            tell(message("Writing …"))
            _found(answers, features)
            write_beside(place, values)
            db.session.commit()
        finally:
            db.session.remove()
            db.engine.dispose()
    put_in_place(place)


def holds_demonstration(answers: Answers, instance: Path) -> bool:
    """Whether the demonstration is in the database that was named."""
    return holding(answers[DATABASE] or default_database(instance)) is Holding.DEMONSTRATION


def _found(answers: Answers, features: Sequence[Feature]) -> None:
    lock_for_writing("setup", "people")
    if not is_empty():
        raise UnfitDatabase(TAKEN[Holding.PEOPLE])
    for feature in features:
        if feature.founding:
            feature.founding.found(answers)
    audit.record("installation:set_up", person_by_code(answers["code"]), by=None)


def next_steps(answers: Answers, place: Path, backups: Path) -> list[Message]:
    """What the administrator does now, in order; ``backups`` is the folder into which they go."""
    return [
        message("The installation is ready. Its settings are in %(file)s.", file=str(place)),
        message("1. Start it: python3 run.py – or as a service, as docs/deploying.md says."),
        message(
            "2. Open %(address)s and sign in as %(code)s with the password.",
            address=answers["address"],
            code=answers["code"],
        ),
        message(
            "3. Bring in the staff list: “Staff lists” in the menu, or python3 run.py people import LIST.xlsx"
        ),
        message(
            "4. Each night it saves everything into %(folder)s. Have that folder copied to another machine "
            "every day, and save the keys once, apart from it: python3 run.py backup --with-keys FILE",
            folder=str(backups),
        ),
        message("5. Put a proxy with https in front of it: docs/deploying.md."),
    ]
