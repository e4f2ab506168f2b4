"""What a trainer should look at first, and one sentence that says what to do there."""

import math
from collections.abc import Iterator
from textwrap import shorten

from lms.base.messages import Message, message
from quizzes.analysis.models import FEW, Advice
from quizzes.analysis.statistics.branching import Decision, Figures
from quizzes.analysis.statistics.judging import Judge, thawed
from quizzes.analysis.statistics.moments import Z
from quizzes.exercise.graph import QuestionType, Scene
from quizzes.exercise.judging import judge as judge_answer
from quizzes.map.ways import letter

FIRST = 5
"""How many places one sitting is enough for."""
GRAVE = 0.05
"""From this share on, a grave error is more than a slip."""
WORDS_OF_A_REASON = 6
"""Feedback of fewer words says that something is wrong, hardly why."""
TEMPTING = 0.1
"""A choice that fewer take misleads too few to be spoken of."""
MANY_STOPPED = 3
LONGEST = 70  # characters of a choice that are quoted


def look_first(judge: Judge, figures: Figures, against: dict[int, float | None]) -> list[Advice]:
    """The :data:`FIRST` places where most points are lost by all together: share reached x mean regret.

    ``against`` says of scenes how they go together with the others, from -1 to 1.
    """
    costly = [each for each in figures.decisions.values() if each.contributed > 0 and each.people >= FEW]
    costly.sort(key=lambda each: (-each.contributed, each.scene))
    return [
        Advice(each.scene, each, tuple(_sentences(judge, each, against.get(each.scene))))
        for each in costly[:FIRST]
    ]


def _sentences(judge: Judge, decision: Decision, against: float | None) -> Iterator[Message]:
    scene, likely = judge.exercise.scenes[decision.scene], decision.likely
    if not decision.is_sure and likely:
        yield message(
            "Only %(all)d people were here so far: of a hundred, between %(low)d and %(high)d would decide"
            " well. Wait for thirty before you change anything.",
            all=decision.people,
            low=round(likely.low * 100),
            high=round(likely.high * 100),
        )
        return
    if scene.type is QuestionType.SINGLE:
        yield from _of_choices(judge, scene, decision)
    elif scene.type in _TYPED:
        yield message(
            "%(count)d of %(all)d people typed nothing that is accepted. See in the table what they wrote:"
            " perhaps one more answer is right.",
            count=_wrong(scene, decision),
            all=decision.reached,
        )
    else:
        yield from _of_parts(scene, decision)
    if against is not None and against < -Z / math.sqrt(decision.reached - 3):  # more than chance
        yield message(
            "People who do well elsewhere do worse here: look whether the key is right and whether the words"
            " can be read in two ways."
        )
    yield from _of_the_rest(scene, decision)


_TYPED = (QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER)


def _of_choices(judge: Judge, scene: Scene, decision: Decision) -> Iterator[Message]:
    ways = [number for number, choice in enumerate(scene.choices) if not choice.retry]
    taken = {number: decision.answers.get(number, 0) for number in ways}
    for number in ways:
        if scene.choices[number].critical and taken[number] >= GRAVE * decision.reached:
            yield message(
                "%(count)d of %(all)d people chose %(letter)s, a grave error. Say in the lesson and in the"
                " feedback why it must never be done.",
                count=taken[number],
                all=decision.reached,
                letter=_quoted(scene, number),
            )
    costs = {number: judge.regret(decision.scene, number) for number in ways}
    best = min(ways, key=costs.__getitem__)
    worse = [number for number in ways if costs[number] > 0 and not scene.choices[number].critical]
    if worse:
        yield from _of_the_tempting(scene, decision, best, max(worse, key=taken.__getitem__))


def _of_the_tempting(scene: Scene, decision: Decision, best: int, tempting: int) -> Iterator[Message]:
    """The choice that costs something and that most people took."""
    count, better = decision.answers.get(tempting, 0), decision.answers.get(best, 0)
    facts = {"count": count, "all": decision.reached, "letter": _quoted(scene, tempting)}
    words = len(scene.choices[tempting].feedback.split())
    if count < TEMPTING * decision.reached:
        return
    if count > better:
        yield message(
            "More people chose %(letter)s (%(count)d) than %(best)s (%(better)d), the best by the key."
            " Look first whether the key is right, then whether the lesson leads there.",
            best=_quoted(scene, best),
            better=better,
            **{name: facts[name] for name in ("count", "letter")},
        )
    elif words == 0:
        yield message(
            "%(count)d of %(all)d people chose %(letter)s, and it has no feedback: write why another way is"
            " better.",
            **facts,
        )
    elif words < WORDS_OF_A_REASON:
        yield message(
            "%(count)d of %(all)d people chose %(letter)s; the feedback does not yet say why that is not"
            " the best.",
            **facts,
        )
    else:
        yield message(
            "%(count)d of %(all)d people chose %(letter)s. Ask a few of them what made it look right, and"
            " take that up in the feedback or the lesson.",
            **facts,
        )


def _quoted(scene: Scene, choice: int) -> str:
    """``B (“Hỏi bà đã”)``."""
    words = shorten(scene.choices[choice].text, LONGEST, placeholder=" …")
    return f"{letter(choice)} ({words})" if words.startswith("“") else f"{letter(choice)} (“{words}”)"


def _of_parts(scene: Scene, decision: Decision) -> Iterator[Message]:
    """The part of an answer about which most people were wrong."""
    wrong = [0] * len(scene.choices)
    for given, people in decision.answers.items():
        for number in judge_answer(scene, thawed(given)).wrong:
            wrong[number] += people
    if any(wrong):
        worst = max(range(len(wrong)), key=wrong.__getitem__)
        yield message(
            "%(count)d of %(all)d people were wrong about “%(part)s”: look whether the lesson says it"
            " plainly.",
            count=wrong[worst],
            all=decision.reached,
            part=scene.choices[worst].text or letter(worst),
        )


def _wrong(scene: Scene, decision: Decision) -> int:
    return sum(
        people
        for given, people in decision.answers.items()
        if not judge_answer(scene, thawed(given)).is_right
    )


def _of_the_rest(scene: Scene, decision: Decision) -> Iterator[Message]:
    dead = [number for number in decision.dead if not scene.choices[number].right]
    if dead:
        yield message(
            "Hardly anybody chose %(letters)s: put a mistake there that people really make.",
            letters=", ".join(letter(number) for number in dead),
        )
    if decision.stopped >= MANY_STOPPED:
        yield message(
            "%(count)d people are known to have stopped here: is the scene too long, or too hard?",
            count=decision.stopped,
        )
    if scene.lesson is not None:
        yield message("Lesson %(number)d explains it.", number=scene.lesson)
