"""How figures of the year's plan are written."""

from decimal import Decimal

from lms.plans.models import BOUNDS, Bound, OutsideIndicator
from lms.web.i18n import language, said


def figure(value: Decimal | int | None) -> str:
    """``7,5`` in Vietnamese, ``7.5`` in English, without zeros at the end; "—" for none."""
    if value is None:
        return "—"
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.", ".,")) if language() == "vi" else text


def figure_with_bound(row: OutsideIndicator) -> str:
    """``trên 95 %``: the figure as its source gives it."""
    words = [figure(row.value), row.measure]
    return "\u00a0".join(words if row.bound is Bound.EXACT else [said(BOUNDS[row.bound]), *words])
