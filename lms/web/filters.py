"""How dates, numbers and shares are written: the only place, so that every page writes them alike."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import Flask

from lms.base import clock
from lms.web.i18n import language


def init_filters(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        count=count,
        percent=percent,
        percent_said=percent_said,
        named=named,
        phone=phone,
    )


def day(value: date | None) -> str:
    """``05/02/2026``, in both languages; "—" for no date."""
    return value.strftime("%d/%m/%Y") if value else "—"


def moment(value: datetime | None) -> str:
    """``14:05 05/02/2026`` on the clock of Vietnam."""
    return value.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y") if value else "—"


def count(value: int) -> str:
    """A whole number with its thousands parted: ``3.321`` in Vietnamese, ``3,321`` in English."""
    text = f"{value:,}"
    return text.replace(",", ".") if "," in text and language() == "vi" else text


def share(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in percent, one decimal, halves away from zero; None where there is no whole."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent(value: Decimal | float | None) -> str:
    """``92,3 %`` in Vietnamese, ``92.3%`` in English; "—" where there is no number."""
    if value is None:
        return "—"
    text = f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP)}"
    return f"{text.replace('.', ',')}\u00a0%" if language() == "vi" else f"{text}%"


def percent_said(value: Decimal | float | None) -> str:
    """The same in a sentence, where a whole number needs no decimal: ``75 %``, but ``92,3 %``."""
    return percent(value).replace(",0\u00a0", "\u00a0").replace(".0%", "%")


def named(row: Any) -> str:
    """The name of a row that has one in each language; the Vietnamese one where there is no other."""
    return str(getattr(row, f"name_{language()}", None) or row.name_vi)


def phone(value: str | None) -> str:
    """``0912 345 678``: grouped for reading aloud."""
    if not value:
        return "—"
    return f"{value[:4]} {value[4:7]} {value[7:]}" if len(value) == 10 else value
