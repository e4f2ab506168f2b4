"""Which pages a phone may keep. The service worker keeps what says for whom, and forgets it with her;
everything else it never keeps."""

from flask import Response, make_response

from lms.web.access import asker

FOR = "Kept-For"
"""The person whose page it is: the phone shows it to nobody else, and forgets it when it forgets her."""
AT_ONCE = "Kept-At-Once"
"""Marks a page that the phone shows from what it has and renews behind, because it rarely changes."""


def may_be_kept(answer: Response | str, *, at_once: bool = False, who: int | None = None) -> Response:
    """The answer, marked as one that the phone of whoever asks may keep for her.

    Without a network, or after a few seconds of waiting, the phone shows what it has kept; with ``at_once``
    it does so without asking first. ``who`` is the key of whoever asks, where the view has read it itself.
    """
    response = make_response(answer)
    response.headers.extend(kept_for(who or asker().id, at_once=at_once))
    return response


def kept_for(person_id: int, *, at_once: bool = False) -> list[tuple[str, str]]:
    """The headers that say so."""
    return [(FOR, str(person_id)), *([(AT_ONCE, "yes")] if at_once else [])]
