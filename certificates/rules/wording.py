"""The words of a paper, gathered from what holds on the day of issue. Vietnamese: it is an official paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from certificates.models import Award, Issuer, Paper
from certificates.queries import first_day_of
from certificates.rules.codes import grouped
from certificates.rules.numbering import LARGEST, written_number
from lms.people.models import Posting, PostPlace
from lms.people.queries import postings_of
from lms.places.rules.naming import full_name

FORM = "trực tuyến"
GRADE = "Đạt"


@dataclass(frozen=True)
class Approval:
    """What an approval adds to what is known: who signs, by which decision, on which day."""

    issued_on: date
    """The date printed on the paper."""
    address: str
    """The product's public address, without a slash at its end, for the QR code."""
    by: int | None = None
    """Who approves; None for the product itself."""
    decision: str = ""
    """Number and date of the decision that recognised the results; empty for none."""
    signatory_title: str = ""
    """In whose power it is signed, one line each; the issuer's name where it is empty."""
    signatory: str = ""
    """Who signs; empty for a certificate that counts without a signature."""


def words_of(award: Award, issuer: Issuer, approval: Approval) -> Paper:
    """Every word of the paper; number and register number are placeholders of the greatest width."""
    enrolment, edition = award.enrolment, award.enrolment.edition
    terms: dict[str, Any] = edition.certificate or {}
    day = approval.issued_on
    ends = valid_until(award, day)
    started = first_day_of(enrolment)
    return Paper(
        superior=issuer.superior,
        issuer=issuer.organisation.name,
        name=award.person.full_name,
        birth_date=_day(award.person.birth_date) if award.person.birth_date else "",
        workplace=_workplace(award.person_id, day),
        course=edition.name_vi,
        period=f"từ {_day(started)} đến {_day(enrolment.completed_on or started)}",
        hours=_hours(edition.hours),
        form=terms.get("form", FORM),
        grade=terms.get("grade", GRADE),
        number=written_number(issuer.number_pattern, LARGEST, day.year),
        register_number=str(LARGEST),
        decision=approval.decision,
        validity=f"Có giá trị đến hết ngày {_day(ends - timedelta(days=1))}" if ends else "",
        place_and_date=f"{issuer.place}, {written_date(day)}",
        signatory_title=approval.signatory_title or issuer.organisation.name,
        signatory=approval.signatory,
        address=f"{approval.address}/v/{award.code}",
        code=grouped(award.code),
    )


def written_date(day: date) -> str:
    """``ngày 05 tháng 02 năm 2026``: a zero before days below 10 and before months 1 and 2, as Decree
    30/2020/NĐ-CP writes it."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def valid_until(award: Award, issued_on: date) -> date | None:
    """The first day on which the award no longer counts if it is issued on ``issued_on``: the same day so
    many months later as its course says. None where it says none."""
    months = (award.enrolment.edition.certificate or {}).get("valid_months")
    return _months_later(issued_on, months) if months else None


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the first of the month after where that month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 2, 1)


def _workplace(person_id: int, day: date) -> str:
    """Where she serves on ``day``, her first job first, under the names that held on that day."""
    postings = sorted(postings_of(person_id, day), key=lambda posting: posting.second_job)
    return _named(postings[0], day) if postings else ""


def _named(posting: Posting, day: date) -> str:
    post = posting.post
    place: PostPlace | None = next((each for each in post.places if each.holds_on(day)), None)
    hamlet = place.hamlet if place else None
    kind = post.role.staff_kind.name_vi
    # Who works in a hamlet is known by it; the station above her may still bear a name from before a merger.
    first = [kind, hamlet.name] if hamlet else [post.organisation.on(day).name if post.organisation else kind]
    return ", ".join([*first, full_name(place.unit)] if place else first)


def _hours(hours: dict[str, Any]) -> str:
    """``8 tiết (lý thuyết 3, thực hành 2, tự học 3)``."""
    labels = {"theory": "lý thuyết", "practice": "thực hành", "self_study": "tự học"}
    parts = {label: hours[key] for key, label in labels.items() if hours.get(key)}
    total = sum(parts.values())
    if len(parts) < 2:
        return f"{_number(total)} tiết" if total else ""
    return (
        f"{_number(total)} tiết ({', '.join(f'{label} {_number(count)}' for label, count in parts.items())})"
    )


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
