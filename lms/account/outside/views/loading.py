"""The other house of this app, where the settings name one."""

from flask import Flask, abort, current_app

from lms.account.outside.rules.asking import Asking, house_of

EXTENSION = "outside"


def prepare(app: Flask) -> None:
    """Make what asks the other house, once for all threads; nothing is asked before somebody goes there."""
    house = house_of(app.extensions["config"])
    app.extensions[EXTENSION] = Asking(house) if house else None


def asking() -> Asking | None:
    """What asks the other house; None where there is none."""
    found: Asking | None = current_app.extensions[EXTENSION]
    return found


def asking_or_404() -> Asking:
    """The same; where there is none, its pages are absent."""
    return asking() or abort(404)
