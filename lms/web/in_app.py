"""Browsers inside other apps (Zalo, Facebook): what they keep is forgotten, nothing offline starts there."""

SIGNS = ("Zalo", "FBAN", "FBAV", "FB_IAB", "Instagram", "; wv)")
"""What such a browser says of itself; ``; wv)`` is Android's own sign of a page inside an app."""


def in_app_browser(user_agent: str) -> bool:
    """Whether a browser of this name is a window inside another app."""
    return any(sign in user_agent for sign in SIGNS)


def opens_intents(user_agent: str) -> bool:
    """Whether an ``intent:`` address can hand a page over to Chrome: on Android; elsewhere words must do."""
    return "Android" in user_agent
