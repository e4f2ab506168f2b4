"""Commands about certificates: ``flask certificates …``."""

import click

from certificates.queries import issuers
from certificates.rules.appointing import appoint
from lms.base.clock import today
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.places.queries import organisations_named
from lms.web.i18n import said
from lms.web.shell import Commands

certificates = Commands("certificates", help="Who issues certificates.")


@certificates.command("appoint")
@click.argument("code")
@click.option("--organisation", required=True, help="The name of the organisation that issues.")
@click.option("--pattern", required=True, help="How numbers are written: {number:03d}/{year}/GCN-CCDS")
@click.option("--place", required=True, help="The place name before the date.")
@click.option("--superior", default="", help="The agency above it, printed in the first line.")
def appoint_issuer(code: str, organisation: str, pattern: str, place: str, superior: str) -> None:
    """Make an organisation an issuer, which courses name by CODE."""
    found = db.session.scalars(organisations_named(organisation, today())).first()
    if found is None:
        raise click.ClickException(said(message("There is no organisation “%(name)s”.", name=organisation)))
    try:
        appoint(code, found, number_pattern=pattern, place=place, superior=superior)
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    db.session.commit()


@certificates.command("issuers")
def list_issuers() -> None:
    """List who issues certificates."""
    for issuer in issuers():
        click.echo(f"{issuer.code}\t{issuer.organisation.name}\t{issuer.number_pattern}")
