"""Flask without what it looks at for every request to no use here."""

from collections.abc import Callable
from typing import Any

from flask import Flask


class LeanFlask(Flask):
    """Flask whose views and hooks are plain functions."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none is a coroutine, and Flask inspects a dozen for each answer."""
        return func
