"""Whose installation it is: the province, and the organisation that runs it."""

from difflib import get_close_matches

from lms.base import clock
from lms.base.database import db
from lms.base.founding import Answers, Founding, Question, given
from lms.base.messages import Refusal, message
from lms.base.text import clean, fold
from lms.places.library import provinces
from lms.places.models import Organisation, OrganisationKind
from lms.places.queries import organisations_named, unit_by_code
from lms.places.rules.founding import ORGANISATION_NAME_AT_MOST, BadPlace, organisation

KINDS = (
    ("chi cuc", OrganisationKind.SUB_DEPARTMENT),
    ("so ", OrganisationKind.DEPARTMENT),
    ("bo ", OrganisationKind.MINISTRY),
    ("cuc ", OrganisationKind.MINISTRY),
    ("trung tam", OrganisationKind.HEALTH_CENTRE),
    ("tram y te", OrganisationKind.STATION),
    ("uy ban", OrganisationKind.COMMITTEE),
)
"""How names of organisations begin, folded."""
TYPES = ("tinh ", "thanh pho ")


class UnknownProvince(Refusal):
    """No province is called so."""


def province(answer: str, _answers: Answers) -> str:
    """The code of the province that a code or a name means, with or without its type and diacritics.

    Raises :class:`UnknownProvince`, which names the ones written most like it.
    """
    known = {code: _bare(name) for code, name in provinces().items()}
    words = clean(answer)
    if words in known:
        return words
    by_name = {name: code for code, name in known.items()}
    if _bare(words) in by_name:
        return by_name[_bare(words)]
    close = get_close_matches(_bare(words), [*by_name], n=3, cutoff=0.5)
    meant = ", ".join(provinces()[by_name[each]] for each in close)
    if meant:
        raise UnknownProvince(
            message("No province is called “%(name)s”. Is it: %(meant)s?", name=words[:60], meant=meant)
        )
    raise UnknownProvince(
        message("No province is called “%(name)s”. Give its name or its code of two digits.", name=words[:60])
    )


def province_in_words(answers: Answers) -> str:
    """The province as it stands in the name of an office: ``tỉnh Phú Thọ``; empty before it is known."""
    name = provinces().get(answers.get("province", ""), "")
    return name[:1].lower() + name[1:]


def founded(answers: Answers) -> Organisation:
    """The organisation that runs the installation, once it is founded."""
    return db.session.scalars(organisations_named(answers["organisation"], clock.today())).all()[0]


def _organisation(answer: str, answers: Answers) -> str:
    name = given(answer, answers)
    if len(name) > ORGANISATION_NAME_AT_MOST:
        raise BadPlace(
            message("A name may have at most %(longest)s characters.", longest=ORGANISATION_NAME_AT_MOST)
        )
    return name


def _found(answers: Answers) -> None:
    """Found the organisation in its province, as old as the province itself."""
    unit = unit_by_code(answers["province"], clock.today())
    if unit is None:
        raise UnknownProvince(message("No province is called “%(name)s”.", name=answers["province"]))
    name = answers["organisation"]
    folded = fold(name)
    kind = next((kind for start, kind in KINDS if folded.startswith(start)), OrganisationKind.OTHER)
    organisation(kind, name, unit, since=unit.valid_from)


def _bare(name: str) -> str:
    folded = fold(name)
    for kind in TYPES:
        folded = folded.removeprefix(kind)
    return folded


FOUNDING = Founding(
    questions=(
        Question(
            "province",
            message("Province"),
            province,
            message("Its name or its code, e.g. Phú Thọ or 25."),
        ),
        Question(
            "organisation",
            message("Organisation that runs the system and issues certificates"),
            _organisation,
            message("As it stands in the heading of its papers."),
            lambda answers: f"Chi cục Dân số - Trẻ em {province_in_words(answers)}".strip(),
        ),
    ),
    found=_found,
)
