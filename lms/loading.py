"""Bringing shipped data and the demonstration organisation into the database, feature by feature."""

import logging
from importlib.resources import files
from pathlib import Path

from flask import Flask, current_app
from flask_migrate import downgrade
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from lms.base import clock
from lms.base.alone import one_process_at_a_time
from lms.base.database import db
from lms.base.messages import Message, Refusal, message
from lms.base.shipping import digest_of, remember, was_loaded
from lms.features import Feature
from lms.people.models import Person
from lms.upkeep.rules.premises import Premises
from lms.upkeep.rules.restoring import unfinished
from lms.upkeep.rules.revisions import UnfitDatabase, bring_up_to_date, refuse_newer, revision_of
from lms.upkeep.rules.upgrading import save_before_migrating
from lms.web.i18n import said

_LOG = logging.getLogger(__name__)


class NotADemonstration(Refusal):
    """The database holds what no reset may destroy."""


def features_of(app: Flask) -> tuple[Feature, ...]:
    """The features the app was made of, in loading order."""
    features: tuple[Feature, ...] = app.extensions["features"]
    return features


def load_shipped(app: Flask) -> list[Message]:
    """Bring what the product ships into the database: units, Decision 520, exercises, courses, designs.

    What is there already is left as it is; a second call changes nothing. Says what could not be brought.
    """
    refused: list[Message] = []
    for feature in features_of(app):
        if feature.load_shipped:
            refused += feature.load_shipped()
            db.session.commit()
    return refused


def load_demo(app: Flask) -> None:
    """Add the demonstration organisation; only ever called on a database without people."""
    for feature in features_of(app):
        if feature.load_demo:
            feature.load_demo()
            db.session.commit()


def is_empty() -> bool:
    """Whether nobody is in the database yet."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def prepare(app: Flask, *, demo: bool) -> None:
    """Make the database ready to serve: migrations, shipped data, and into an empty one the demonstration.

    Of several processes that start at the same time one does it; the others wait and find it done. In real
    use a backup is made before a migration. Raises :class:`UnfitDatabase`, :class:`MigrationFailed`, and what
    backing up raises.
    """
    here: Premises = app.extensions["premises"]
    _check_database(here)
    with one_process_at_a_time("preparing"):
        _check_database(here)  # whoever was first may have been a newer version
        if app.extensions["config"].is_production:
            save_before_migrating(here, clock.now())
        bring_up_to_date(here.url, here.migrations)
        _load_what_changed(app)
        _follow_restore(app, here)
        if demo and is_empty():
            load_demo(app)


def _follow_restore(app: Flask, here: Premises) -> None:
    """Do what follows a restored backup where the command that brought it back was killed before."""
    if not unfinished(here).exists():
        return
    for feature in features_of(app):
        for follow in feature.restored:
            follow()
            db.session.commit()
    unfinished(here).unlink(missing_ok=True)


def _load_what_changed(app: Flask) -> None:
    """Load what is shipped, unless exactly this was loaded before: a start shall take a second."""
    parts = sorted({feature.name.partition(".")[0] for feature in features_of(app)})
    price = app.extensions["config"].price_per_mb  # compiled lessons name what their pictures cost
    digest = digest_of((Path(str(files(part))) for part in parts), f"price {price}")
    if was_loaded(digest):
        return
    refused = load_shipped(app)
    for sentence in refused:
        _LOG.warning("shipped content cannot be loaded: %s", said(sentence))
    if not refused:  # else the next start tries again
        remember(digest)
        db.session.commit()


def _check_database(here: Premises) -> None:
    try:
        revision = revision_of(here.url)
    except DBAPIError as error:
        raise UnfitDatabase(
            message("The database cannot be opened (%(reason)s). Check DATABASE_URL.", reason=error.orig)
        ) from error
    refuse_newer(here.migrations, revision)


def reset_demo(*, with_guests: bool = False) -> None:
    """Throw the demonstration away and load it afresh.

    Raises :class:`NotADemonstration` in production, for a database without the demonstration's people, and
    for one with others beside them unless they, too, may go (``with_guests``).
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.extensions["config"].is_production:
        raise NotADemonstration(message("This is production: there is no demonstration to reset."))
    is_demo = Person.code.like("DEMO-%") | Person.code.like("TD-%")
    known, guests = db.session.execute(
        select(func.count().filter(is_demo), func.count().filter(~is_demo)).select_from(Person)
    ).one()
    if guests and not known:
        raise NotADemonstration(message("The database holds real people; nothing was changed."))
    if guests and not with_guests:
        raise NotADemonstration(
            message(
                "%(number)s people in the database are not of the demonstration; nothing was changed. "
                "With --with-guests they go too.",
                number=guests,
            )
        )
    db.session.remove()
    downgrade(revision="base")
    prepare(app, demo=True)
