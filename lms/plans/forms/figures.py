"""Numbers as people of this country type them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from wtforms import DecimalField

from lms.base.text import clean


class FigureField(DecimalField):  # type: ignore[misc]
    """A number with a decimal comma or point."""

    data: Any

    def process_formdata(self, values: list[str]) -> None:
        """Read ``7,5`` and ``7.5`` alike; keep two places."""
        words = clean(values[0]).removesuffix("%").strip() if values else ""
        self.data = figure_of(words) if words else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else written(self.data)


def figure_of(words: str) -> Decimal:
    """The number that the words write; ``ValueError`` with a sentence for words that write none."""
    try:
        found = Decimal(words.replace(",", "."))
        if found.is_finite() and abs(found) < 10**12:
            return round(found, 2)
    except InvalidOperation:
        pass
    raise ValueError(gettext("“%(words)s” is not a number: write e.g. 7,5.", words=words[:40]))


def written(figure: Decimal) -> str:
    """A number as it is typed: with a comma, without zeros at its end."""
    text = f"{figure:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
