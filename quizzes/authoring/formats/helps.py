"""What to write in a row or column of the forms, in a sentence each."""

from flask_babel import gettext


def helps() -> dict[str, str]:
    """By the key of a setting or a column, what to write there, in the language of the file."""
    return {**_settings(), **_scene(), **_choice()}


def _settings() -> dict[str, str]:
    return {
        "title": gettext("What learners see above it"),
        "code": gettext("Small letters, digits and hyphens; it does not change any more"),
        "kind": gettext("Choose from the list"),
        "competencies": gettext("Codes, with commas between them"),
        "pass_mark": gettext("In percent"),
        "draw": gettext("How many questions one attempt asks; empty for all"),
        "quotas": gettext("How many of them with which tag: 4 nhận biết, 2 vận dụng"),
        "attempts": gettext("How often a test may be failed before a wait"),
        "wait_hours": gettext("That wait, in hours"),
        "basis": gettext("Legal texts, one to a line"),
    }


def _scene() -> dict[str, str]:
    return {
        "name": gettext("Begins a scene or a question; empty in the rows of its further choices"),
        "text": gettext("What happens, or what is asked"),
        "type": gettext("Of a question; empty for one choice"),
        "must_pass": gettext("x: answered wrongly, it fails"),
        "lesson": gettext("The number of the lesson that explains it"),
        "hint": gettext("What helps to think, in practice only"),
        "basis": gettext("Legal texts, one to a line"),
        "tags": gettext("With commas between them: nhận biết, vận dụng"),
        "media": gettext("ảnh: file | what it shows"),
        "ending": gettext("Only where the story ends"),
        "ending_text": gettext("How it ended"),
    }


def _choice() -> dict[str, str]:
    return {
        "right": gettext("x: right; questions only"),
        "choice": gettext("What somebody may answer, one to a row"),
        "match": gettext("The other side of a pair, or what a field accepts"),
        "target": gettext("The scene that follows; stories only"),
        "retry": gettext("x: leads back to try again"),
        "points": gettext("A whole number; may be empty"),
        "feedback": gettext("What comes of it, and why"),
        "critical": gettext("x: an error that fails whatever the score"),
        "competencies": gettext("Codes, with commas between them"),
    }
