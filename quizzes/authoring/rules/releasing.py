"""Releasing what somebody wrote: from her text to a version, and into the courses that ask it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from courses.models import Edition
from courses.rules.inspecting import Opens
from courses.rules.placing import add_step
from courses.rules.renewing import republish
from courses.rules.step_kinds import Kinds
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import manuscript_of
from quizzes.authoring.rules.illustrating import bodies_of, drop_published, places_of
from quizzes.authoring.rules.looking import look_over
from quizzes.exercise.findings import Finding, errors, finding_in
from quizzes.exercise.illustrating import media_in
from quizzes.exercise.keywords import LANGUAGES
from quizzes.library import ExerciseSource, shipped
from quizzes.models import ExerciseVersion, Origin
from quizzes.queries.exercises import newest_version
from quizzes.rules.publishing import publish


class NotReleased(Refusal):
    """What she wrote cannot be published as it stands."""


class PublishedInBetween(Refusal):
    """Somebody published another version since she began; she has to see it first."""


@dataclass(frozen=True)
class Written:
    """What she is about to publish."""

    source: ExerciseSource
    findings: dict[str, list[Finding]]
    """By language, in the order of :data:`LANGUAGES`."""
    newest: ExerciseVersion | None
    """The version that learners have now."""
    based_on: int | None
    """The number of the version that she changed; None for a new exercise."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return not any(errors(found) for found in self.findings.values())

    @property
    def is_overtaken(self) -> bool:
        """Whether a version was published that she has not seen."""
        return self.newest is not None and self.newest.number != self.based_on


@dataclass(frozen=True)
class Place:
    """A section of a course."""

    slug: str
    section: int


def written(person_id: int, code: str) -> Written | None:
    """What she wrote under a code, with what is published in the languages that she did not touch."""
    newest = newest_version(code)
    own = {language: manuscript_of(person_id, code, language) for language in LANGUAGES}
    if newest is None and own[LANGUAGES[0]] is None:
        return None
    texts = {language: _text(own[language], newest, language) for language in LANGUAGES}
    kept = {language: text for language, text in texts.items() if text}
    first = kept.get(LANGUAGES[0], "")
    places = places_of(person_id, code)
    looks = {
        language: look_over(text, code, vietnamese=None if language == LANGUAGES[0] else first, places=places)
        for language, text in kept.items()
    }
    seen = [each.based_on.number if each.based_on else None for each in own.values() if each]
    return Written(
        source=ExerciseSource(code, {language: look.exercise for language, look in looks.items()}, kept),
        findings={language: look.findings for language, look in looks.items()},
        newest=newest,
        based_on=min(seen, key=lambda number: number or 0) if seen else (newest.number if newest else None),
    )


def release(
    person_id: int,
    code: str,
    *,
    seen: int | None,
    courses: Collection[str],
    place: Place | None,
    kinds: Kinds,
    opens: Opens,
    now: datetime,
) -> tuple[ExerciseVersion | None, list[Edition]]:
    """Publish what she wrote, and at once the courses named: the new version and the new editions.

    ``seen`` is the number of the version that she has seen beside hers. ``place`` adds the exercise to a
    section that does not ask it yet. Refuses errors (:class:`NotReleased`), a version that she has not seen
    (:class:`PublishedInBetween`), and whatever publishing a course refuses: then nothing is published.
    """
    lock_for_writing(f"exercise:{code}")
    text = written(person_id, code)
    if text is None:
        raise NotReleased(message("There is no such exercise."))
    for language, found in text.findings.items():
        for finding in errors(found):
            raise NotReleased(finding_in(f"{code}.{language}", finding))
    if text.is_overtaken and text.newest and text.newest.number != seen:
        raise PublishedInBetween(
            message("Another version was published in the meantime. Look at both before you publish yours.")
        )
    version = publish(_with_bodies(person_id, text.source), now, by=person_id)
    _rebase(person_id, code)
    drop_published(person_id, code)
    return version, _renewed(person_id, version or text.newest, courses, place, kinds, opens, now)


def _with_bodies(person_id: int, source: ExerciseSource) -> ExerciseSource:
    """What is published, with the content of the pictures and sounds that are not kept yet."""
    names = {media.file for exercise in source.languages.values() for media in media_in(exercise)}
    return replace(source, media=bodies_of(person_id, source.code, names))


def newer_shipped(version: ExerciseVersion) -> ExerciseSource | None:
    """The shipped exercise, where it has changed since a local version was made of it; else None."""
    if version.origin is not Origin.LOCAL:
        return None
    known = shipped(version.exercise.code)
    return known if known and known.content_hash() != version.shipped_hash else None


def _text(own: Manuscript | None, newest: ExerciseVersion | None, language: str) -> str | None:
    if own:
        return own.text
    return newest.source_in(language) if newest else None


def _rebase(person_id: int, code: str) -> None:
    """What she goes on writing from now on changes what is published now."""
    newest = newest_version(code)
    for language in LANGUAGES:
        own = manuscript_of(person_id, code, language)
        if own:
            own.based_on = newest
    db.session.flush()


def _renewed(
    person_id: int,
    version: ExerciseVersion | None,
    courses: Collection[str],
    place: Place | None,
    kinds: Kinds,
    opens: Opens,
    now: datetime,
) -> list[Edition]:
    slugs = set(courses)
    if place and version:
        reference = {"exercise": version.exercise.code, "role": version.kind.value}
        add_step(place.slug, place.section, "exercise", reference, by=person_id, now=now)
        slugs.add(place.slug)
    made = [republish(slug, kinds, by=person_id, opens=opens, now=now) for slug in sorted(slugs)]
    return [edition for edition in made if edition]
