"""Draws the map of an exercise as SVG.

What it looks like, ``css/map.css`` says: by shape and thickness too, never by colour alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from textwrap import wrap

from markupsafe import Markup, escape

from lms.base.messages import Message, message
from quizzes.exercise.graph import Exercise, Scene
from quizzes.map.layers import Layout, lay_out
from quizzes.map.ways import Way, Ways, letter, ways_of

BOX, HEIGHT = 168, 64  # of a scene
BETWEEN = 24  # scenes beside one another
LANE = 20  # of a column of ways
GAP = 76  # between layers: room for letters, arrow heads and ways back
EDGE = 14
IN_A_ROW = 5  # questions, which lead nowhere
LETTERS_OF_NAME = 19  # in a line of a scene's name
LINES_OF_NAME = 2
LAYERS_OF_SHEET = 8  # of paper: still readable
SHADES = 5  # how often people came by: five steps from few to all


@dataclass(frozen=True)
class Flow:
    """How many people came by."""

    scenes: dict[int, int]
    """By scene."""
    choices: dict[tuple[int, int], int]
    """By scene and choice."""


def draw_map(
    exercise: Exercise,
    *,
    link: Callable[[int], str],
    flow: Flow | None = None,
    say: Callable[[Message], str] = str,
) -> Markup:
    """The map of an exercise: every scene a link to ``link(ordinal)``, coloured by ``flow`` where it is
    given; ``say`` brings a sentence into the language of the page."""
    if not exercise.scenes:
        return Markup()
    return _Drawing(exercise, link, flow, say).whole()


def draw_sheets(exercise: Exercise) -> Markup:
    """The map that stands on the same page, cut into sheets of paper between its layers: a long story that
    was made to fit one sheet could not be read. Nothing where one sheet is enough."""
    drawing = _Drawing(exercise, str, None, str)
    layers = max(drawing.places.layer, default=0) + 1
    if layers <= LAYERS_OF_SHEET:
        return Markup()
    return Markup().join(drawing.sheet(first) for first in range(0, layers, LAYERS_OF_SHEET))


class _Drawing:
    """One map being drawn."""

    def __init__(
        self,
        exercise: Exercise,
        link: Callable[[int], str],
        flow: Flow | None,
        say: Callable[[Message], str],
    ) -> None:
        self.exercise, self.link, self.flow, self.say = exercise, link, flow, say
        self.ways: Ways = ways_of(exercise)
        self.onward = [way for way in self.ways.all if not way.back]
        self.places: Layout = self._places()
        targets = dict.fromkeys(way.target for way in self.ways.all if way.back)
        self.lanes = {target: self._right() + LANE * number for number, target in enumerate(targets)}

    def whole(self) -> Markup:
        """The drawing: ways below, scenes above them."""
        width = self._right() + LANE * len(self.lanes) + EDGE
        height = EDGE * 2 + (max(self.places.layer) + 1) * (HEIGHT + GAP) - GAP * (not self.lanes)
        ports = self._ports()
        ordered = sorted(self.ways.all, key=lambda way: (way.best, way.worst, way.critical))
        ways = "".join(self._way(way, ports[way.scene, way.choice]) for way in ordered)
        scenes = "".join(self._scene(number, each) for number, each in enumerate(self.exercise.scenes))
        label = escape(self.say(message("Map of the exercise")))
        return Markup(  # noqa: S704 - words and addresses were escaped above
            f'<svg class="map-drawing{" map-flowing" if self.flow else ""}" xmlns="http://www.w3.org/2000/svg"'
            f' role="group" aria-label="{label}" width="{width:.0f}" height="{height:.0f}"'
            f' viewBox="0 0 {width:.0f} {height:.0f}">'
            f'<g id="{WHOLE}"><g aria-hidden="true">{ways}</g>{scenes}</g></svg>'
        )

    def sheet(self, first: int) -> Markup:
        """The layers from ``first`` on that one sheet of paper takes; ways go on on the next one."""
        shown = range(first, first + LAYERS_OF_SHEET)
        middles = [EDGE + x for (_, layer), x in self.places.x.items() if layer in shown]
        left, right = min(middles) - BOX / 2 - EDGE, max(middles) + BOX / 2 + EDGE
        top = self._top(first) - GAP / 2
        return Markup(  # noqa: S704 - numbers only
            f'<svg class="map-sheet" viewBox="{left:.0f} {top:.0f} {right - left:.0f}'
            f' {LAYERS_OF_SHEET * (HEIGHT + GAP)}" width="{right - left:.0f}"><use href="#{WHOLE}"/></svg>'
        )

    # Places

    def _places(self) -> Layout:
        number = len(self.exercise.scenes)
        if not self.exercise.is_scenario:
            column = BOX + BETWEEN
            layer = tuple(each // IN_A_ROW for each in range(number))
            x = {(each, layer[each]): column / 2 + each % IN_A_ROW * column for each in range(number)}
            return Layout(layer, x, column * min(number, IN_A_ROW))
        return lay_out(
            number,
            {(way.scene, way.target) for way in self.onward},
            set(range(number)) - self.ways.reached,
            box=BOX + BETWEEN,
            lane=LANE,
        )

    def _right(self) -> float:
        """Where ways back may run."""
        return EDGE + self.places.width

    def _middle(self, scene: int) -> float:
        return self._x(scene, self.places.layer[scene])

    def _x(self, scene: int, layer: int) -> float:
        return EDGE + self.places.x[scene, layer]

    def _top(self, layer: int) -> float:
        return EDGE + layer * (HEIGHT + GAP) + (GAP / 2 if self.lanes else 0)

    def _ports(self) -> dict[tuple[int, int], float]:
        """Where each way leaves its scene: side by side, in the order of where they go."""
        leaving: dict[int, list[Way]] = {}
        for way in self.ways.all:
            leaving.setdefault(way.scene, []).append(way)
        ports = {}
        for scene, ways in leaving.items():
            ways.sort(key=self._heading)
            for number, way in enumerate(ways, 1):
                ports[scene, way.choice] = self._middle(scene) - BOX / 2 + BOX * number / (len(ways) + 1)
        return ports

    def _heading(self, way: Way) -> tuple[float, int]:
        if way.back:
            return self.lanes[way.target], way.choice
        return self._x(way.target, self.places.layer[way.scene] + 1), way.choice

    # Ways

    def _way(self, way: Way, port: float) -> str:
        line, (x, y) = self._line_back(way, port) if way.back else self._line(way, port)
        choice = self.exercise.scenes[way.scene].choices[way.choice]
        mark = letter(way.choice) + ("!" if way.critical else "")
        below = self._top(self.places.layer[way.scene]) + HEIGHT + 15
        title = escape(f"{mark} {choice.text} → {self.exercise.scenes[way.target].name}")
        return (
            f'<g class="map-way{self._marks_of(way)}"><path class="map-line" d="{line}"/>'
            f'<path class="map-head" d="M{x:.0f} {y:.0f}l-5 -9h10z"/>'
            f'<text class="map-letter" x="{port:.0f}" y="{below:.0f}">{mark}</text>'
            f"<title>{title}</title></g>"
        )

    def _marks_of(self, way: Way) -> str:
        names = [name for name in ("back", "critical", "best", "worst") if getattr(way, name)]
        if self.flow:
            names = [name for name in names if name != "worst"]  # the line says how many went there
            came = self.flow.choices.get((way.scene, way.choice), 0)
            names.append(f"flow-{shade(came, max(self.flow.choices.values(), default=0))}")
        return "".join(f" map-{name}" for name in names)

    def _line(self, way: Way, port: float) -> tuple[str, tuple[float, float]]:
        """From layer to layer, straight down through those it passes."""
        first, last = self.places.layer[way.scene], self.places.layer[way.target]
        x, y = port, self._top(first) + HEIGHT
        steps = [f"M{x:.0f} {y:.0f}"]
        for number in range(first + 1, last + 1):
            to, top = self._x(way.target, number), self._top(number)
            half = (y + top) / 2
            steps.append(f"C{x:.0f} {half:.0f} {to:.0f} {half:.0f} {to:.0f} {top:.0f}")
            x, y = to, top
            if number < last:
                y = top + HEIGHT
                steps.append(f"V{y:.0f}")
        return "".join(steps), (x, y)

    def _line_back(self, way: Way, port: float) -> tuple[str, tuple[float, float]]:
        """Below its scene to the margin, up there, and above the other scene down to it."""
        under = self._top(self.places.layer[way.scene]) + HEIGHT + GAP / 2
        lane, top = self.lanes[way.target], self._top(self.places.layer[way.target])
        over, entry = top - GAP / 3, self._middle(way.target) + BOX / 3
        line = f"M{port:.0f} {under - GAP / 2:.0f}V{under:.0f}H{lane:.0f}V{over:.0f}H{entry:.0f}V{top:.0f}"
        return line, (entry, top)

    # Scenes

    def _scene(self, ordinal: int, scene: Scene) -> str:
        x, y = self._middle(ordinal) - BOX / 2, self._top(self.places.layer[ordinal])
        marks, sentences = self._marks_on(ordinal, scene)
        sign = next((SIGNS[mark] for mark in marks if mark in SIGNS), "")
        if self.flow:
            came = self.flow.scenes.get(ordinal, 0)
            marks.append(f"flow-{shade(came, max(self.flow.scenes.values(), default=0))}")
            sign = f"{sign} {came}".strip()
        classes = "".join(f" map-{mark}" for mark in marks)
        words = escape("; ".join([f"{ordinal + 1}. {scene.name}", *map(self.say, sentences)]))
        foot, corner = y + HEIGHT - 7, HEIGHT / 2 if scene.ending is not None else 6
        return (
            f'<a class="map-scene{classes}" href="{escape(self.link(ordinal))}" aria-label="{words}">'
            f"<title>{words}</title>"
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX}" height="{HEIGHT}" rx="{corner:.0f}"/>'
            f"{_name(scene.name, x + BOX / 2, y)}"
            f'<text class="map-number" x="{x + 22:.0f}" y="{foot:.0f}">{ordinal + 1}</text>'
            f'<text class="map-sign" x="{x + BOX - 22:.0f}" y="{foot:.0f}">{sign}</text></a>'
        )

    def _marks_on(self, ordinal: int, scene: Scene) -> tuple[list[str], list[Message]]:
        """The classes of a scene, and what they mean in words."""
        found = []
        if scene.ending is not None:
            found.append(("good", ENDS_WELL) if scene.ending else ("bad", ENDS_BADLY))
        if ordinal in self.ways.dead:
            found.append(("dead", BREAKS_OFF))
        if ordinal not in self.ways.reached:
            found.append(("lost", NOT_REACHED))
        if scene.must_pass:
            found.append(("must", MUST_BE_PASSED))
        if ordinal == 0 and self.exercise.is_scenario:
            found.append(("start", BEGINS))
        sentences = [sentence for _, sentence in found]
        if self.flow:
            sentences.append(message("people: %(number)d", number=self.flow.scenes.get(ordinal, 0)))
        return [mark for mark, _ in found], sentences


BEGINS = message("the story begins here")
ENDS_WELL = message("ends well")
ENDS_BADLY = message("ends badly")
BREAKS_OFF = message("the story breaks off here")
NOT_REACHED = message("nothing leads here")
MUST_BE_PASSED = message("must be passed")
WHOLE = "map-whole"
"""The id of the drawing on its page, by which sheets show parts of it."""
SIGNS = {"good": "✓", "bad": "✗", "dead": "⊘", "lost": "?", "must": "★", "start": "▶"}


def shade(number: int, most: int) -> int:
    """How strong a number looks beside the largest: 0 for none, else 1 to :data:`SHADES`."""
    return 0 if not number or not most else max(1, -(-SHADES * number // most))


def _name(name: str, middle: float, top: float) -> str:
    """A name in lines that fit its box, cut with a sign where it is longer."""
    lines = wrap(name, LETTERS_OF_NAME) or [""]
    if len(lines) > LINES_OF_NAME:
        lines = [*lines[: LINES_OF_NAME - 1], lines[LINES_OF_NAME - 1][: LETTERS_OF_NAME - 2] + " …"]
    first = top + (24 if len(lines) > 1 else 31)
    spans = "".join(
        f'<tspan x="{middle:.0f}" y="{y}">{escape(line)}</tspan>'
        for line, y in zip(lines, count(int(first), 17), strict=False)
    )
    return f'<text class="map-name">{spans}</text>'
