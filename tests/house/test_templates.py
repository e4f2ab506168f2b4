"""Templates are found by one name each, and all of them can be read."""

from collections import Counter

from flask import Flask

from tests.house.tree import product_files


def names() -> list[str]:
    """Each template's name as Jinja looks it up."""
    files = [path for path in product_files(".html", ".txt") if "templates" in path.parts]
    return ["/".join(path.parts[len(path.parts) - path.parts[::-1].index("templates") :]) for path in files]


def test_no_template_name_occurs_twice() -> None:
    assert [found for found, times in Counter(names()).items() if times > 1] == []


def test_every_template_compiles(app: Flask) -> None:
    for found in names():
        app.jinja_env.get_template(found)


def test_a_part_keeps_its_templates_under_its_own_name() -> None:
    own = {"base.html", "components", "errors", "web"}
    parts = {
        "account",
        "activities",
        "analysis",
        "assignments",
        "authoring",
        "bank",
        "certificates",
        "courses",
        "coverage",
        "editions",
        "factors",
        "home",
        "importing",
        "meetings",
        "outbox",
        "oversight",
        "outside",
        "own_courses",
        "people",
        "plans",
        "practice",
        "privacy",
        "questions",
        "quizzes",
        "rescoring",
        "roles",
        "staffing",
        "standards",
        "upkeep",
        "visits",
    }
    assert sorted({found.split("/")[0] for found in names()} - own - parts) == []
