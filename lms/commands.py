"""Commands of the whole product: its demonstration and its jobs."""

import click
from flask import current_app

from lms.base.messages import Refusal
from lms.base.scheduling import run_due
from lms.loading import features_of, reset_demo
from lms.web.i18n import said
from lms.web.shell import Commands

demo = Commands("demo", help="The demonstration organisation.")
jobs = Commands("jobs", help="What the product does by the clock.")


@demo.command("reset")
@click.option("--with-guests", is_flag=True, help="Also throw away people who were added since.")
def reset(with_guests: bool) -> None:
    """Throw the demonstration away and load it afresh; refuses wherever real people are."""
    try:
        reset_demo(with_guests=with_guests)
    except Refusal as refusal:
        raise click.ClickException(said(refusal.message)) from refusal
    click.echo("The demonstration is as on the first day.")


@jobs.command("run")
def run_jobs() -> None:
    """Run every job that is due and not yet taken by another process."""
    known = [job for feature in features_of(current_app) for job in feature.jobs]
    for name in run_due(known):
        click.echo(name)
