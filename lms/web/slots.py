"""Named holes in pages: a part below leaves one, parts above fill it without being known to it."""

from collections.abc import Callable, Iterable

from flask import Flask, current_app
from markupsafe import Markup

Fill = Callable[..., str]


def init_slots(app: Flask, fills: Iterable[tuple[str, Fill]]) -> None:
    """Keep who fills which slot, in the order of the features."""
    slots: dict[str, list[Fill]] = {}
    for name, fill in fills:
        slots.setdefault(name, []).append(fill)
    app.extensions["slots"] = slots


def slot(name: str, **context: object) -> Markup:
    """What the parts above put into the slot ``name`` for this request; empty when nobody has anything."""
    fills: list[Fill] = current_app.extensions["slots"].get(name, [])
    return Markup("").join(Markup(fill(**context)) for fill in fills)  # noqa: S704 — fills render templates
