"""Commands that say in a sentence when the database cannot be used."""

from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo
from sqlalchemy.exc import DBAPIError

from lms.base.messages import Message, message
from lms.web.i18n import said


class Commands(AppGroup):
    """A group of commands of one part."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a database that is out of reach or was never prepared ends it with a sentence."""
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            with ctx.ensure_object(ScriptInfo).load_app().app_context():
                raise click.ClickException(said(unusable(error.orig))) from error


def unusable(reason: BaseException | None) -> Message:
    """What to say of a database that is out of reach or was never prepared, for the driver's ``reason``."""
    return message(
        "The database cannot be used (%(reason)s). Start the product once with python3 run.py, "
        "or check DATABASE_URL.",
        reason=str(reason).strip().partition("\n")[0],
    )
