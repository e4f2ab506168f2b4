"""Nothing depends on hovering, dragging or being quick: a shaking hand reaches everything."""

import re

from tests.house.tree import name, product_files

SCRIPTS = [path for path in product_files(".js", ".html") if "library" not in path.parts]
SHEETS = product_files(".css")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
REVEALS = re.compile(
    r"(?<![\w-])(display|visibility|opacity|height|max-height|clip|clip-path|transform|position|inset|left|top)\s*:"
)
MOVES = re.compile(r"(?<![\w-])(transition|animation)(-[\w-]+)?\s*:|@keyframes|scroll-behavior\s*:\s*smooth")
ONLY_IF_WANTED = re.compile(
    r"@media[^{]*prefers-reduced-motion:\s*no-preference\)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# What waits, and why: nothing that somebody reads or fills in goes away by itself.
TIMERS = {
    "courses/authoring/static/outline.js": "asks what sections weigh a moment after the last act",
    "courses/questions/formats/ask.js": "keeps an empty box for questions, once the lesson is there",
    "courses/static/lessons.js": "saves what was typed a moment after the last key",
    "lms/account/outside/templates/outside/go_there.html": "leads on at once to where she wanted to sign in",
    "lms/staffing/templates/staffing/show_running_list.html": "shows how far a long list has come",
    "lms/upkeep/templates/upkeep/list_backups.html": "shows when a backup that was asked for is made",
    "lms/web/static/js/leaving.js": "gives up a request that nobody answers",
    "lms/web/static/js/outbox.js": "tries again to send",
    "lms/web/static/js/scanning.js": "looks at the picture of the camera again",
    "lms/web/static/js/worker.js": "shows what is kept when the network is slow",
    "quizzes/player/player.js": "waits for the script of every page before it plays",
    "quizzes/authoring/static/js/saving.js": "draws the margin a moment after the last key",
}


def sheets() -> dict[str, str]:
    """Every style sheet by its name, without comments."""
    return {name(path): COMMENT.sub("", path.read_text("utf-8")) for path in SHEETS}


def test_pointing_at_something_reveals_nothing() -> None:
    assert [
        f"{sheet}: {selector.strip()}"
        for sheet, text in sheets().items()
        for selector, says in RULE.findall(text)
        if ":hover" in selector and REVEALS.search(says)
    ] == []


def test_no_script_waits_for_a_pointer_or_a_drag() -> None:
    wanted = re.compile(
        r"mouse(over|enter|move|down)|pointer(over|enter|move|down)|touchmove|drag(start|over|end)|draggable="
    )
    assert [name(path) for path in SCRIPTS if wanted.search(path.read_text("utf-8"))] == []


def test_nothing_goes_away_by_itself() -> None:
    timed = re.compile(r"\bset(Timeout|Interval)\(|http-equiv=.refresh")
    assert sorted(name(path) for path in SCRIPTS if timed.search(path.read_text("utf-8"))) == sorted(TIMERS)


def test_what_moves_moves_only_for_those_who_did_not_ask_for_less() -> None:
    assert [sheet for sheet, text in sheets().items() if MOVES.search(ONLY_IF_WANTED.sub("", text))] == []
    glides = re.compile(r"behavior\s*:\s*.smooth|\.animate\(|requestAnimationFrame")
    assert [name(path) for path in SCRIPTS if glides.search(path.read_text("utf-8"))] == []
