"""What a part hands to run.py: everything the app takes up from it, in one object."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import click
from flask import Blueprint, Flask

from lms.base.founding import Founding
from lms.base.health import Finding
from lms.base.matters import Matter
from lms.base.measures import Measure
from lms.base.messages import Message
from lms.base.personal import PersonalData
from lms.base.scheduling import Job
from lms.web.ahead import Ahead
from lms.web.menu import MenuItem
from lms.web.phone import PhoneScript


@dataclass(frozen=True)
class Feature:
    """One part of the product, as the app sees it."""

    name: str
    """The part's package, e.g. ``lms.coverage``; its ``translations`` folder is found by it."""
    blueprints: Sequence[Blueprint] = ()
    menu: Sequence[MenuItem] = ()
    slots: Sequence[tuple[str, Callable[..., str]]] = ()
    """Named holes of pages below, and the functions that fill them: see ``lms.web.slots``."""
    step_kinds: Sequence[Any] = ()
    """Kinds of course step that this part knows: see ``courses.rules.step_kinds``."""
    ahead: Sequence[Ahead] = ()
    """What this part answers ahead of Flask: see ``lms.web.ahead``."""
    phone: Sequence[PhoneScript] = ()
    """What this part adds to the script of every page: see ``lms.web.phone``."""
    personal: Sequence[PersonalData] = ()
    """What the part keeps about people, table by table: see ``lms.base.personal``."""
    jobs: Sequence[Job] = ()
    commands: Sequence[click.Command] = ()
    health: Sequence[Callable[[], Finding]] = ()
    """What the part says of itself on the page of whoever runs the product."""
    measures: Sequence[Callable[[], Iterable[Measure]]] = ()
    """What the part counts for a monitoring system."""
    matters: Sequence[Callable[[date], Sequence[Matter]]] = ()
    """What people should be reminded of on a day, as this part knows it."""
    restored: Sequence[Callable[[], object]] = ()
    """What is to be done once a backup was brought back, e.g. erasing again who was erased since; each is
    committed after it."""
    connect: Callable[[], None] | None = None
    """Connects the part's receivers to the signals of parts below."""
    prepare: Callable[[Flask], None] | None = None
    """Sets the part up on the app where blueprints and names are not enough, e.g. who loads the asker."""
    load_shipped: Callable[[], Sequence[Message]] | None = None
    """Brings the shipped data or content into the database; changes nothing when it is there already.
    Says what cannot be brought: the rest is there, and the product starts."""
    founding: Founding | None = None
    """What the part asks when an installation is set up, and what it makes of the answers."""
    load_demo: Callable[[], None] | None = None
    """Adds the part's share of the demonstration organisation to an empty database."""
    templates: dict[str, Any] = field(default_factory=dict)
    """Names that templates may use beyond those of the web layer."""
