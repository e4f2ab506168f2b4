"""What lists have declared of past trainings, by the source that each becomes. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def source_of(person_id: int, code: str, day: date) -> str:
    """The source of the evidence that a training in a list becomes: the same whenever it is listed again."""
    return f"roster:{person_id}:{code}:{day.isoformat()}"


def told_by(source: str) -> tuple[int, str]:
    """Of whom a source tells, and the code of the requirement that it tells about."""
    _, person_id, code, _ = source.split(":")
    return int(person_id), code


def latest_by_source(rows: Iterable[Any], read_as: Mapping[int, int]) -> dict[str, Any]:
    """What each source says last, of rows as ``roster_evidence_rows`` reads them.

    What stands on a record that is ``read_as`` another one is told of that one too, unless a source of her
    own says the same and stands.
    """
    latest = {row.source: row for row in sorted(rows, key=_key)}
    of_kept: dict[str, Any] = {}
    for source, row in latest.items():
        if row.person_id in read_as:
            hers = source.replace(f":{row.person_id}:", f":{read_as[row.person_id]}:", 1)
            known = of_kept.get(hers) or latest.get(hers)
            if known is None or (known.voided_by is not None and row.voided_by is None):
                of_kept[hers] = row
    return latest | of_kept


def _key(row: Any) -> int:
    return int(row.id)
