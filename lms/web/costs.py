"""What something costs to load, said before the tap: its bytes on the wire, and what they cost with a mobile
data package. The only place that writes either."""

import gzip
from math import ceil

from flask import current_app
from flask.sansio.app import App
from flask_babel import gettext

from lms.web.compressing import SMALLEST, TYPES
from lms.web.filters import count
from lms.web.i18n import language

HEADER_BYTES = 650  # of a file that is sent, with Strict-Transport-Security; a test counts the real ones
_KILO, _MEGA = 1000, 1_000_000


def init_costs(app: App) -> None:
    """Give templates the filters ``data_size``, ``data_cost`` and ``file_cost``, and ``price_per_mb``.

    Give them no constant: Jinja would say it once, in the language of whoever came first.
    """
    app.jinja_env.filters.update(data_size=data_size, data_cost=data_cost, file_cost=file_cost)
    app.jinja_env.globals["price_per_mb"] = price_per_mb


def sent_bytes(body: bytes, mimetype: str) -> int:
    """What a file costs on the wire, headers included, for a browser that reads gzip."""
    packed = mimetype in TYPES and len(body) >= SMALLEST
    return HEADER_BYTES + len(gzip.compress(body, 6, mtime=0) if packed else body)


def price_per_mb() -> int:
    """What a MB costs on a phone, in đồng; 0 where no price is to be named."""
    return int(current_app.extensions["config"].price_per_mb)


def data_size(number: int) -> str:
    """``640 byte``, ``1,15 KB``, ``2,4 KB``, ``41 KB``, ``1,3 MB``: never a twentieth away from the bytes."""
    if number < _KILO:
        return str(gettext("%(count)s bytes", count=number))
    if number < 10 * _KILO:
        return f"{_decimal(number / _KILO, 2 if number < 2 * _KILO else 1)}\u00a0KB"
    if number < _MEGA:
        return f"{round(number / _KILO)}\u00a0KB"
    return f"{_decimal(number / _MEGA)}\u00a0MB"


def data_cost(number: int) -> str:
    """The same with its price: ``41 KB, chưa đến 1 đồng``; without one where the price of a MB is not set."""
    price = price_per_mb()
    if not price:
        return data_size(number)
    dong = number * price / _MEGA
    if dong < 1:
        return str(gettext("%(size)s, less than 1 đồng", size=data_size(number)))
    return str(gettext("%(size)s, about %(dong)s đồng", size=data_size(number), dong=count(ceil(dong))))


def file_cost(size: int) -> str:
    """The same of a file of so many bytes that is sent as it is, such as a PDF or a photo."""
    return data_cost(size + HEADER_BYTES)


def _decimal(value: float, places: int = 1) -> str:
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if language() == "vi" else text
