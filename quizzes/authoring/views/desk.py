"""What the faces of one exercise share: the text that is open, what is found in it, and what is sent."""

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from lms.base import clock
from lms.web.access import asker
from lms.web.asking import wants_json
from lms.web.differences import beside
from lms.web.i18n import said
from quizzes.authoring.forms import WritingForm, path_from, path_text
from quizzes.authoring.forms.sheets import NEW, Sent, cards_from, sheet_from
from quizzes.authoring.queries import other_writers
from quizzes.authoring.rules.arranging import Card, add_card, arrange
from quizzes.authoring.rules.illustrating import Shown, shown_by
from quizzes.authoring.rules.looking import Look, look_over, stage_of
from quizzes.authoring.rules.releasing import newer_shipped
from quizzes.authoring.rules.shaping import NoForm, Sheet, sheet_of, text_of
from quizzes.authoring.rules.writing import NoExercise, Opened, open_text
from quizzes.exercise.filling import answer_in
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.illustrating import Placed
from quizzes.exercise.playing import Path
from quizzes.kinds.measuring import measures_of
from quizzes.kinds.telling import Said, given_of, said_of
from quizzes.map.drawing import draw_map
from quizzes.queries.exercises import competencies_on, newest_version

FACES = {"text": "authoring.edit_exercise", "form": "authoring.edit_form"}


@dataclass(frozen=True)
class Written:
    """The text that a form describes, and the card to show next (None for the settings)."""

    text: str
    shown: int | None


def language_asked(given: str | None) -> str:
    """The language of a text, from an address or a form."""
    return "en" if given == "en" else "vi"


def form_of(opened: Opened, text: str | None = None, revision: int | None = None) -> WritingForm:
    """The form that sends a text of hers, with what says which one she had before her, and who she is."""
    return WritingForm(
        formdata=None,
        text=text,
        language=opened.language,
        revision=opened.revision if revision is None else revision,
        base=opened.base,
        writer=asker().id,
    )


def opened_or_404(code: str, language: str) -> Opened:
    """The text on her desk."""
    try:
        return open_text(asker().id, code, language)
    except NoExercise:
        abort(404)


def face_sent() -> str:
    """On which face she writes."""
    return "form" if request.form.get("face") == "form" else "text"


def look_at(opened: Opened, text: str, path: Path) -> Look:
    """What is found in a text, and how it plays; a translation is compared with its Vietnamese text."""
    vietnamese = open_text(asker().id, opened.code, "vi").text if opened.language != "vi" else None
    return look_over(text, opened.code, path, vietnamese=vietnamese, places=_previews(opened.code))


def _previews(code: str) -> dict[str, Placed]:
    """Where she sees what her text may show: what she has added stands nowhere else yet."""
    return {name: _preview(code, each) for name, each in shown_by(asker().id, code).items()}


def _preview(code: str, shown: Shown) -> Placed:
    if not shown.own:
        return shown.place
    here = url_for("authoring.show_exercise_media", exercise_code=code, media_name=shown.name)
    _, mark, seconds = shown.place.address.partition("#")
    return shown.place._replace(address=f"{here}{mark}{seconds}")


def looked(look: Look, code: str, language: str, face: str, *, with_map: bool = True) -> dict[str, object]:
    """What the margin of a face shows; without its map while that is folded."""
    return {
        "look": look,
        "measures": measures_of(look.exercise),
        "answered": _answered(look),
        "given_of": given_of,
        "code": code,
        "face": face,
        "text_language": language,
        "path_text": path_text,
        "drawing": drawing(look, code, language) if with_map else Markup(),
    }


def _answered(look: Look) -> Said | None:
    """What is said to the last answer, where that was not one choice."""
    if not look.stage or not look.stage.path or look.stage.last:
        return None
    scene, answer = look.stage.path[-1]
    return said_of(look.exercise.scenes[scene], answer)


def path_sent(text: str) -> str:
    """The path on which her trial play goes on: where a button leads, or with the answer just filled in."""
    path = request.form.get("to", request.form.get("path", ""))
    if "answer" not in request.form:
        return path
    steps, exercise = path_from(path), read_exercise(text)[0]
    stage = stage_of(exercise, steps)
    given = None if not stage or stage.at is None else answer_in(exercise, stage.at, request.form)
    return path if stage is None or given is None else path_text([*stage.path, (stage.at or 0, given)])


def drawing(look: Look, code: str, language: str) -> Markup:
    """The map of a story; each scene leads to its card."""
    if not look.exercise.is_scenario:
        return Markup()
    card = url_for("authoring.edit_form", exercise_code=code, text=language)
    return draw_map(look.exercise, link=lambda place: f"{card}&scene={place + 1}#scene-{place + 1}", say=said)


def desk(template: str, opened: Opened, look: Look, form: WritingForm, face: str, **more: object) -> str:
    """The page of a face."""
    newest = newest_version(opened.code)
    shipped = newer_shipped(newest) if newest else None
    theirs = shipped.texts.get(opened.language) if shipped else None
    return render_template(
        template,
        opened=opened,
        form=form,
        others=other_writers(asker().id, opened.code),
        shipped=theirs,
        pairs=beside(theirs, opened.text) if theirs else [],
        shown_files=shown_by(asker().id, opened.code),
        competencies=competencies_on(clock.today()),
        **looked(look, opened.code, opened.language, face),
        **more,
    )


def written(sent: Sent, opened: Opened) -> Written:
    """The text that the cards of a form describe, once its button and its new scenes are minded. What says
    the same as the text that stands leaves that as it is."""
    sent = sent.copy()
    cards = cards_from(sent)
    shown = arrange(cards, sent.get("do", ""), _scene_name)
    _make_scenes(sent, cards)
    sheet = sheet_from(sent, cards)
    place = next((place for place, card in enumerate(cards) if card.key == shown), None)
    may_be_same = not wants_json() or "same" in sent  # a script says itself that nothing was changed
    if may_be_same and _stands(opened.text) == sheet:
        return Written(opened.text, place)
    return Written(text_of(sheet, opened.language, unnamed=_scene_name), place)


def _scene_name(number: int) -> str:
    return str(gettext("Scene %(number)d", number=number))


def _make_scenes(sent: Sent, cards: list[Card]) -> None:
    """Give each arrow to a new scene a card to lead to."""
    for answer in [answer for card in cards for answer in card.answers]:
        if sent.get(f"{answer}-target") == NEW:
            sent[f"{answer}-target"] = add_card(cards, _scene_name).key


def _stands(text: str) -> Sheet | None:
    try:
        return sheet_of(text)
    except NoForm:
        return None
