"""The menu: what each part offers, narrowed to what this person may open."""

from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_login import current_user

from lms.base.messages import Message, message
from lms.web.access import Permission


@dataclass(frozen=True)
class MenuItem:
    """One entry: its label, the endpoint it opens, and who sees it (None: everybody signed in)."""

    label: Message
    endpoint: str
    permission: Permission | None = None
    position: int = 50
    personal: bool = False
    """Whether it is about herself; these stand apart from the entries of her work."""


OWN = (MenuItem(message("Styleguide"), "web.styleguide", Permission.SYSTEM_ADMINISTER, 95),)
"""What belongs to no part."""


def init_menu(app: Flask, items: list[MenuItem]) -> None:
    """Keep the menu of the whole app, in order."""
    app.extensions["menu"] = sorted([*OWN, *items], key=lambda item: (item.personal, item.position))


def menu() -> list[tuple[MenuItem, bool]]:
    """The entries for the person who asks, each with whether it is the page being shown.

    On a page that is no entry itself, the entry of its part counts, where the part has only one; the start
    page belongs to all.
    """
    if not current_user.is_authenticated:
        return []
    items = [
        item
        for item in current_app.extensions["menu"]
        if item.permission is None or current_user.may(item.permission)
    ]
    here = [item for item in items if item.endpoint == request.endpoint]
    if not here and request.path != "/":
        here = [item for item in items if _part(item.endpoint) == _part(request.endpoint or "")]
    return [(item, len(here) == 1 and item is here[0]) for item in items]


def _part(endpoint: str) -> str:
    return endpoint.partition(".")[0]
