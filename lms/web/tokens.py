"""The tokens of the style sheet, read from it, and how well one colour can be told from another."""

import re
from functools import cache

from lms.web.statics import CSS

SCHEMES = ("light", "dark", "light-contrast", "dark-contrast")
STATES = ("met", "due", "missing", "expired", "waiting", "neutral")
TEXT, SHAPE = 4.5, 3.0  # what WCAG 2.2 asks at level AA: 1.4.3 of text, 1.4.11 of controls and their borders
ENHANCED = 7.0  # what it asks of text at level AAA (1.4.6): high contrast keeps to it

# What stands on what, and how far apart it must be. A state's border only decorates: shape and words tell.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "accent", "accent-deep")
        for ground in ("paper", "sheet")
    ),
    *((ink, "accent-pale", TEXT) for ink in ("ink", "ink-soft", "accent", "accent-deep")),
    *(("seal", ground, TEXT) for ground in ("paper", "sheet", "seal-pale")),
    *((state, ground, TEXT) for state in STATES for ground in ("paper", "sheet", f"{state}-pale")),
    *(("ink", f"{state}-pale", TEXT) for state in STATES),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("sheet", "ink", TEXT),
    ("sheet", "seal", TEXT),
    ("on-dark", "foot", TEXT),
    ("on-dark", "alarm", TEXT),
    ("line-strong", "paper", SHAPE),
    ("line-strong", "sheet", SHAPE),
)

_MEDIA = re.compile(r"^@media ", re.MULTILINE)
_TOKEN = re.compile(r"--([\w-]+): ([^;]+);")


@cache
def tokens() -> dict[str, dict[str, str]]:
    """The value of every token by its name, for each scheme: a scheme only says what differs from those that
    hold beside it."""
    sheet = (CSS / "tokens.css").read_text("utf-8")
    bright, dark, contrast_bright, contrast_dark = (
        dict(_TOKEN.findall(part)) for part in _MEDIA.split(sheet)
    )
    return {
        "light": bright,
        "dark": bright | dark,
        "light-contrast": bright | contrast_bright,
        "dark-contrast": bright | dark | contrast_bright | contrast_dark,
    }


def asked(least: float, scheme: str) -> float:
    """How far apart a pair must be in a scheme, whose least contrast otherwise is ``least``."""
    return ENHANCED if scheme.endswith("-contrast") and least == TEXT else least


def colours(scheme: str) -> dict[str, str]:
    """The tokens that are colours, as ``#rrggbb``."""
    return {name: value for name, value in tokens()[scheme].items() if value.startswith("#")}


def contrast(one: str, other: str) -> float:
    """How far apart two colours ``#rrggbb`` are, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance" of sRGB."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
