"""What a list of units would change in the record: units that begin and end, and who follows whom. Pure.

A unit that gives its territory ends on that day, whether or not the list says so; and where a province goes
on as another one, the communes that the list does not mention go on below it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from lms.base.database import LONG_AGO
from lms.base.messages import Message, message
from lms.base.text import fold
from lms.places.models import SuccessionKind, UnitKind
from lms.places.rules.lives import Follow, Life, UnitPlan
from lms.places.rules.reading_units import Row, SuccessionRow, UnitList, UnitRow

KIND_BY_LENGTH = {2: UnitKind.PROVINCE, 3: UnitKind.DISTRICT, 5: UnitKind.COMMUNE}
NAME_AT_MOST, DECISION_AT_MOST = 120, 200
AHEAD_AT_MOST = timedelta(days=730)
DAY = timedelta(days=1)
_NAMED_AT_MOST = 3

Pair = tuple[SuccessionRow, Life, Life]


def plan_units(
    listed: UnitList, lives: Iterable[Life], known: Iterable[tuple[int, int]], today: date
) -> UnitPlan:
    """Compare a list with the units on record, and with the pairs of ids of which the second follows the
    first.

    Every cell that cannot be is refused with a sentence. The lives given are changed: read them afresh for
    another plan.
    """
    planner = _Planner(lives, known, today + AHEAD_AT_MOST)
    planner.plan.refused.extend(listed.refused)
    planner.take(listed)
    return planner.plan


class _Planner:
    """A plan in the making."""

    def __init__(self, lives: Iterable[Life], known: Iterable[tuple[int, int]], latest: date) -> None:
        self.plan = UnitPlan()
        self._latest = latest
        self._known = set(known)
        self._followed = {old for old, _ in self._known}
        self._by_code: dict[str, list[Life]] = defaultdict(list)
        self._children: dict[Life, list[Life]] = defaultdict(list)
        self._parents: dict[Life, str] = {}
        self._pairs: dict[Life, list[Pair]] = defaultdict(list)
        for life in lives:
            self._by_code[life.code].append(life)
            if life.parent:
                self._children[life.parent].append(life)

    def take(self, listed: UnitList) -> None:
        """Take everything that the list says."""
        for line in listed.units:
            life = self._on_record(line)
            if life:
                self._agree(line, life)
            else:
                self._begin(line)
        for life, code in self._parents.items():
            self._put_below(life, code)
        for row in sorted(listed.successions, key=lambda row: row.on):
            self._take_succession(row)
        for pairs in self._pairs.values():
            self._follow(pairs)
        self._carry_children()
        self._check_lives()
        self.plan.begun.sort(key=lambda life: (life.level, life.since, life.code))

    def _on_record(self, line: UnitRow) -> Life | None:
        """The unit that a row speaks of; where a list does not know when it began, the record may."""
        lives = self._by_code.get(line.code, [])
        if line.since == LONG_AGO:
            known = [life for life in lives if (life.name, life.until) == (line.name, line.until)]
            if known:
                return known[0]
        if line.since is None:
            last = line.until - DAY if line.until else None
            return next((life for life in lives if last and life.holds_on(last)), None)
        return next((life for life in lives if life.since == line.since), None)

    def _agree(self, line: UnitRow, life: Life) -> None:
        if life.row:
            self._refuse(line.row, "code", message("This unit stands in the list twice."))
            return
        life.row = line.row
        if line.name and fold(line.name) != fold(life.name):
            self._refuse(line.row, "name", _otherwise(life.name))
        elif line.parent and life.parent and line.parent != life.parent.code:
            self._refuse(line.row, "parent", _otherwise(life.parent.full_name))
        elif line.until in (None, life.until):
            self.plan.same += 1
        elif life.until is None:
            self._end(life, line.until, line.row, "valid_until")
        else:
            self._refuse(line.row, "valid_until", _otherwise(_day(life.until)))

    def _begin(self, line: UnitRow) -> None:
        since = line.since
        if since is None:
            self._refuse(line.row, "valid_from", message("The day is missing."))
        elif not line.name or len(line.name) > NAME_AT_MOST:
            limit = message("A name has 1 to %(longest)s characters.", longest=NAME_AT_MOST)
            self._refuse(line.row, "name", limit)
        elif since > self._latest:
            self._refuse(line.row, "valid_from", _too_late(self._latest))
        elif line.until and line.until <= since:
            self._refuse(line.row, "valid_until", message("It must end after it begins."))
        else:
            kind = KIND_BY_LENGTH[len(line.code)]
            life = Life(line.code, line.name, kind, since, line.until, row=line.row)
            self._add(life)
            self._parents[life] = line.parent

    def _add(self, life: Life) -> None:
        self._by_code[life.code].append(life)
        self.plan.begun.append(life)

    def _end(self, life: Life, day: date, row: Row, column: str) -> None:
        if day <= life.since:
            self._refuse(row, column, _begins_later(life))
        elif day > self._latest:
            self._refuse(row, column, _too_late(self._latest))
        else:
            life.until, life.row = day, life.row or row
            if life.id is not None:
                self.plan.ended.append(life)

    def _put_below(self, life: Life, code: str) -> None:
        parent = self._at(code, life.since)
        if parent is None or parent is life:
            self._refuse(life.row, "parent", self._unknown(code, life.since))
        elif parent.level >= life.level:
            sentence = message("%(parent)s does not lie above %(unit)s.", parent=parent.name, unit=life.name)
            self._refuse(life.row, "parent", sentence)
        else:
            life.parent = parent
            self._children[parent].append(life)

    def _at(self, code: str, day: date) -> Life | None:
        """The unit that has a code on a day; of two the later, since the one before it is about to end."""
        found = [life for life in self._by_code.get(code, ()) if life.holds_on(day)]
        return max(found, key=lambda life: life.since, default=None)

    def _take_succession(self, row: SuccessionRow) -> None:
        old = self._at(row.old, row.on - DAY)
        new = next((life for life in self._by_code.get(row.new, ()) if life.since == row.on), None)
        if old is None:
            self._refuse(row.row, "old", self._unknown(row.old, row.on - DAY))
        elif new is None:
            self._refuse(row.row, "new", self._no_beginning(row.new, row.on))
        elif (old.id, new.id) in self._known:
            self.plan.same += 1
        elif old.id in self._followed or old.until not in (None, row.on):
            self._refuse(row.row, "old", _has_ended(old))
        elif old.kind is not new.kind and (old.kind, new.kind) != (UnitKind.DISTRICT, UnitKind.COMMUNE):
            sentence = message("%(new)s is on another level than %(old)s.", new=new.name, old=old.name)
            self._refuse(row.row, "new", sentence)
        elif any(pair[2] is new for pair in self._pairs[old]):
            self._refuse(row.row, "new", message("This succession stands in the list twice."))
        else:
            if old.until is None:
                self._end(old, row.on, row.row, "effective_on")
            self._pairs[old].append((row, old, new))

    def _follow(self, pairs: list[Pair]) -> None:
        """Note who follows one unit: one takes the whole of it, several take parts."""
        is_split = len(pairs) > 1
        defaults = 0
        for row, old, new in pairs:
            kind = row.kind or (SuccessionKind.PART if is_split else SuccessionKind.WHOLE)
            defaults += row.is_default
            if is_split != (kind is SuccessionKind.PART):
                several = message("Several units follow %(unit)s: each takes a part of it.", unit=old.name)
                one = message("Only one unit follows %(unit)s: it takes the whole.", unit=old.name)
                self._refuse(row.row, "kind", several if is_split else one)
            elif defaults > 1:
                self._refuse(row.row, "is_default", message("Only one part can be the one proposed."))
            else:
                decision = row.decision[:DECISION_AT_MOST] if row.decision else None
                new.decision = new.decision or decision
                is_default = row.is_default and is_split
                self.plan.follows.append(Follow(old, new, row.on, kind, is_default, decision))

    def _carry_children(self) -> None:
        """Let what lies in a unit that ends go on in the one that takes the whole of it."""
        ending = [*self.plan.ended, *(life for life in self.plan.begun if life.until)]
        while ending:
            above = ending.pop()
            day = above.until
            staying = [
                each for each in self._children[above] if each.until is None or (day and each.until > day)
            ]
            if not staying or day is None:
                continue
            following = self.plan.successors_of(above)
            is_whole = len(following) == 1 and following[0].kind is not SuccessionKind.PART
            if not is_whole or any(each.since >= day or each.until for each in staying):
                self._refuse(above.row, "valid_until", _left_inside(above, staying))
                continue
            ending += [self._carry(each, following[0]) for each in staying]

    def _carry(self, life: Life, above: Follow) -> Life:
        """A unit goes on below the successor of the one it lay in; returns the row that ended."""
        new = Life(life.code, life.name, life.kind, above.on, None, parent=above.new, row=above.old.row)
        new.decision = above.decision
        life.until = above.on
        self._add(new)
        self._children[above.new].append(new)
        if life.id is not None:
            self.plan.ended.append(life)
        self.plan.follows.append(Follow(life, new, above.on, SuccessionKind.WHOLE, decision=above.decision))
        return life

    def _check_lives(self) -> None:
        """No code names two units at a time, and no unit outlives the one that it lies in."""
        for code in {life.code for life in self.plan.begun}:
            lives = sorted(self._by_code[code], key=lambda life: life.since)
            for before, after in pairwise(lives):
                if before.until is None or before.until > after.since:
                    self._refuse(after.row or before.row, "code", _two_at_once(before, after))
        for life in self.plan.begun:
            above = life.parent
            if above and above.until and (life.until is None or life.until > above.until):
                self._refuse(life.row, "parent", _has_ended(above))

    def _unknown(self, code: str, day: date) -> Message:
        ever = sorted(self._by_code.get(code, ()), key=lambda life: life.since)
        if ever and day < ever[0].since:
            return _begins_later(ever[0])
        return message("On %(day)s no unit has the code %(code)s.", code=code, day=_day(day))

    def _no_beginning(self, code: str, day: date) -> Message:
        before = self._at(code, day)
        if before is None:
            return self._unknown(code, day)
        return message(
            "%(unit)s was there before %(day)s. Its territory changes: add it once more to the units, with "
            "that day as its first, and let it follow itself, too.",
            unit=before.full_name,
            day=_day(day),
        )

    def _refuse(self, row: Row | None, column: str, sentence: Message) -> None:
        if row:
            self.plan.refused.append(row.refused(column, sentence))


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _otherwise(value: str) -> Message:
    return message(
        "On record stands: %(value)s. A list changes nothing that is past; for a change, let the unit end "
        "and another one begin.",
        value=value,
    )


def _begins_later(life: Life) -> Message:
    return message("%(unit)s begins only on %(day)s.", unit=life.full_name, day=_day(life.since))


def _has_ended(life: Life) -> Message:
    day = _day(life.until) if life.until else "—"
    return message("%(unit)s ended on %(day)s already.", unit=life.full_name, day=day)


def _too_late(latest: date) -> Message:
    return message("The day lies too far ahead: %(day)s is the last one taken.", day=_day(latest))


def _two_at_once(before: Life, after: Life) -> Message:
    return message(
        "From %(day)s the code %(code)s would name two units: %(before)s and %(after)s. Say who follows the "
        "former one, or on which day it ends.",
        day=_day(after.since),
        code=after.code,
        before=before.full_name,
        after=after.full_name,
    )


def _left_inside(above: Life, staying: list[Life]) -> Message:
    return message(
        "%(unit)s ends, but %(count)s units in it do not, as %(names)s. List under which unit each of them "
        "lies from then on.",
        unit=above.full_name,
        count=len(staying),
        names=", ".join(each.name for each in staying[:_NAMED_AT_MOST]),
    )
