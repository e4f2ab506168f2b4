"""Looks for what would stop, mislead or bore a learner in an exercise that can be read."""

from collections.abc import Iterator

from lms.base.messages import Message, message
from quizzes.exercise.findings import Finding
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import (
    DEFAULT_ATTEMPTS,
    DEFAULT_PASS_MARK,
    DEFAULT_WAIT_HOURS,
    Exercise,
    Kind,
    Scene,
    scene_graph,
)
from quizzes.exercise.playing import Play
from quizzes.exercise.scoring import Endless, Values, regret_of, values

MAX_SYLLABLES = 90  # of one scene: what fits a phone and one breath
ENOUGH_DECISIONS = 3  # before a habit of the author becomes a pattern that learners see
ORIENTATION_QUESTIONS = range(
    4, 21
)  # enough to tell lessons apart, few enough to be answered before learning
BANK_TIMES = 3  # a bank so many times what is drawn: who tries again meets other questions


def check_exercise(exercise: Exercise) -> list[Finding]:
    """Everything found, errors and warnings, in the order of the text."""
    found = [*_head(exercise)]
    for scene in exercise.scenes:
        found += _scene(exercise, scene)
        found += _choices(exercise, scene)
    found += _ways(exercise) if exercise.is_scenario else _questions(exercise)
    found += _of_its_kind(exercise)
    return sorted(found, key=lambda finding: (finding.line, not finding.error))


def read_and_check(source: str) -> tuple[Exercise, list[Finding]]:
    """The exercise that a text describes and everything that is wrong with it, in the order of the text."""
    exercise, found = read_exercise(source)
    told = {finding.line for finding in found if finding.error}
    found += [
        finding for finding in check_exercise(exercise) if finding.line not in told or finding.line == 1
    ]
    return exercise, sorted(found, key=lambda finding: (finding.line, not finding.error))


def differences(first: Exercise, second: Exercise) -> list[Finding]:
    """Where the texts of two languages do not describe one graph; lines and names are the second's."""
    found = []
    settings = ("code", "kind", "competencies", "pass_mark", "draw", "attempts", "wait_hours")
    if any(getattr(first, name) != getattr(second, name) for name in settings):
        found.append(Finding(1, "", message("The head does not say the same as in the other language.")))
    if len(first.scenes) != len(second.scenes):
        found.append(
            Finding(
                1,
                "",
                message(
                    "There are %(here)d scenes here and %(there)d in the other language.",
                    here=len(second.scenes),
                    there=len(first.scenes),
                ),
            )
        )
    for theirs, ours in zip(first.scenes, second.scenes, strict=False):
        if scene_graph(theirs) != scene_graph(ours):
            sentence = message("Choices, arrows or points differ from the scene in the other language.")
            found.append(Finding(ours.line, ours.name, sentence))
    return found


def syllables(text: str) -> int:
    """How many syllables a Vietnamese text has: one between two spaces."""
    return len(text.split())


def _head(exercise: Exercise) -> Iterator[Finding]:
    if not exercise.code:
        yield Finding(1, "", message("The head has no code (Mã: …)."))
    if not 1 <= exercise.pass_mark <= 100:
        yield Finding(1, "", message("The pass mark lies between 1 and 100 percent."))
    if exercise.attempts < 1:
        yield Finding(1, "", message("At least one attempt must be allowed."))
    if not exercise.competencies:
        yield Finding(1, "", message("The head names no competency (Năng lực: …)."), error=False)


def _scene(exercise: Exercise, scene: Scene) -> Iterator[Finding]:
    for sentence in _faults(scene):
        yield Finding(scene.line, scene.name, sentence)
    for sentence in _doubts(exercise, scene):
        yield Finding(scene.line, scene.name, sentence, error=False)


def _faults(scene: Scene) -> Iterator[Message]:
    if not scene.text and scene.ending is None:
        yield message("The scene has no words.")
    if scene.ending is None and not scene.choices:
        yield message("Dead end: the scene has neither choices nor an ending (KẾT THÚC: …).")
    if scene.ending is not None and any(not choice.retry for choice in scene.choices):
        yield message("After an ending only ways back (~>) may follow.")
    if scene.must_pass and len({(choice.points, choice.target) for choice in scene.choices}) < 2:
        yield message("A must-pass scene needs a wrong answer too.")


def _doubts(exercise: Exercise, scene: Scene) -> Iterator[Message]:
    length = syllables(scene.text) + syllables(scene.ending_text)
    if length > MAX_SYLLABLES:
        yield message(
            "The scene has %(count)d syllables; more than %(limit)d are too long to read on a phone.",
            count=length,
            limit=MAX_SYLLABLES,
        )
    if any(not media.words for media in scene.media):
        yield message("A picture or sound needs words for those who cannot see or hear it.")
    if len(exercise.competencies) > 1 and _is_untagged(scene):
        yield message("No choice says which competency the scene shows.")


def _is_untagged(scene: Scene) -> bool:
    scored = [choice for choice in scene.choices if not choice.retry]
    return len(scored) > 1 and not any(choice.tags for choice in scored)


def _choices(exercise: Exercise, scene: Scene) -> Iterator[Finding]:
    scored = [choice for choice in scene.choices if not choice.retry]
    for choice in scene.choices:
        if choice.critical and not choice.feedback:
            yield Finding(choice.line, scene.name, message("A critical error must say why (a line with >)."))
        if choice.critical and choice.right:
            yield Finding(choice.line, scene.name, message("An answer cannot be right and a critical error."))
        if exercise.is_scenario and choice.target is None and not choice.right:
            yield Finding(
                choice.line, scene.name, message("The choice leads to no scene: it needs an arrow.")
            )
        if exercise.is_scenario and choice.right:
            yield Finding(choice.line, scene.name, message("A scenario has no answers marked with =."))
    if len({choice.text.casefold() for choice in scene.choices}) < len(scene.choices):
        yield Finding(scene.line, scene.name, message("Two choices have the same words."))
    alike = {(choice.target, choice.feedback, choice.points, choice.critical) for choice in scored}
    if exercise.is_scenario and len(scored) > 1 and len(alike) == 1:
        sentence = message("All choices lead to the same place with the same feedback.")
        yield Finding(scene.line, scene.name, sentence, error=False)


# Questions


def _questions(exercise: Exercise) -> Iterator[Finding]:
    for scene in exercise.scenes:
        right = [choice for choice in scene.choices if choice.right]
        if scene.choices and len(scene.choices) < 2:
            yield Finding(scene.line, scene.name, message("A question needs at least two answers."))
        if scene.choices and not right:
            yield Finding(scene.line, scene.name, message("No answer is marked as right (=)."))
        if len(right) > 1:
            yield Finding(scene.line, scene.name, message("More than one answer is marked as right (=)."))
    must = sum(scene.must_pass for scene in exercise.scenes)
    if exercise.draw is not None and not max(1, must) <= exercise.draw <= len(exercise.scenes):
        yield Finding(
            1,
            "",
            message(
                "Ask at least the %(must)d questions that must be passed and at most the %(all)d there are.",
                must=max(1, must),
                all=len(exercise.scenes),
            ),
        )
    play = Play(exercise)
    yield from _judged(exercise, play, values(play))


# Kinds


def _of_its_kind(exercise: Exercise) -> Iterator[Finding]:
    if not exercise.scenes:
        return
    if exercise.kind is not Kind.PRACTICE and exercise.is_scenario:
        yield Finding(
            1,
            "",
            message("A scenario is practice; an assessment or an orientation test is a list of questions."),
        )
    elif exercise.kind is Kind.PRACTICE and not exercise.is_scenario:
        yield from _practised(exercise)
    elif exercise.kind is not Kind.PRACTICE:
        yield from _asked(exercise)
    if exercise.kind is Kind.ORIENTATION:
        yield from _orienting(exercise)


def _practised(exercise: Exercise) -> Iterator[Finding]:
    if exercise.draw is not None:
        yield Finding(1, "", message("Only an assessment draws questions; all others are asked."))
    for scene in exercise.scenes:
        for choice in scene.choices:
            if choice.right and not choice.feedback:
                sentence = message("The right answer has no feedback; practice says why it is right.")
                yield Finding(choice.line, scene.name, sentence, error=False)


def _asked(exercise: Exercise) -> Iterator[Finding]:
    for scene in exercise.scenes:
        if scene.lesson is None:
            sentence = message("The question names no lesson to read again (XEM LẠI: bài …).")
            yield Finding(scene.line, scene.name, sentence, error=False)
    if exercise.draw is not None and len(exercise.scenes) < BANK_TIMES * exercise.draw:
        sentence = message(
            "The bank has %(count)d questions; with at least %(least)d a second attempt asks others.",
            count=len(exercise.scenes),
            least=BANK_TIMES * exercise.draw,
        )
        yield Finding(1, "", sentence, error=False)


def _orienting(exercise: Exercise) -> Iterator[Finding]:
    if len(exercise.scenes) not in ORIENTATION_QUESTIONS:
        yield Finding(
            1,
            "",
            message(
                "An orientation test has %(least)d to %(most)d questions.",
                least=ORIENTATION_QUESTIONS[0],
                most=ORIENTATION_QUESTIONS[-1],
            ),
        )
    settings = (exercise.draw, exercise.pass_mark, exercise.attempts, exercise.wait_hours)
    if settings != (None, DEFAULT_PASS_MARK, DEFAULT_ATTEMPTS, DEFAULT_WAIT_HOURS):
        sentence = message(
            "An orientation test has no pass mark, no number of questions, attempts and no wait."
        )
        yield Finding(1, "", sentence)


# Scenarios


def _ways(exercise: Exercise) -> Iterator[Finding]:
    play = Play(exercise)
    reached = _reached(exercise)
    for ordinal, scene in enumerate(exercise.scenes):
        if ordinal not in reached:
            yield Finding(scene.line, scene.name, message("No choice leads to this scene."), error=False)
    if not any(scene.ending for scene in exercise.scenes):
        yield Finding(1, "", message("The scenario has no good ending (KẾT THÚC: đạt.)."))
    if exercise.draw is not None:
        yield Finding(1, "", message("Only questions are drawn; a scenario is played whole."))
    for ordinal in sorted(reached - _escaping(exercise)):
        scene = exercise.scenes[ordinal]
        if scene.choices:
            yield Finding(scene.line, scene.name, message("From this scene no ending can be reached."))
    try:
        found = values(play)
    except Endless as circle:
        scene = exercise.scenes[circle.scene]
        yield Finding(
            scene.line,
            scene.name,
            message("Choices lead in a circle back to this scene; write ~> for a way back."),
        )
        return
    yield from _judged(exercise, play, found)


def _reached(exercise: Exercise) -> set[int]:
    reached, open_scenes = set(), [0]
    while open_scenes:
        ordinal = open_scenes.pop()
        if ordinal not in reached:
            reached.add(ordinal)
            targets = [choice.target for choice in exercise.scenes[ordinal].choices]
            open_scenes += [target for target in targets if target is not None]
    return reached


def _escaping(exercise: Exercise) -> set[int]:
    """Scenes from which an ending can be reached."""
    found = {ordinal for ordinal, scene in enumerate(exercise.scenes) if scene.ending is not None}
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {
            ordinal
            for ordinal, scene in enumerate(exercise.scenes)
            if any(choice.target in found for choice in scene.choices)
        }
    return found


# Both


def _judged(exercise: Exercise, play: Play, found: Values) -> Iterator[Finding]:
    """What shows only when every choice has its regret."""
    best_ones: list[tuple[Scene, int]] = []
    for ordinal, scene in enumerate(exercise.scenes):
        if ordinal not in found.best or sum(not choice.retry for choice in scene.choices) < 2:
            continue
        regrets = [regret_of(play, found, ordinal, number) for number in range(len(scene.choices))]
        best = [
            number for number, choice in enumerate(scene.choices) if not choice.retry and regrets[number] == 0
        ]
        yield from _judged_choices(scene, regrets, needs_feedback=exercise.kind is not Kind.ORIENTATION)
        if len(best) == 1:
            best_ones.append((scene, best[0]))
    if play.start is not None and found.best and found.best[play.start] == found.worst[play.start]:
        yield Finding(1, "", message("Every path has the same score: no choice matters."), error=False)
    yield from _patterns(best_ones)


def _judged_choices(scene: Scene, regrets: list[int], *, needs_feedback: bool) -> Iterator[Finding]:
    for choice, regret in zip(scene.choices, regrets, strict=True):
        if choice.retry:
            continue
        if regret > 0 and needs_feedback and not choice.feedback:
            sentence = message("A choice that is not the best has no feedback.")
            yield Finding(choice.line, scene.name, sentence, error=False)
        if regret == 0 and choice.critical and not choice.right:
            yield Finding(choice.line, scene.name, message("The best choice is marked as a critical error."))


def _patterns(best: list[tuple[Scene, int]]) -> Iterator[Finding]:
    if len(best) < ENOUGH_DECISIONS:
        return
    if len({number for _, number in best}) == 1:
        sentence = message(
            "The best choice is always number %(number)d; somebody can guess it.", number=best[0][1] + 1
        )
        yield Finding(best[0][0].line, best[0][0].name, sentence, error=False)
    if all(_is_longest(scene, number) for scene, number in best):
        sentence = message("The best choice is always the longest; somebody can guess it.")
        yield Finding(best[0][0].line, best[0][0].name, sentence, error=False)


def _is_longest(scene: Scene, number: int) -> bool:
    others = [len(choice.text) for other, choice in enumerate(scene.choices) if other != number]
    return len(scene.choices[number].text) > max(others)
