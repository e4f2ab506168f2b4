"""``flask setup``: the questions on the terminal, or their answers as options for scripts."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from lms.base.founding import Answers, Question
from lms.base.messages import Message, Refusal, message
from lms.base.settings_file import place_of
from lms.base.text import clean
from lms.config import BadSetting
from lms.features import Feature
from lms.loading import features_of
from lms.setup.rules.asking import questions
from lms.setup.rules.making import check_new, holds_demonstration, make, next_steps
from lms.web.i18n import said

SCRIPTED, ASIDE = "no_questions", "aside"
YES = ("yes", "có", "co")


def add_command(app: Flask) -> None:
    """Put the command on the app, with an option for every question of its parts."""
    instance = Path(app.instance_path)
    asked = questions(_features(app), instance, os.environ)
    app.cli.add_command(
        click.Command(
            "setup",
            callback=with_appcontext(_set_up),
            params=[*map(_option, asked), _ASIDE, _SCRIPTED],
            help="Set up an installation: asks what it needs, and writes settings and first administrator.",
        )
    )


_SCRIPTED = click.Option(
    ["--no-questions", SCRIPTED], is_flag=True, help="Ask nothing: take what is proposed, or refuse."
)


_ASIDE = click.Option(
    ["--keep-demonstration-aside", ASIDE],
    is_flag=True,
    help="Where the demonstration is in the database: move its file aside and begin afresh.",
)


def _features(app: Flask) -> Sequence[Feature]:
    return features_of(app)


def _option(question: Question) -> click.Option:
    if question.secret:
        path = click.Path(exists=True, dir_okay=False, allow_dash=True)
        about = f"{question.label}: a file whose first line it is, or - for the standard input."
        return click.Option([f"--{question.name}-file", _key(question)], type=path, help=about)
    return click.Option([f"--{question.name}", _key(question)], help=str(question.label))


def _key(question: Question) -> str:
    return question.name.replace("-", "_")


def _set_up(**options: Any) -> None:
    app = current_app
    instance, scripted, aside = Path(app.instance_path), options.pop(SCRIPTED), options.pop(ASIDE)
    place = place_of(instance, os.environ) or instance / "lop520.env"
    try:
        if not check_new(place, instance):
            _say(message("The setup that was interrupted is complete now: %(file)s.", file=str(place)))
            return
        asked = questions(features_of(_app()), instance, os.environ)
        answers = _answers(asked, options, scripted=scripted)
        if holds_demonstration(answers, instance) and not aside:
            _ask_to_begin_afresh(scripted=scripted)
        make(answers, features_of(_app()), place, instance, tell=_say)
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    except BadSetting as problem:
        raise click.ClickException(str(problem)) from problem
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        sentence = message("The setup broke off (%(reason)s); nothing holds. Start it again.", reason=reason)
        raise click.ClickException(said(sentence)) from error
    for step in next_steps(answers, place, current_app.extensions["premises"].backups):
        _say(step)


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _ask_to_begin_afresh(*, scripted: bool) -> None:
    """Whether the demonstration may be kept aside; ends the command where it may not."""
    sentence = message(
        "The demonstration is in this database. Its file is kept aside, with whatever was tried in it, and "
        "the installation begins without its people."
    )
    _say(sentence)
    if scripted:
        raise click.ClickException(said(message("Say --keep-demonstration-aside to agree.")))
    answer = click.prompt(said(message("Begin afresh? Type “yes” to agree")), default="", show_default=False)
    if clean(answer).casefold() not in YES:
        raise click.ClickException(said(message("Nothing was changed.")))


def _answers(asked: Sequence[Question], options: Mapping[str, str | None], *, scripted: bool) -> Answers:
    answers: dict[str, str] = {}
    for question in asked:
        option = options[_key(question)]
        if option is not None:
            answers[question.name] = _given(
                question, _content(option) if question.secret else option, answers
            )
        elif scripted:
            answers[question.name] = _given(question, question.proposal(answers), answers)
        else:
            answers[question.name] = _asked(question, answers)
    return answers


def _given(question: Question, answer: str, answers: Answers) -> str:
    """An answer that came as an option; refused with the option's name."""
    try:
        return question.check(answer, answers)
    except Refusal as refusal:
        option = f"--{question.name}-file" if question.secret else f"--{question.name}"
        raise click.ClickException(f"{option}: {said(refusal.message)}") from refusal


def _content(path: str) -> str:
    with click.open_file(path, encoding="utf-8") as file:
        return str(file.readline()).rstrip("\r\n")


def _asked(question: Question, answers: Answers) -> str:
    """Ask until the answer can be taken."""
    if question.hint:
        click.secho(said(question.hint), dim=True)
    while True:
        answer = _prompt(question.label, question.proposal(answers), secret=question.secret)
        if question.secret and answer != _prompt(message("The same once more"), "", secret=True):
            click.secho(said(message("These were not the same.")), fg="red")
            continue
        try:
            return question.check(answer, answers)
        except Refusal as refusal:
            click.secho(said(refusal.message), fg="red")


def _prompt(label: Message, proposal: str, *, secret: bool) -> str:
    return str(click.prompt(said(label), default=proposal, show_default=bool(proposal), hide_input=secret))


def _say(sentence: Message) -> None:
    click.echo(said(sentence))
