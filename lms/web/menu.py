"""The menu: what each part offers, narrowed to what this person may open."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from flask import Flask, current_app, request

from lms.base.messages import Message, message
from lms.web.access import Permission, asker

View = TypeVar("View", bound=Callable[..., Any])


class MenuGroup(enum.Enum):
    """Entries that belong together, in the order of the menu; the value is what the group is called."""

    FIGURES = message("Figures")
    STAFF = message("People and posts")
    ACTIVITIES = message("Activities")
    CONTENT = message("Learning content")
    CERTIFICATES = message("Certificates")
    SYSTEM = message("System")


@dataclass(frozen=True)
class MenuItem:
    """One entry: its label, the endpoint it opens, and who sees it (None: everybody signed in)."""

    label: Message
    endpoint: str
    permission: Permission | None = None
    position: int = 50
    """Its place in its group."""
    group: MenuGroup | None = None
    """What it belongs to; every entry of her work has a group, her own ones have none."""
    number: Callable[[], int] | None = None
    """How many things wait for her there; asked on every page, so it answers at once."""

    @property
    def personal(self) -> bool:
        """Whether it is about herself; these stand apart from the entries of her work."""
        return self.group is None


@dataclass(frozen=True)
class Section:
    """The entries of one group that she may open, each with whether it is the page being shown."""

    label: Message | None
    """None for her own entries."""
    entries: tuple[tuple[MenuItem, bool], ...]

    @property
    def is_here(self) -> bool:
        """Whether the page being shown is one of them."""
        return any(here for _, here in self.entries)


OWN = (MenuItem(message("Styleguide"), "web.styleguide", Permission.SYSTEM_ADMINISTER, 95, MenuGroup.SYSTEM),)
"""What belongs to no part."""

_ORDER = [*MenuGroup, None]


def init_menu(app: Flask, items: list[MenuItem]) -> None:
    """Keep the menu of the whole app, in order."""
    app.extensions["menu"] = sorted(
        [*OWN, *items], key=lambda item: (_ORDER.index(item.group), item.position)
    )


def stands_under(endpoint: str) -> Callable[[View], View]:
    """What this view shows stands in the menu under an entry of another part.

    It stands below the mark that says who may call the view.
    """

    def mark(view: View) -> View:
        view.stands_under = endpoint  # type: ignore[attr-defined]
        return view

    return mark


def menu() -> list[Section]:
    """The entries for the person who asks, group by group, her own ones last.

    On a page that is no entry itself, the one counts under which it says that it stands; else the entry of
    its part, where the part has only one; the start page belongs to all.
    """
    if not asker().is_authenticated:
        return []
    items = [
        item
        for item in current_app.extensions["menu"]
        if item.permission is None or asker().may(item.permission)
    ]
    view = current_app.view_functions.get(request.endpoint or "")
    above = getattr(view, "stands_under", None)
    here = [item for item in items if item.endpoint == (above or request.endpoint)]
    if not here and above is None and request.path != "/":
        here = [item for item in items if _part(item.endpoint) == _part(request.endpoint or "")]
    marked = here[0] if len(here) == 1 else None
    return [
        Section(group.value if group else None, tuple((item, item is marked) for item in members))
        for group, members in groupby(items, key=lambda item: item.group)
    ]


def _part(endpoint: str) -> str:
    return endpoint.partition(".")[0]
