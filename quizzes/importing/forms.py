"""What a trainer fills in: which files she brings, as what each is taken up, which answers are right."""

import re
from collections.abc import Iterable

from flask_babel import lazy_gettext
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import MultipleFileField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from lms.base.text import clean
from lms.web.forms import CleanStringField, Form
from quizzes.importing.rules.deciding import Answer
from quizzes.importing.rules.receiving import Sent

MOST_PASTED = 300_000  # characters: more does not fit a form
LEAVE = "leave"
TAKE = "take"
_ITEM = re.compile(r"item-([0-9]{1,5})")


class SendForm(Form):
    """Files, a folder, or a pasted text."""

    files = MultipleFileField(
        lazy_gettext("Files"),
        [Optional()],
        render_kw={"accept": ".docx,.pptx,.xlsx,.xls,.ods,.txt,.xml,.doc,.ppt,.rtf,.odt,.odp,.csv,.gift"},
    )
    folder = MultipleFileField(
        lazy_gettext("Or a whole folder"), [Optional()], render_kw={"webkitdirectory": True}
    )
    text = TextAreaField(
        lazy_gettext("Or paste a text"),
        [Optional(), Length(max=MOST_PASTED)],
        render_kw={"rows": 8, "spellcheck": "false"},
    )
    title = CleanStringField(lazy_gettext("What the pasted text is called"), [Optional(), Length(max=180)])

    def sent(self) -> list[Sent]:
        """All that was sent; a pasted text without a title is called by its first line."""
        stored: Iterable[FileStorage | str] = [*(self.files.data or []), *(self.folder.data or [])]
        files = [
            Sent(each.filename or "?", each.read())
            for each in stored
            if isinstance(each, FileStorage) and each.filename and not _is_clutter(each.filename)
        ]
        pasted = self.text.data or ""
        if pasted.strip():
            title = self.title.data or clean(pasted.strip().partition("\n")[0])[:80]
            files.append(Sent(f"{title.replace('/', '-')}.txt", pasted.encode()))
        return files


class TakeForm(Form):
    """Where lessons go."""

    course = SelectField(lazy_gettext("Lessons go to"), [Optional()])
    name = CleanStringField(lazy_gettext("Name of the new course"), [Optional(), Length(max=120)])


def answers_in(sent: "MultiDict[str, str]") -> dict[int, Answer]:
    """What was said of each question: ``item-12=2``, ``leave`` or ``take``; what is none of these is passed
    over."""
    found: dict[int, Answer] = {}
    for name in sent:
        item = _ITEM.fullmatch(name)
        if item:
            values = sent.getlist(name)
            right = tuple(int(each) for each in values if each.isdecimal() and len(each) < 3)
            found[int(item[1])] = Answer(right, TAKE in values, LEAVE in values)
    return found


def _is_clutter(name: str) -> bool:
    """What systems leave in folders by themselves, and what Word keeps while a file is open."""
    last = clean(name).replace("\\", "/").rpartition("/")[2]
    return last.startswith((".", "~$")) or last in ("Thumbs.db", "desktop.ini")
