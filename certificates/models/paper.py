"""What is printed on one certificate: every word of it, frozen when it is approved."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Paper:
    """The words of a certificate, in Vietnamese as they stand on the paper; empty where there are none."""

    superior: str
    """The agency above the issuer."""
    issuer: str
    """The issuing agency."""
    name: str
    """The holder's full name."""
    birth_date: str
    """``05/02/1968``."""
    workplace: str
    """Where she served on the day of issue, under the unit names of that day."""
    course: str
    """The course, as it was called then."""
    period: str
    """From which day to which she learned."""
    hours: str
    """How long it is, in tiết."""
    form: str
    """In class, online, or both."""
    grade: str
    """The result, in the words of the scale."""
    number: str
    """Its number as written, e.g. ``015/2026/GCN-CCDS``."""
    register_number: str
    """Its line in the register."""
    decision: str
    """The decision that recognised the result."""
    validity: str
    """Until when it counts; empty where it has no end."""
    place_and_date: str
    """``Phú Thọ, ngày 05 tháng 02 năm 2026``."""
    signatory_title: str
    """In whose power it is signed; lines parted by ``\\n`` (KT. CHI CỤC TRƯỞNG / PHÓ CHI CỤC TRƯỞNG)."""
    signatory: str
    """Who signs; empty for one that the product issues by itself."""
    address: str
    """The verification address in full, as the QR code holds it."""
    code: str
    """The verification code, grouped for reading."""

    @classmethod
    def from_json(cls, words: dict[str, Any]) -> "Paper":
        """The paper as it was kept in :attr:`Award.printed`."""
        return cls(**words)

    def to_json(self) -> dict[str, Any]:
        """The form that is kept in :attr:`Award.printed`."""
        return asdict(self)
