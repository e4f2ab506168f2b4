"""The audit at the shell."""

import sys

import click

from lms.base.sealing import walk
from lms.web.shell import Commands

audit = Commands("audit", help="Who did what: the chain of seals.")


@audit.command("verify")
def verify() -> None:
    """Walk the chain of seals: how many rows it covers, and the first that was altered or removed (exit 1).

    Write the last digest down elsewhere: by it a later walk tells that nothing was cut off the end.
    """
    found = walk()
    click.echo(f"{found.sealed} entries are sealed, {found.waiting} wait for their seal.")
    if found.broken is not None:
        click.echo(f"Entry {found.broken} was altered or removed: the chain is broken there.")
        sys.exit(1)
    click.echo(f"The chain holds. Its last digest: {found.digest or 'none yet'}")
