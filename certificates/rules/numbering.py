"""Numbers of certificates: per issuer and year, counting up without a gap."""

import re

from sqlalchemy import select

from certificates.models import NumberSeries
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message

_FIELD = re.compile(r"\{number(:0[1-9]d)?\}|\{year\}")
LARGEST = 99_999  # measured when a paper is fitted, as its own number is not known yet


class BadPattern(Refusal):
    """A pattern that does not write a number."""


def lock_awards() -> None:
    """Guard the numbers and the states of awards for the rest of the transaction.

    One name for all: what happens under it are a few rows, and drawing happens outside.
    """
    lock_for_writing("awards")


def take_numbers(issuer_id: int, year: int) -> tuple[int, int]:
    """The next number and the next line of the register. Given back by nothing but a rollback."""
    lock_awards()
    series = db.session.scalar(
        select(NumberSeries)
        .where(NumberSeries.issuer_id == issuer_id, NumberSeries.year == year)
        .execution_options(populate_existing=True)
    )
    if series is None:
        series = NumberSeries(issuer_id=issuer_id, year=year, last_number=0, last_register=0)
        db.session.add(series)
    series.last_number += 1
    series.last_register += 1
    db.session.flush()
    return series.last_number, series.last_register


def written_number(pattern: str, number: int, year: int) -> str:
    """``015/2026/GCN-CCDS`` by the pattern ``{number:03d}/{year}/GCN-CCDS``.

    Raises :class:`BadPattern` for a pattern that names anything else, or does not name the number.
    """
    if "{number" not in pattern or "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
        example = "{number:03d}/{year}/GCN-CCDS"
        raise BadPattern(
            message(
                "“%(pattern)s” does not write a number; take %(example)s as a pattern.",
                pattern=pattern,
                example=example,
            )
        )
    return pattern.format(number=number, year=year)
