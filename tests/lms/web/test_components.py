"""The components of pages, and the one style sheet."""

import gzip

from flask import Flask, render_template_string
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from lms.web.forms import Form
from lms.web.paging import Page
from lms.web.statics import CSS, SHEETS, stylesheet


class TrialForm(Form):
    """A form with one field of each shape."""

    name = StringField("Name", [InputRequired(), Length(max=5)])
    note = StringField("Note")
    kind = RadioField("Kind", choices=[SelectChoice("a", "One"), SelectChoice("b", "Two")])
    level = SelectField("Level", choices=[SelectChoice("1", "First")])
    agree = BooleanField("Agreed")


def drawn(app: Flask, source: str, **context: object) -> str:
    """A piece of template as a request would draw it, in Vietnamese."""
    with app.test_request_context():
        return render_template_string(source, **context)


FIELD = '{% from "components/field.html" import field %}{{ field(field_drawn, hint) }}'


def test_a_field_ties_hint_and_error_to_its_control(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"name": "quá dài rồi"}):
        form = TrialForm(meta={"csrf": False})
        form.validate()
        page = render_template_string(FIELD, field_drawn=form.name, hint="Five letters.")
    assert 'aria-describedby="name-hint name-error"' in page
    assert 'aria-invalid="true"' in page
    assert "Nhiều nhất 5 ký tự." in page


def test_a_field_that_may_stay_empty_says_so(app: Flask) -> None:
    with app.test_request_context():
        form = TrialForm(meta={"csrf": False})
        assert "(không bắt buộc)" in render_template_string(FIELD, field_drawn=form.note, hint=None)
        assert "(không bắt buộc)" not in render_template_string(FIELD, field_drawn=form.name, hint=None)


def test_choices_become_a_group_with_one_label_each(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string(FIELD, field_drawn=TrialForm(meta={"csrf": False}).kind, hint=None)
    assert page.count("<legend>") == 1
    assert page.count('type="radio"') == 2


def test_errors_are_listed_on_top_with_links_to_their_fields(app: Flask) -> None:
    source = (
        '{% from "components/form.html" import form %}'
        '{% call form("/x", submit="Go", errors_of=trial) %}inside{% endcall %}'
    )
    with app.test_request_context(method="POST", data={}):
        trial = TrialForm(meta={"csrf": False})
        trial.validate()
        page = render_template_string(source, trial=trial)
    assert '<a href="#name">Name: Cần điền ô này.</a>' in page
    assert 'name="csrf_token"' in page
    assert "inside" in page


def test_a_table_aligns_its_numeric_headings_and_scrolls_in_its_own_box(app: Flask) -> None:
    source = (
        '{% from "components/table.html" import table %}'
        '{% call table("Units", ["Unit", "#Share", ""]) %}<tr><td>A</td></tr>{% endcall %}'
    )
    page = drawn(app, source)
    assert '<th scope="col" class="number">Share</th>' in page
    assert '<div class="table-box" role="region" aria-label="Units" tabindex="0">' in page


def test_a_pager_keeps_the_rest_of_the_address(app: Flask) -> None:
    source = '{% from "components/pager.html" import pager %}{{ pager(page, "account.sign_in", next="/a") }}'
    page = drawn(app, source, page=Page(rows=[], number=2, total=120))
    assert 'href="/sign-in?page=1&amp;next=/a"' in page
    assert 'href="/sign-in?page=3&amp;next=/a"' in page
    assert "Trang 2 trong 3 trang" in page


def test_one_page_needs_no_pager(app: Flask) -> None:
    source = '{% from "components/pager.html" import pager %}{{ pager(page, "account.sign_in") }}'
    assert drawn(app, source, page=Page(rows=[], number=1, total=3)).strip() == ""


def test_a_button_that_acts_is_a_form_with_a_token(app: Flask) -> None:
    source = (
        '{% from "components/button.html" import post_button %}'
        '{{ post_button("Go", "/x", kind="danger", unit=25) }}'
    )
    page = drawn(app, source)
    assert 'method="post"' in page
    assert 'name="csrf_token"' in page
    assert '<input type="hidden" name="unit" value="25">' in page


def test_what_stands_in_a_component_is_escaped(app: Flask) -> None:
    source = '{% from "components/notice.html" import notice %}{{ notice("<script>", "error") }}'
    page = drawn(app, source)
    assert "<script>" not in page
    assert 'role="alert"' in page


def test_the_style_sheet_holds_every_file_once_and_no_comment() -> None:
    sheet = stylesheet()
    assert "/*" not in sheet
    assert len(gzip.compress(sheet.encode(), 6)) <= 9_000
    files = [CSS / name for name in SHEETS] + list((CSS / "components").glob("*.css"))
    assert sorted(files) == sorted(CSS.rglob("*.css"))


def test_every_component_with_a_style_has_a_template_of_its_name() -> None:
    templates = CSS.parent.parent / "templates/components"
    assert {each.stem for each in (CSS / "components").glob("*.css")} == {
        each.stem for each in templates.glob("*.html")
    }


def test_colours_and_sizes_come_from_the_tokens() -> None:
    loose = []
    for path in CSS.rglob("*.css"):
        if path.name != "tokens.css":
            loose += [
                f"{path.name}: {line}"
                for line in path.read_text("utf-8").splitlines()
                if "#" in line and ": #" in line
            ]
    assert [each for each in loose if "#000" not in each] == []
