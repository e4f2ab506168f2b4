"""What a form answers when the session ended in the middle of an exercise: nothing filled in is lost."""

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from quizzes.exercise.answers import MAX_ANSWER

MOST_FIELDS = 400  # of a test whose questions have many fields


def keep_answers(longest: int = MAX_ANSWER, most: int = MOST_FIELDS) -> Response:
    """A page that carries what was sent, up to ``most`` values of up to ``longest`` characters: sign in in
    another tab, then send it again."""
    fields = [(name, value[:longest]) for name, value in request.form.items(multi=True)][:most]
    sign_in = url_for("account.sign_in")
    return make_response(render_template("quizzes/signed_out.html", fields=fields, sign_in=sign_in), 401)
