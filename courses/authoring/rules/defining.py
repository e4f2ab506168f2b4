"""The words of a course of our own: what each means, and how it is not to be called (``terms.toml``)."""

import tomllib
from datetime import datetime

from courses.authoring.rules.changing import Change, check_seen, lock
from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder
from courses.source.arranging import NoSuchStep, Values
from courses.source.course import Term
from courses.source.folders import TERMS
from courses.source.writing import written
from lms.base.messages import Refusal, message
from lms.base.text import fold

MOST_TERMS = 60


class KnownTerm(Refusal):
    """The course explains this word already."""


class TooManyTerms(Refusal):
    """Nobody learns so many words in one course."""


def add_term(course: OwnCourse, seen: int, term: Term, *, by: int, now: datetime) -> None:
    """Explain one more word, at the end. ``seen`` is the revision of ``terms.toml`` that she saw, 0 where
    there was none; another one is refused (``ChangedInBetween``). Refuses a word twice
    (:class:`KnownTerm`)."""
    terms = _seen_terms(course, seen)
    if len(terms) >= MOST_TERMS:
        raise TooManyTerms(message("A course explains at most %(most)d words.", most=MOST_TERMS))
    _check_new(terms, term)
    _keep(course, [*terms, _values(term)], "term_added", term.term, by=by, now=now)


def change_term(course: OwnCourse, seen: int, place: int, term: Term, *, by: int, now: datetime) -> None:
    """Explain the word at a place, from 0, otherwise. Refuses what :func:`add_term` refuses, and a place that
    is gone."""
    terms = _seen_terms(course, seen)
    _check_place(terms, place)
    _check_new([each for at, each in enumerate(terms) if at != place], term)
    terms[place] = _values(term)
    _keep(course, terms, "term_changed", term.term, by=by, now=now)


def remove_term(course: OwnCourse, seen: int, place: int, *, by: int, now: datetime) -> None:
    """Take a word out; with the last one the file goes."""
    terms = _seen_terms(course, seen)
    _check_place(terms, place)
    removed = terms.pop(place)
    _keep(course, terms, "term_removed", removed["term"], by=by, now=now)


def move_term(course: OwnCourse, seen: int, place: int, step: int, *, by: int, now: datetime) -> None:
    """Move a word up (-1) or down (1), as far as it goes."""
    terms = _seen_terms(course, seen)
    _check_place(terms, place)
    moving = terms.pop(place)
    terms.insert(min(max(place + step, 0), len(terms)), moving)
    _keep(course, terms, "term_moved", moving["term"], by=by, now=now)


def _seen_terms(course: OwnCourse, seen: int) -> list[Values]:
    """The words as she saw them, behind the lock."""
    lock(course)
    if seen == 0 and not _has_terms(course):
        return []
    if not _has_terms(course):
        raise _gone()
    found: list[Values] = tomllib.loads(check_seen(course, seen, TERMS).text).get("terms", [])
    return found


def _has_terms(course: OwnCourse) -> bool:
    return TERMS in kept_folder(course).paths()


def _keep(course: OwnCourse, terms: list[Values], what: str, about: str, *, by: int, now: datetime) -> None:
    change = Change(course, what, about, by=by, now=now)
    if terms:
        change.write(TERMS, written({"terms": terms}).encode())
    elif TERMS in change.paths():
        change.take_out(TERMS)


def _values(term: Term) -> Values:
    said: Values = {"term": term.term, "meaning": term.meaning}
    return said | {"not": list(term.avoid)} if term.avoid else said


def _check_new(terms: list[Values], term: Term) -> None:
    if any(fold(each["term"]) == fold(term.term) for each in terms):
        raise KnownTerm(message("“%(term)s” is explained already.", term=term.term))


def _check_place(terms: list[Values], place: int) -> None:
    if not 0 <= place < len(terms):
        raise _gone()


def _gone() -> NoSuchStep:
    return NoSuchStep(message("What was to be changed is not there any more. Look at the course again."))
