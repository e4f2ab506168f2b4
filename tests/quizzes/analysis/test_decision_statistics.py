"""Figures of a story in which nobody meets every scene."""

import random
from dataclasses import replace

import pytest

from quizzes.analysis.statistics.branching import Figures, figures_of
from quizzes.analysis.statistics.judging import Judge
from quizzes.analysis.statistics.pooling import Pool, Way, counterparts, leads_alike
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Exercise
from tests.factories.quizzes import BERRIES, QUESTIONS

TREE = """
# Cây đã biết
Mã: cay

== Gốc
Đi đường nào?
* Đường cái -> Chợ +2
* Đường mòn -> Rừng
== Chợ
Gặp ai trước?
* Chị Hoa -> Cuối +1
* Anh Ba -> Cuối
== Rừng
Có ai gọi.
* Đi tiếp -> Suối
* Dừng lại nghe -> Suối +1
== Suối
Nước to.
* Lội qua -> Cuối
* Tìm cầu -> Cuối +1
== Cuối
KẾT THÚC: đạt. Về nhà.
""".lstrip()
CHANCES = {0: 0.85, 1: 0.7, 2: 0.6, 3: 0.4}
"""How likely each decision is made in the best way by somebody who reaches it."""
BEST = {0: 0, 1: 0, 2: 1, 3: 1}


def read(text: str) -> Exercise:
    exercise, findings = read_exercise(text)
    assert [each for each in findings if each.error] == []
    return exercise


def walk(exercise: Exercise, chance: random.Random) -> tuple[tuple[int, int], ...]:
    path: list[tuple[int, int]] = []
    here: int | None = 0
    while here is not None and exercise.scenes[here].ending is None:
        choice = BEST[here] if chance.random() < CHANCES[here] else 1 - BEST[here]
        path.append((here, choice))
        here = exercise.scenes[here].choices[choice].target
    return tuple(path)


def simulated(people: int, seed: int = 520) -> tuple[Exercise, Figures]:
    exercise, chance = read(TREE), random.Random(seed)
    paths = [walk(exercise, chance) for _ in range(people)]
    return exercise, figures(exercise, paths)


def figures(exercise: Exercise, paths: list[tuple[tuple[int, int], ...]]) -> Figures:
    everything = frozenset(range(len(exercise.scenes)))
    return figures_of(Judge(exercise), [Way(path, 1, everything) for path in paths])


def test_two_hundred_learners_on_a_known_tree_show_its_chances() -> None:
    """The mean over some classes of two hundred lies within 2 points of the truth, scene by scene; marks
    shared among all learners tell another story of scenes that few reach."""
    classes = [simulated(200, seed)[1] for seed in range(40)]
    for scene, chance in CHANCES.items():
        found = [each.decisions[scene] for each in classes]
        conditional = sum(each.facility for each in found) / len(found)
        assert abs(conditional - chance) < 0.02
        among_all = sum(each.facility * each.reached / each.could for each in found) / len(found)
        if scene in (2, 3):  # three in twenty come there
            assert abs(among_all - chance) > 0.10


def test_one_class_of_two_hundred_holds_the_truth_in_its_ranges() -> None:
    _, found = simulated(200)
    for scene, chance in CHANCES.items():
        likely = found.decisions[scene].likely
        assert likely
        assert likely.low <= chance <= likely.high


def test_what_decisions_cost_adds_up_to_what_all_lost() -> None:
    exercise, found = simulated(200)
    span = float(Judge(exercise).worth.best[0])  # the worst way earns nothing
    lost = sum(1 - score for score in found.scores) / len(found.scores) * span
    assert sum(each.contributed for each in found.decisions.values()) == pytest.approx(lost)


def test_reach_and_shares_are_those_of_who_came() -> None:
    paths = [((0, 0), (1, 0))] * 30 + [((0, 1), (2, 0), (3, 0))] * 10
    found = figures(read(TREE), paths)
    market, wood = found.decisions[1], found.decisions[2]
    assert (market.reached, market.could, market.share_reached) == (30, 40, 0.75)
    assert (wood.reached, wood.share_reached, wood.facility) == (10, 0.25, 0.0)
    assert wood.contributed == pytest.approx(0.25)
    assert found.paths == [(((0, 0), (1, 0)), 30), (((0, 1), (2, 0), (3, 0)), 10)]
    assert found.endings == {4: 40}


def test_a_choice_that_hardly_anybody_takes_is_dead_only_among_enough_people() -> None:
    assert figures(read(TREE), [((0, 0), (1, 0))] * 29).decisions[1].dead == ()
    assert figures(read(TREE), [((0, 0), (1, 0))] * 30).decisions[1].dead == (1,)
    some = [((0, 0), (1, 0))] * 38 + [((0, 0), (1, 1))] * 2
    assert figures(read(TREE), some).decisions[1].dead == ()  # 5 of 100 is not fewer than 5


def test_the_first_answer_stays_and_coming_back_is_counted() -> None:
    paths = [((0, 0), (3, 0), (0, 1), (1, 0)), ((0, 1), (1, 0))]
    found = figures(read(BERRIES), paths)
    assert found.decisions[0].answers == {0: 1, 1: 1}
    assert found.decisions[0].again == 1
    assert 3 not in found.decisions  # going back decides nothing
    assert found.endings == {2: 2}


def test_grave_errors_and_passing_are_counted_by_the_key() -> None:
    found = figures(read(BERRIES), [((0, 1), (1, 1)), ((0, 1), (1, 0)), ((0, 1), (1, 0))])
    assert (found.critical, found.passed, found.ended) == (1, 2, 3)


def test_where_people_are_known_to_have_stopped_stands_at_the_scene() -> None:
    everything = frozenset(range(5))
    found = figures_of(Judge(read(TREE)), [Way(((0, 0), (1, 0)), 3, everything)], {1: 2})
    assert found.decisions[1].stopped == 2


def test_nothing_is_said_of_how_decisions_go_together_among_few_or_after_few_others() -> None:
    _, found = simulated(200)
    assert all(each.rest is None for each in found.decisions.values())  # two others at most
    four = read(LONG)
    paths = [((0, 1), (1, 1), (2, 1), (3, 1))] * 15 + [((0, 0), (1, 0), (2, 0), (3, 0))] * 14
    assert figures(four, paths).decisions[0].rest is None
    assert figures(four, [*paths, paths[0]]).decisions[0].rest == pytest.approx(1.0)


LONG = (
    "# Dài\nMã: dai\n"
    + "".join(
        f"\n== Cảnh {number}\nLàm gì?\n* Tốt -> Cảnh {number + 1} +1\n* Kém -> Cảnh {number + 1}\n"
        for number in range(1, 5)
    )
    + "\n== Cảnh 5\nKẾT THÚC: đạt. Xong.\n"
)


def test_answers_to_the_same_words_in_another_version_count_together() -> None:
    old = read(QUESTIONS.replace("111 trực lúc nào?", "Số 111 trực lúc nào?"))
    new = read(QUESTIONS.replace("= Không mất tiền\n", "= Không mất tiền\n> Gọi miễn phí.\n"))
    into = counterparts(old, new)
    assert into == {0: 0, 2: 2}  # the key and the feedback may have changed, the words have not
    way = Pool.of(old, new).way(((0, 1), (1, 0), (2, 0))).of(4)
    assert (way.path, way.known, way.whole) == (((0, 1), (2, 0)), frozenset({0, 2}), False)
    found = figures_of(Judge(new), [way])
    assert (found.people, found.ended) == (4, 0)
    assert (found.decisions[0].could, found.decisions[0].reached) == (4, 4)
    assert 1 not in found.decisions


def test_a_story_whose_arrows_were_changed_is_not_told_as_one_way() -> None:
    old = read(TREE)
    new = read(TREE.replace("* Anh Ba -> Cuối", "* Anh Ba -> Rừng"))
    into = counterparts(old, new)
    assert into == {number: number for number in range(5)}
    assert not leads_alike(old, new, into)
    assert leads_alike(old, old, into)


def test_scenes_that_were_moved_are_found_by_their_words() -> None:
    old = read(QUESTIONS)
    new = replace(old, scenes=(old.scenes[2], old.scenes[0], old.scenes[1]))
    assert counterparts(old, new) == {0: 1, 1: 2, 2: 0}
    assert leads_alike(old, new, counterparts(old, new))


def test_questions_are_judged_by_the_key_of_today() -> None:
    text = QUESTIONS.replace("* 115", "= 115").replace("= 111", "* 111")
    found = figures(read(text), [((0, 1), (1, 0)), ((0, 0), (2, 0))])
    assert found.decisions[0].facility == 0.5
    assert found.scores == [0.5, 1.0]
    assert found.passed == 1
