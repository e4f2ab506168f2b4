"""The office that issues certificates in an installation."""

from datetime import date

from certificates.rules.appointing import appoint
from certificates.rules.numbering import written_number
from lms.base.founding import Answers, Founding, Question, given
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.places.founding import founded, province_in_words

ISSUER = "chi-cuc-dan-so"
"""As the shipped courses name who issues; see ``flask certificates appoint`` for more."""
PATTERN = "{number:03d}/{year}/GCN-CCDSTE"
PLACE_AT_MOST, SUPERIOR_AT_MOST, PATTERN_AT_MOST = 60, 120, 60
NONE = "-"
A_DAY = date(2026, 1, 1)


class TooLong(Refusal):
    """A line of a certificate has no room for this."""


def _fitting(answer: str, longest: int) -> str:
    text = clean(answer)
    if len(text) > longest:
        raise TooLong(message("At most %(longest)s characters have room here.", longest=longest))
    return text


def _pattern(answer: str, answers: Answers) -> str:
    pattern = _fitting(given(answer, answers), PATTERN_AT_MOST)
    written_number(pattern, 1, A_DAY.year)
    return pattern


def _place(answer: str, answers: Answers) -> str:
    return _fitting(given(answer, answers), PLACE_AT_MOST)


def _superior(answer: str, _answers: Answers) -> str:
    return "" if clean(answer) == NONE else _fitting(answer, SUPERIOR_AT_MOST)


def _province(answers: Answers) -> str:
    """The name of the province without its type, as it stands before a date."""
    words = province_in_words(answers)
    return words.removeprefix("tỉnh ").removeprefix("thành phố ")


def _found(answers: Answers) -> None:
    appoint(
        ISSUER,
        founded(answers),
        number_pattern=answers["pattern"],
        place=answers["place"],
        superior=answers["superior"],
    )


FOUNDING = Founding(
    questions=(
        Question(
            "superior",
            message("Agency above it, printed in the first line of certificates"),
            _superior,
            message("May be “-” for none."),
            lambda answers: f"Sở Y tế {province_in_words(answers)}".strip(),
        ),
        Question(
            "pattern",
            message("How certificates are numbered"),
            _pattern,
            message("{number:03d} is the running number of the year, {year} the year."),
            lambda _answers: PATTERN,
        ),
        Question("place", message("Place name before the date on certificates"), _place, proposal=_province),
    ),
    found=_found,
)
