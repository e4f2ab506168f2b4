"""The answer table of a question or a decision: what was answered, how often, and what it is worth."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lms.base.text import fold
from quizzes.analysis.models import FEW, Line
from quizzes.analysis.statistics.branching import Decision
from quizzes.analysis.statistics.judging import Given, Judge
from quizzes.exercise.accepting import accepts
from quizzes.exercise.answers import NONE, lefts, right_side
from quizzes.exercise.graph import Choice, QuestionType, Scene
from quizzes.map.ways import letter

NOT_ANSWERED = "—"


def table_of(judge: Judge, decision: Decision) -> list[Line]:
    """The lines of one scene: choices in the order of the text; what is put together or typed, the most
    frequent first. What is typed by fewer than :data:`FEW` people might name somebody: it is not shown."""
    scene = judge.exercise.scenes[decision.scene]
    return list(_TABLES[scene.type](judge, scene, decision))


def _choices(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Line]:
    for number, choice in enumerate(scene.choices):
        if not choice.retry:
            people = decision.answers.get(number, 0)
            yield Line(
                letter(number),
                choice.text,
                people,
                people / decision.reached,
                judge.credit(decision.scene, number),
                critical=choice.critical,
                dead=number in decision.dead,
            )


def _ticks(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Line]:
    """Each choice with how many ticked it, or said that it is true."""
    ticked: Counter[object] = Counter()
    for given, people in decision.answers.items():
        for number in _parts(given):
            ticked[number] += people
    for number, choice in enumerate(scene.choices):
        share = ticked[number] / decision.reached
        yield Line(letter(number), choice.text, ticked[number], share, float(choice.right), choice.critical)


def _pairs(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Line]:
    """Each left side with every right side that was put to it."""
    for place, left in enumerate(lefts(scene)):
        for given, people in _at_place(decision, place).most_common():
            right = NOT_ANSWERED if given == NONE else scene.choices[int(str(given))].match
            words = f"{scene.choices[left].text} ⇄ {right}"
            credit = float(given == right_side(scene, left))
            yield Line(letter(left), words, people, people / decision.reached, credit)


def _orders(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Line]:
    """The orders that enough people gave."""
    rest = []
    for given, times in Counter(dict(decision.answers)).most_common():
        if decision.people_of([given]) >= FEW:
            words = " → ".join(letter(int(str(number))) for number in _parts(given))
            yield Line("", words, times, times / decision.reached, judge.credit(decision.scene, given))
        else:
            rest.append(times)
    yield from _others(rest, decision)


def _typed(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Line]:
    groups = _grouped((fold(str(given)), given) for given in decision.answers)
    worth = {words: judge.credit(decision.scene, alike[-1]) for words, alike in groups.items()}
    yield from _words(groups, worth, "", decision)


def _fields(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Line]:
    for place, choice in enumerate(scene.choices):
        filled = [given for given in decision.answers if place < len(_parts(given))]
        groups = _grouped((fold(str(_parts(given)[place])), given) for given in filled)
        worth = {words: float(accepts(choice.match, words)) for words in groups}
        yield from _words(groups, worth, _label(place, choice), decision)


def _words(
    groups: Mapping[str, Sequence[Given]], worth: Mapping[str, float], label: str, decision: Decision
) -> Iterator[Line]:
    """What enough people typed, and how many typed something else."""
    typed = Counter({words: sum(decision.answers[each] for each in alike) for words, alike in groups.items()})
    rest = []
    for words, times in typed.most_common():
        if decision.people_of(groups[words]) >= FEW:
            shown = f"{label}{words or NOT_ANSWERED}"
            yield Line("", shown, times, times / decision.reached, worth[words])
        else:
            rest.append(times)
    yield from _others(rest, decision, label)


def _grouped(pairs: Iterable[tuple[str, Given]]) -> dict[str, list[Given]]:
    """By words, the answers in which they stand."""
    found: dict[str, list[Given]] = {}
    for words, given in pairs:
        found.setdefault(words, []).append(given)
    return found


def _others(few: list[int], decision: Decision, label: str = "") -> Iterator[Line]:
    if few:
        yield Line("", label.removesuffix(": "), sum(few), sum(few) / decision.reached, None)


def _label(place: int, choice: Choice) -> str:
    return f"{choice.text or letter(place)}: "


def _at_place(decision: Decision, place: int) -> Counter[Given]:
    """What was put at one place of an answer that has several."""
    found: Counter[Given] = Counter()
    for given, people in decision.answers.items():
        parts = _parts(given)
        if place < len(parts):
            found[parts[place]] += people
    return found


def _parts(given: Given) -> tuple[int, ...] | tuple[str, ...]:
    return given if isinstance(given, tuple) else ()


_TABLES = {
    QuestionType.SINGLE: _choices,
    QuestionType.MULTIPLE: _ticks,
    QuestionType.TRUE_FALSE: _ticks,
    QuestionType.ORDERING: _orders,
    QuestionType.MATCHING: _pairs,
    QuestionType.NUMERICAL: _typed,
    QuestionType.SHORT_ANSWER: _typed,
    QuestionType.FORM: _fields,
}
