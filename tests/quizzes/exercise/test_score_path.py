"""A path is scored against the best and the worst that could be reached."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise, Scene
from quizzes.exercise.playing import IllegalPath, Play
from quizzes.exercise.scoring import Endless, decisions_of, score, values
from tests.factories.quizzes import BERRIES, assessment, end, go, graphs, question, scenario, walked


def followed(exercise: Exercise, extreme: str) -> list[tuple[int, int]]:
    """A path that takes the best (or worst) choice everywhere."""
    play, path, here = Play(exercise), [], 0
    found = values(play)
    table = found.best if extreme == "best" else found.worst
    while exercise.scenes[here].ending is None:
        wanted = table[here]
        choice = next(
            number
            for number, each in enumerate(exercise.scenes[here].choices)
            if each.points + table[each.target or 0] == wanted
        )
        path.append((here, choice))
        here = exercise.scenes[here].choices[choice].target or 0
    return path


@given(graphs())
def test_every_best_path_is_whole_and_every_worst_path_nothing(exercise: Exercise) -> None:
    found = values(Play(exercise))
    assert score(exercise, followed(exercise, "best")).score == 1
    if found.best[0] != found.worst[0]:
        assert score(exercise, followed(exercise, "worst")).score == 0


@given(walked())
def test_regrets_add_up_to_what_was_missed(pair: tuple[Exercise, list[tuple[int, int]]]) -> None:
    exercise, path = pair
    play = Play(exercise)
    earned = sum(play.choice(step).points for step in path)
    decisions = decisions_of(play, values(play), path)
    assert sum(each.regret for each in decisions) == values(play).best[0] - earned
    assert all(each.regret >= 0 for each in decisions)
    assert 0 <= score(exercise, path).score <= 1


@given(walked(), graphs())
def test_scenes_that_cannot_be_reached_change_nothing(
    pair: tuple[Exercise, list[tuple[int, int]]], others: Exercise
) -> None:
    exercise, path = pair
    shift = len(exercise.scenes)
    moved = tuple(
        replace(
            scene,
            choices=tuple(replace(each, target=(each.target or 0) + shift) for each in scene.choices),
        )
        for scene in others.scenes
    )
    assert score(scenario(*exercise.scenes, *moved), path) == score(exercise, path)


def test_a_short_path_with_one_good_answer_is_worth_less_than_a_long_one_with_five() -> None:
    # A: one good answer, then the end. B: five good answers and one poor one.
    steps = [Scene(f"B{number}", "…", choices=(go(number + 2, 1), go(8, 0))) for number in range(6)]
    start = Scene("Đầu", "…", choices=(go(7, 1), go(1, 0)))
    exercise = scenario(start, *steps, end(), end())
    short = score(exercise, [(0, 0)])
    long = score(exercise, [(0, 1), *((number, 0) for number in range(1, 6)), (6, 1)])
    assert (short.score, long.score) == (Fraction(1, 6), Fraction(5, 6))


def test_a_critical_error_fails_whatever_the_score() -> None:
    first = Scene("Đầu", "…", choices=(go(1, 9, critical=True), go(1, 0)))
    result = score(scenario(first, end()), [(0, 0)])
    assert (result.score, result.critical, result.passed) == (1, True, False)


def test_a_must_pass_question_answered_wrongly_fails_whatever_the_score() -> None:
    exercise = assessment(question(0, must_pass=True), *[question(1)] * 9, pass_mark=80)
    result = score(exercise, [(0, 2), *((number, 1) for number in range(1, 10))])
    assert (result.score, result.missed, result.passed) == (Fraction(9, 10), True, False)


def test_a_bad_ending_fails_even_where_no_points_were_lost() -> None:
    first = Scene("Đầu", "…", choices=(go(1, 1), go(2, 0)))
    assert not score(scenario(first, end(good=False), end()), [(0, 0)]).passed


def test_only_the_questions_drawn_count() -> None:
    exercise = assessment(*[question(0)] * 10)
    assert score(exercise, [(7, 0), (2, 1)], [7, 2]).score == Fraction(1, 2)


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_a_test_is_worth_its_share_of_right_answers(right: list[bool]) -> None:
    exercise = assessment(*[question(0)] * len(right))
    result = score(exercise, [(number, 0 if each else 1) for number, each in enumerate(right)])
    assert result.score == Fraction(sum(right), len(right))


def test_the_first_answer_stays_after_a_way_back() -> None:
    exercise, _ = read_exercise(BERRIES)
    once = score(exercise, [(0, 0)])
    again = score(exercise, [(0, 0), (3, 0), (0, 1), (1, 0)])
    assert (once.score, again.score) == (0, 0)
    assert [each.regret for each in again.decisions] == [3, 0, 0, 0]


def test_a_way_back_costs_what_it_says() -> None:
    scene = Scene("Đầu", "…", choices=(go(1, 4), go(1, 0), go(0, -1, retry=True)))
    result = score(scenario(scene, end()), [(0, 2), (0, 2), (0, 0)])
    assert (result.regret, result.score) == (2, Fraction(1, 2))


def test_a_scene_that_only_a_way_back_leads_to_is_scored_by_itself() -> None:
    exercise = scenario(
        Scene("Đầu", "…", choices=(go(1, 2), go(1, 0), go(2, 0, retry=True))),
        end(),
        Scene("Bên lề", "…", choices=(go(1, 1), go(1, 0))),
    )
    assert score(exercise, [(0, 2), (2, 1)]).regret == 1


def test_a_circle_of_scored_choices_is_named() -> None:
    exercise = scenario(Scene("A", "…", choices=(go(1),)), Scene("B", "…", choices=(go(0), go(2))), end())
    with pytest.raises(Endless) as circle:
        values(Play(exercise))
    assert circle.value.scene == 0


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ([(1, 0)], "Step 1 does not follow"),
        ([(0, 5)], "Step 1 names a choice"),
        ([(0, -1)], "Step 1 names a choice"),
        ([(0, 1), (0, 1)], "Step 2 does not follow"),
        ([(0, 1), (1, 0), (2, 0)], "Step 3 names a choice"),
        ([(0, 0), (3, 0)] * 300, "more than 500 steps"),
    ],
)
def test_a_path_that_nobody_can_walk_is_refused(path: list[tuple[int, int]], sentence: str) -> None:
    exercise, _ = read_exercise(BERRIES)
    with pytest.raises(IllegalPath, match=sentence):
        Play(exercise).walk(path)
