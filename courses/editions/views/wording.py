"""What changed between two editions, in a line."""

from flask_babel import gettext as _
from flask_babel import ngettext

from courses.editions.rules.comparing import Comparison

CAME_AND_WENT = ("changed", "added", "removed")


def change_line(comparison: Comparison, heads: int) -> str:
    """What changed, in a line; ``heads`` is how many things the course says otherwise about itself."""
    said = [*_lessons(comparison), *_others(comparison)]
    moved = comparison.count("moved", lessons=True) + comparison.count("moved", lessons=False)
    if moved:
        said.append(ngettext("%(num)s step moved", "%(num)s steps moved", moved))
    if heads:
        said.append(_("what the course says about itself"))
    return ", ".join(said) or _("nothing that learners read")


def _lessons(comparison: Comparison) -> list[str]:
    changed, added, removed = (comparison.count(kind, lessons=True) for kind in CAME_AND_WENT)
    said = [
        (changed, ngettext("%(num)s lesson changed", "%(num)s lessons changed", changed)),
        (added, ngettext("%(num)s lesson added", "%(num)s lessons added", added)),
        (removed, ngettext("%(num)s lesson removed", "%(num)s lessons removed", removed)),
    ]
    return [words for count, words in said if count]


def _others(comparison: Comparison) -> list[str]:
    changed, added, removed = (comparison.count(kind, lessons=False) for kind in CAME_AND_WENT)
    said = [
        (changed, ngettext("%(num)s exercise changed", "%(num)s exercises changed", changed)),
        (added, ngettext("%(num)s exercise added", "%(num)s exercises added", added)),
        (removed, ngettext("%(num)s exercise removed", "%(num)s exercises removed", removed)),
    ]
    return [words for count, words in said if count]
