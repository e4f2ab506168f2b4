"""What shows when every choice has its regret: what is missing, and what somebody could guess by."""

from collections import Counter
from collections.abc import Iterator

from lms.base.messages import message
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise, Kind, QuestionType, Scene
from quizzes.exercise.judging import Points
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Values, regret_of

MANY_DECISIONS = 10
ENOUGH_DECISIONS = 3  # before a habit of the author becomes a pattern that learners see


def judged(exercise: Exercise, play: Play, found: Values) -> Iterator[Finding]:
    """What shows only when every choice has its regret."""
    best_ones: list[tuple[Scene, int]] = []
    for ordinal, scene in enumerate(exercise.scenes):
        if scene.type is not QuestionType.SINGLE or ordinal not in found.best:
            continue
        if sum(not choice.retry for choice in scene.choices) < 2:
            continue
        regrets = [regret_of(play, found, ordinal, number) for number in range(len(scene.choices))]
        best = [
            number for number, choice in enumerate(scene.choices) if not choice.retry and regrets[number] == 0
        ]
        yield from _judged_choices(scene, regrets, needs_feedback=exercise.kind is not Kind.ORIENTATION)
        if len(best) == 1:
            best_ones.append((scene, best[0]))
    if play.start is not None and found.best and found.best[play.start] == found.worst[play.start]:
        yield Finding(
            1,
            "",
            message(
                "Every path has the same score, so that no choice matters: give the better ones points (+1)."
            ),
            error=False,
        )
    yield from _patterns(best_ones)


def _judged_choices(scene: Scene, regrets: list[Points], *, needs_feedback: bool) -> Iterator[Finding]:
    for choice, regret in zip(scene.choices, regrets, strict=True):
        if choice.retry:
            continue
        if regret > 0 and needs_feedback and not choice.feedback:
            sentence = message(
                "A choice that is not the best has no feedback:"
                " say in the line below, after >, what comes of it."
            )
            yield Finding(choice.line, scene.name, sentence, error=False)
        if regret == 0 and choice.critical and not choice.right:
            yield Finding(
                choice.line,
                scene.name,
                message(
                    "The best choice is marked as a critical error:"
                    " take ! away, or give more points to the better choice."
                ),
            )


def _patterns(best: list[tuple[Scene, int]]) -> Iterator[Finding]:
    if not best:
        return
    first, places = best[0][0], Counter(number for _, number in best)
    number, count = places.most_common(1)[0]
    if _is_habit(count, len(best)):
        sentence = message(
            "In %(count)d of %(all)d scenes the best choice is number %(number)d: somebody can guess it."
            " Put it elsewhere in some of them.",
            count=count,
            all=len(best),
            number=number + 1,
        )
        yield Finding(first.line, first.name, sentence, error=False)
    longest = sum(_is_longest(scene, number) for scene, number in best)
    if _is_habit(longest, len(best)):
        sentence = message(
            "In %(count)d of %(all)d scenes the best choice is the longest: somebody can guess it."
            " Shorten it, or say more in the others.",
            count=longest,
            all=len(best),
        )
        yield Finding(first.line, first.name, sentence, error=False)


def _is_habit(count: int, decisions: int) -> bool:
    """Whether so many of the decisions show a pattern: all of a few, nine in ten of many."""
    return decisions >= ENOUGH_DECISIONS and (
        count == decisions or (decisions >= MANY_DECISIONS and 10 * count >= 9 * decisions)
    )


def _is_longest(scene: Scene, number: int) -> bool:
    others = [len(choice.text) for other, choice in enumerate(scene.choices) if other != number]
    return len(scene.choices[number].text) > max(others)
