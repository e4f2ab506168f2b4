"""``flask bank``: making the bank anew."""

import click

from lms.base import clock
from lms.base.database import db
from lms.base.messages import Message
from lms.web.shell import Commands
from quizzes.bank.rules.counting import count_answers
from quizzes.bank.rules.indexing import index_all, index_missing

bank_commands = Commands("bank", help="The bank of questions.")


@bank_commands.command("rebuild")
def rebuild() -> None:
    """Take up every published list afresh, and count how its questions were answered."""
    questions = index_all()
    asked = count_answers(clock.now())
    db.session.commit()
    click.echo(f"{questions} questions, {asked} answered")


def load_shipped() -> list[Message]:
    """Take up what was published before there was a bank; changes nothing when all is there."""
    index_missing()
    db.session.commit()
    return []
