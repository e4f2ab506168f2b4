"""Which version of the product this is, as setup.cfg says."""

from configparser import ConfigParser
from functools import cache

from lms.bootstrap import ROOT


@cache
def product_version() -> str:
    """The version, e.g. ``0.1.0``."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return setup["metadata"]["version"]
