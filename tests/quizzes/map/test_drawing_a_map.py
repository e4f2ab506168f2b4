"""The map of an exercise shows where its choices lead, what is best and what is worst, and what is broken."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Choice, Exercise, Scene
from quizzes.map.drawing import (
    BOX,
    HEIGHT,
    LAYERS_OF_SHEET,
    WHOLE,
    Flow,
    draw_map,
    draw_sheets,
    shade,
)
from quizzes.map.layers import lay_out
from quizzes.map.ways import ways_of
from tests.factories.quizzes import BERRIES, QUESTIONS, end, go, graphs, scenario

SVG = "{http://www.w3.org/2000/svg}"


def drawn(exercise: Exercise, flow: Flow | None = None) -> ElementTree.Element:
    svg = draw_map(exercise, link=lambda scene: f"#scene-{scene + 1}", flow=flow)
    return ElementTree.fromstring(svg)


def scenes_of(svg: ElementTree.Element) -> dict[str, str]:
    """What is said of each scene, by where its link leads."""
    return {each.attrib["href"]: each.attrib["aria-label"] for each in svg.iter(f"{SVG}a")}


def classes(svg: ElementTree.Element, name: str) -> list[str]:
    return [each.attrib["class"] for each in svg.iter() if name in each.attrib.get("class", "").split()]


def test_every_scene_is_a_link_that_says_what_it_is() -> None:
    svg = drawn(read_exercise(BERRIES)[0])
    assert scenes_of(svg) == {
        "#scene-1": "1. Bìa rừng; the story begins here",
        "#scene-2": "2. Gặp bà",
        "#scene-3": "3. Vui vẻ; ends well",
        "#scene-4": "4. Đau bụng; ends badly",
    }


def test_best_worst_critical_ways_and_ways_back_are_marked() -> None:
    ways = {(way.scene, way.choice): way for way in ways_of(read_exercise(BERRIES)[0]).all}
    assert [step for step, way in ways.items() if way.best] == [(0, 1), (1, 0)]
    assert [step for step, way in ways.items() if way.worst] == [(0, 0)]
    assert [step for step, way in ways.items() if way.critical] == [(1, 1)]
    assert [step for step, way in ways.items() if way.back] == [(3, 0)]
    svg = drawn(read_exercise(BERRIES)[0])
    assert len(classes(svg, "map-best")) == 2
    assert len(classes(svg, "map-worst")) == len(classes(svg, "map-critical")) == 1
    assert len(classes(svg, "map-back")) == 1


def test_dead_ends_and_scenes_that_nothing_leads_to_are_told() -> None:
    exercise = scenario(
        Scene("Đầu", "Lời.", choices=(go(1), go(3))),
        Scene("Cụt", "Lời."),
        Scene("Lạc", "Lời.", choices=(go(3),)),
        end(),
    )
    said = scenes_of(drawn(exercise))
    assert said["#scene-2"] == "2. Cụt; the story breaks off here"
    assert said["#scene-3"] == "3. Lạc; nothing leads here"


def test_a_circle_of_scored_choices_is_drawn_as_a_way_back() -> None:
    exercise = scenario(
        Scene("Đầu", "Lời.", choices=(go(1),)), Scene("Sau", "Lời.", choices=(go(0), go(2))), end()
    )
    found = ways_of(exercise)
    assert [(way.scene, way.target) for way in found.all if way.back] == [(1, 0)]
    assert not any(way.best or way.worst for way in found.all)
    assert len(scenes_of(drawn(exercise))) == 3


def test_questions_lead_nowhere_and_stand_side_by_side() -> None:
    svg = drawn(read_exercise(QUESTIONS)[0])
    assert list(scenes_of(svg)) == ["#scene-1", "#scene-2", "#scene-3"]
    assert classes(svg, "map-way") == []


def test_words_of_an_author_stay_words() -> None:
    exercise = scenario(Scene('<script>"&', "x", choices=(Choice("</g><b>", target=1),)), end())
    svg = drawn(exercise)
    assert scenes_of(svg)["#scene-1"].startswith('1. <script>"&')
    assert [each.tag for each in svg.iter() if each.tag.endswith(("script", "b"))] == []


def test_people_who_came_by_are_counted_and_shaded() -> None:
    exercise = read_exercise(BERRIES)[0]
    svg = drawn(exercise, Flow({0: 40, 1: 30, 3: 2}, {(0, 1): 30, (0, 0): 2}))
    assert scenes_of(svg)["#scene-1"] == "1. Bìa rừng; the story begins here; people: 40"
    assert "map-flow-5" in classes(svg, "map-scene")[0]
    assert "map-flow-0" in classes(svg, "map-scene")[2]
    assert len(classes(svg, "map-flow-5")) == 2
    assert [shade(number, 100) for number in (0, 1, 20, 21, 100)] == [0, 1, 1, 2, 5]


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert draw_map(Exercise(), link=str) == ""


def test_a_long_name_is_cut_to_two_lines() -> None:
    svg = drawn(
        scenario(Scene("Buổi chiều muộn ở sân nhà chị Hoa cuối thôn Đồng Bùa", "x", choices=(go(1),)), end())
    )
    lines = [each.text for each in svg.iter(f"{SVG}tspan")]
    assert lines[:2] == ["Buổi chiều muộn ở", "sân nhà chị Hoa …"]


@given(graphs())
def test_ways_lead_down_and_nothing_stands_upon_another(exercise: Exercise) -> None:
    ways = {(way.scene, way.target) for way in ways_of(exercise).all}
    places = lay_out(len(exercise.scenes), ways, box=BOX, lane=20)
    assert all(places.layer[scene] < places.layer[target] for scene, target in ways)
    for layer in set(places.layer):
        row = sorted(x for (scene, number), x in places.x.items() if number == layer == places.layer[scene])
        assert all(right - left >= BOX - 0.001 for left, right in pairwise(row))
    assert all(x - BOX / 2 >= -0.001 and x + BOX / 2 <= places.width + 0.001 for x in places.x.values())


@given(st.lists(st.lists(st.integers(0, 30), max_size=5), min_size=1, max_size=31), st.integers(0, 3))
def test_whatever_leads_wherever_can_be_drawn(targets: list[list[int]], retried: int) -> None:
    scenes = [
        Scene(
            f"Cảnh {number}",
            "Lời.",
            choices=tuple(
                Choice(f"{place}", target=target if target < len(targets) else None, retry=place == retried)
                for place, target in enumerate(each)
            ),
            ending=None if each else True,
        )
        for number, each in enumerate(targets)
    ]
    svg = drawn(scenario(*scenes))
    assert len(scenes_of(svg)) == len(scenes)
    assert not re.search("nan|inf", ElementTree.tostring(svg, "unicode"))


def test_a_long_story_is_printed_on_several_sheets_that_leave_no_scene_out() -> None:
    last = 3 * LAYERS_OF_SHEET
    long = scenario(*[Scene(f"Cảnh {at}", "Lời.", choices=(go(at + 1),)) for at in range(last)], end())
    whole, printed = str(draw_map(long, link=str)), str(draw_sheets(long))
    boxes = [tuple(map(int, box)) for box in re.findall(r'<rect x="(\d+)" y="(\d+)"', whole)]
    shown = [tuple(map(int, box.split())) for box in re.findall(r'viewBox="([^"]+)"', printed)]
    assert len(shown) == 4
    assert printed.count(f'<use href="#{WHOLE}"/>') == whole.count(f'id="{WHOLE}"') * 4
    for x, y in boxes:
        holding = [
            (left, top)
            for left, top, width, height in shown
            if left <= x and x + BOX <= left + width and top <= y and y + HEIGHT <= top + height
        ]
        assert len(holding) == 1
    assert draw_sheets(read_exercise(BERRIES)[0]) == ""
