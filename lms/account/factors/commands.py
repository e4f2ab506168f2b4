"""Second factors from the shell: for the last administrator who has lost her phone."""

import click

from lms.account.factors.rules.taking_away import take_away
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.queries import person_by_code
from lms.web.i18n import said
from lms.web.shell import Commands

account_commands = Commands("account", help="Accounts of people who cannot sign in.")


@account_commands.command("reset-factor")
@click.argument("code")
@click.option("--reason", required=True, help="Why; it stays on record and is told to the person.")
def reset_factor(code: str, reason: str) -> None:
    """Take the second factor of the person with this staff CODE away and sign her out everywhere."""
    person = person_by_code(code)
    if person is None:
        raise click.ClickException(f"Nobody has the staff code {code}.")
    try:
        take_away(person, reason, by=None)
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    db.session.commit()
    click.echo(f"{code}: the second factor is taken away. At the next sign-in a new one can be set up.")
