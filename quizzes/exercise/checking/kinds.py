"""What each kind of question asks of its answers."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from lms.base.messages import Message, message
from quizzes.exercise.accepting import Span, alternatives, folded, readings, span_of, without_tolerance
from quizzes.exercise.answers import lefts, rights
from quizzes.exercise.graph import QuestionType, Scene
from quizzes.exercise.keywords import PAIR
from quizzes.exercise.lines import WITH_POINTS

Found = tuple[int, Message, bool]
"""A line, a sentence, and whether it is an error."""

_SEVERAL = 2  # the fewest answers, steps or pairs that ask anything


def of_its_kind(scene: Scene) -> Iterator[Found]:
    """What is wrong with the answers of a question, by its kind."""
    if not scene.choices:
        return
    yield from _CHECKS[scene.type](scene)
    if scene.type in WITH_POINTS:
        yield from _worth(scene)
    if scene.type in _ALL_RIGHT:
        for choice in scene.choices:
            if not choice.right and (scene.type is not QuestionType.MATCHING or choice.text):
                yield choice.line, _ALL_RIGHT[scene.type], True
    elif scene.type is not QuestionType.TRUE_FALSE and not lefts(scene):
        yield scene.line, message("No answer is marked as right: write = instead of * before it."), True


def _worth(scene: Scene) -> Iterator[Found]:
    """Where = and the points contradict each other."""
    points = [choice.points for choice in scene.choices if choice.right]
    least = min(points, default=None)
    for choice in scene.choices:
        if choice.right and choice.points <= 0 and scene.type is not QuestionType.SINGLE:
            yield choice.line, message("The right answer earns no points: take its points away."), True
        elif not choice.right and least is not None and choice.points >= least:
            sentence = message("This wrong answer earns as many points as a right one: give it fewer.")
            yield choice.line, sentence, True


def unlike(first: Scene, second: Scene) -> bool:
    """Whether one question accepts other numbers in two languages, or parts its right sides differently."""
    if first.type is QuestionType.MATCHING and second.type is QuestionType.MATCHING:
        return rights(first) != rights(second)
    return any(
        span_of(ours.text or ours.match) != span_of(theirs.text or theirs.match)
        for ours, theirs in zip(first.choices, second.choices, strict=False)
        if first.type is second.type is QuestionType.NUMERICAL
    )


def _single(scene: Scene) -> Iterator[Found]:
    if len(scene.choices) < _SEVERAL:
        yield scene.line, _FEW, True
    if len(lefts(scene)) > 1:
        sentence = message(
            "More than one answer is marked as right:"
            " keep one =, or write “DẠNG: chọn nhiều” above the answers."
        )
        yield scene.line, sentence, True
    for choice in scene.choices:
        if PAIR in choice.text:
            sentence = message("“<=>” joins two sides only below “DẠNG: ghép đôi” or “DẠNG: biểu mẫu”.")
            yield choice.line, sentence, False


def _several(scene: Scene) -> Iterator[Found]:
    if len(scene.choices) < _SEVERAL:
        yield scene.line, _FEW, True
    if len(lefts(scene)) == len(scene.choices):
        yield (
            scene.line,
            message("Every answer is right: add a wrong one (* …), or nobody has to think."),
            False,
        )


def _statements(scene: Scene) -> Iterator[Found]:
    right = len(lefts(scene))
    if len(scene.choices) > _SEVERAL and right in (0, len(scene.choices)):
        sentence = message("All statements are true, or all false: somebody can guess it. Change one.")
        yield scene.line, sentence, False


def _steps(scene: Scene) -> Iterator[Found]:
    if len(scene.choices) < _SEVERAL:
        yield scene.line, message("An order needs at least two steps (= …)."), True


def _pairs(scene: Scene) -> Iterator[Found]:
    if len(lefts(scene)) < _SEVERAL:
        yield scene.line, message("Matching needs at least two pairs (= left <=> right)."), True
    for choice in scene.choices:
        if not choice.match:
            yield choice.line, message("The right side is missing: write = left <=> right."), True
    belonging = {choice.match.casefold() for choice in scene.choices if choice.right}
    for choice in scene.choices:
        if not choice.right and choice.match.casefold() in belonging:
            yield choice.line, _ACCEPTED, True
    if len(rights(scene)) < _SEVERAL:
        yield scene.line, message("All pairs have the same right side: there is nothing to choose."), True


def _numbers(scene: Scene) -> Iterator[Found]:
    for choice in scene.choices:
        value = without_tolerance(choice.text)
        if len(alternatives(choice.text)) != 1 or span_of(choice.text) is None:
            sentence = message("“%(words)s” is no number: write = 12 or = 12 ± 0,5.", words=choice.text)
            yield choice.line, sentence, True
        elif len(readings(value)) > 1:
            yield choice.line, _two_readings(value), False
    yield from _known_wrong(scene)


def _two_readings(words: str) -> Message:
    taken, other = (str(float(each)).removesuffix(".0").replace(".", ",") for each in readings(words))
    return message(
        "“%(words)s” can be read as two numbers and is taken as %(number)s:"
        " write %(number)s, or %(other)s if that is meant.",
        words=words,
        number=taken,
        other=other,
    )


def _words(scene: Scene) -> Iterator[Found]:
    for choice in scene.choices:
        if choice.text and not _can_be_met(choice.text):
            yield choice.line, _NOTHING_LEFT, True
    yield from _known_wrong(scene)


def _known_wrong(scene: Scene) -> Iterator[Found]:
    """Wrong answers that are accepted as right: words at once by their folded form, numbers by bisection, as
    a hostile text may list thousands of each."""
    wanted = [each for choice in scene.choices if choice.right for each in alternatives(choice.text)]
    spans = [(each, span_of(each)) for each in wanted]
    words = {folded(each) for each, span in spans if span is None} - {""}
    stretches = _joined(span for _, span in spans if span)
    for choice in scene.choices:
        if not choice.right and any(_is_met(each, words, stretches) for each in alternatives(choice.text)):
            yield choice.line, _ACCEPTED, True


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: each.low):
        if joined and span.low <= joined[-1].high:
            joined[-1] = Span(joined[-1].low, max(joined[-1].high, span.high))
        else:
            joined.append(span)
    return joined


def _is_met(words: str, accepted: set[str], stretches: list[Span]) -> bool:
    """Whether words are among those that are accepted, or a number in one of the stretches."""
    if folded(words) in accepted:
        return True
    for number in readings(words):
        place = bisect_right(stretches, number, key=lambda each: each.low) - 1
        if place >= 0 and stretches[place].holds(number):
            return True
    return False


def _fields(scene: Scene) -> Iterator[Found]:
    for choice in scene.choices:
        if not alternatives(choice.match):
            yield (
                choice.line,
                message("Nothing is accepted in this field: write = field <=> answer | answer."),
                True,
            )
        elif not _can_be_met(choice.match):
            yield choice.line, _NOTHING_LEFT, True
        for each in alternatives(choice.match):
            if span_of(each) and len(readings(without_tolerance(each))) > 1:
                yield choice.line, _two_readings(without_tolerance(each)), False


def _can_be_met(text: str) -> bool:
    """Whether each of the alternatives leaves letters or digits to compare."""
    each_left = [bool(folded(each)) for each in alternatives(text)]
    return bool(each_left) and all(each_left)


_NOTHING_LEFT = message("Of these words nothing is left to compare: write letters or digits.")
_ACCEPTED = message("This answer is accepted as right above: take one of them away.")
_FEW = message("A question needs at least two answers: add another (* …).")
_ALL_RIGHT = {
    QuestionType.ORDERING: message("In an order every step is marked with =, from the first to the last."),
    QuestionType.MATCHING: message("A wrong line has only a right side: write * <=> right."),
    QuestionType.FORM: message("In a form every line is a field, marked with =."),
}
"""Kinds in which every line is right, and what to say where one is not."""
_CHECKS = {
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _several,
    QuestionType.TRUE_FALSE: _statements,
    QuestionType.ORDERING: _steps,
    QuestionType.MATCHING: _pairs,
    QuestionType.NUMERICAL: _numbers,
    QuestionType.SHORT_ANSWER: _words,
    QuestionType.FORM: _fields,
}
