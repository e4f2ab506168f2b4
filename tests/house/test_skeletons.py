"""A page's skeleton differs wherever axe could find something else, and is the same in other words."""

import pytest

from tests.house.skeletons import skeleton

PAGE = """<nav aria-label="Danh mục"><a href="/learn" class="way">Khóa học</a></nav>
<form aria-label="Tìm"><button>Tìm</button></form>"""


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [("Danh mục", "Menu"), ("Khóa học", "Courses"), (">Tìm<", "> Search <"), ("/learn", "/learn?l=en")],
)
def test_other_words_leave_it_as_it_is(vietnamese: str, english: str) -> None:
    assert skeleton(PAGE.replace(vietnamese, english)) == skeleton(PAGE)


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        (">Tìm<", "><"),  # a button without a name
        ('aria-label="Danh mục"', 'aria-label=""'),
        ('aria-label="Danh mục"', 'aria-label="Tìm"'),  # two regions of one name
        ('class="way"', 'class="pale"'),
        ("<nav ", "<div "),
        ("Khóa học", "My <b>courses</b>"),
    ],
)
def test_a_missing_name_equal_names_and_other_tags_are_seen(vietnamese: str, english: str) -> None:
    assert skeleton(PAGE.replace(vietnamese, english)) != skeleton(PAGE)
