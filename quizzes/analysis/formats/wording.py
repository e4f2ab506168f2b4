"""The words that stand beside the numbers: on pages and in workbooks alike."""

from flask_babel import gettext as _

from lms.web.i18n import language
from quizzes.analysis.models import By
from quizzes.analysis.statistics.branching import Decision
from quizzes.analysis.statistics.linear import ENOUGH
from quizzes.analysis.statistics.mastery import Gain
from quizzes.analysis.statistics.moments import Range

GOOD, MOST, HALF = 0.9, 0.75, 0.5  # facilities that a word stands for; training aims at the first
TELLS, TELLS_LITTLE = 0.3, 0.1  # discriminations
DUBIOUS = 0.15  # an efficiency below it: as in Moodle
RELIABLE, FAIRLY = 0.75, 0.64  # internal consistency: as in Moodle


def of_hundred(likely: Range | None) -> str:
    """``62–78``: between how many of a hundred."""
    return "—" if likely is None else f"{round(likely.low * 100)}–{round(likely.high * 100)}"


def decimal(value: float | None) -> str:
    """``0,35`` in Vietnamese, ``0.35`` in English; "—" for nothing."""
    if value is None:
        return "—"
    text = f"{value:.2f}"
    return text.replace(".", ",") if language() == "vi" else text


def how_it_went(decision: Decision) -> str:
    """A facility in words; no verdict while few people were there."""
    if not decision.is_sure:
        return str(_("too few people to say"))
    if decision.facility >= GOOD:
        return str(_("nearly everybody does well"))
    if decision.facility >= MOST:
        return str(_("most do well"))
    if decision.facility >= HALF:
        return str(_("about half do well"))
    return str(_("most do not do well yet"))


def kind_of(decision: Decision) -> str:
    """The kind of state that the same is shown as."""
    if not decision.is_sure:
        return "neutral"
    return "met" if decision.facility >= MOST else "due" if decision.facility >= HALF else "missing"


def tells_apart(discrimination: float | None) -> str:
    """A discrimination in words."""
    if discrimination is None:
        return str(_("too few people to say"))
    if discrimination < 0:
        return str(_("goes against the others"))
    if discrimination < TELLS_LITTLE:
        return str(_("hardly tells people apart"))
    return str(_("tells people apart a little") if discrimination < TELLS else _("tells people apart"))


def is_efficient(efficiency: float | None) -> str:
    """A discriminative efficiency in words; empty where there is none."""
    if efficiency is None:
        return ""
    return str(_("look at it") if efficiency < DUBIOUS else _("fine"))


def how_reliable(consistency: float | None) -> str:
    """An internal consistency in words."""
    if consistency is None:
        return str(_("cannot be said"))
    if consistency > RELIABLE:
        return str(_("reliable"))
    return str(_("fairly reliable") if consistency >= FAIRLY else _("not reliable"))


def who(by: By) -> str:
    """Who answered, as a heading."""
    return str(
        {
            By.ALONE: _("Alone"),
            By.HELPED: _("With a helper"),
            By.PAPER: _("On paper"),
            By.EVERYBODY: _("Everybody"),
        }[by]
    )


def signed(difference: float) -> str:
    """A difference of shares in percentage points, with its sign: ``+12``, ``−3``, ``0``."""
    points = round(difference * 100)
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def how_it_changed(gain: Gain) -> tuple[str, str]:
    """A difference as a kind of state and in words; no verdict where it may be chance."""
    if gain.people < ENOUGH:
        return "neutral", str(_("too few people to say"))
    if gain.likely is None or gain.likely.low <= 0 <= gain.likely.high:
        return "neutral", str(_("may be chance"))
    return ("met", str(_("better"))) if gain.difference > 0 else ("missing", str(_("worse")))
