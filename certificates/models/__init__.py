"""Tables of certificates, and what a design and a paper consist of."""

from certificates.models.award import Award, AwardEvent, AwardEventKind, AwardFile, AwardState, FileKind
from certificates.models.design import Design
from certificates.models.issuer import Issuer, NumberSeries
from certificates.models.paper import Paper

__all__ = [
    "Award",
    "AwardEvent",
    "AwardEventKind",
    "AwardFile",
    "AwardState",
    "Design",
    "FileKind",
    "Issuer",
    "NumberSeries",
    "Paper",
]
