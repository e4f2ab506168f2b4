"""What is asked when an installation is set up, in which order, and what is taken for an answer."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from lms.base.founding import Answers, Question, given
from lms.base.messages import Message, Refusal, message
from lms.config import SETTINGS
from lms.features import Feature
from lms.setup.rules.trying import Holding, database_url, holding
from lms.upkeep.rules.revisions import UnfitDatabase

DATABASE, ADDRESS = "database", "address"
FILE = "lop520.sqlite"
_READ = {setting.name: setting.read for setting in SETTINGS}


class BadAnswer(Refusal):
    """An answer that cannot be taken."""


def questions(features: Iterable[Feature], instance: Path, environment: Mapping[str, str]) -> list[Question]:
    """Everything that is asked: where data and people go first, then what each part wants to know."""
    return [
        Question(
            DATABASE,
            message("Database"),
            database_check(instance),
            message(
                "Empty for a file beside the program; or a file's path, or postgresql://user:password@host/name."
            ),
            lambda _answers: environment.get("DATABASE_URL", ""),
        ),
        Question(
            ADDRESS,
            message("Address that people open"),
            _address,
            message("It stands in links and QR codes, e.g. https://lop520.phutho.gov.vn"),
            lambda _answers: environment.get("PUBLIC_URL", ""),
        ),
        *(each for feature in features if feature.founding for each in feature.founding.questions),
    ]


def default_database(instance: Path) -> str:
    """The file that is used where nobody names a database."""
    return f"sqlite:///{instance / FILE}"


def database_check(instance: Path) -> Callable[[str, Answers], str]:
    """The check of a database: it is opened at once, and must hold nobody but the demonstration, which is
    kept aside later. Raises ``UnfitDatabase``."""

    def check(answer: str, _answers: Answers) -> str:
        url = database_url(answer, instance)
        held = holding(url or default_database(instance))
        if held in TAKEN:
            raise UnfitDatabase(TAKEN[held])
        return url

    return check


TAKEN: dict[Holding, Message] = {
    Holding.PEOPLE: message(
        "This database holds people already: it is an installation of its own. Nothing was changed; "
        "name another database."
    ),
    Holding.OTHER: message("This database holds tables of something else; name an empty one."),
}


def _address(answer: str, answers: Answers) -> str:
    words = given(answer, answers)
    try:
        return str(_READ["PUBLIC_URL"](words))
    except ValueError:
        raise BadAnswer(
            message(
                "“%(address)s” is no address; give one such as https://lop520.phutho.gov.vn",
                address=words[:60],
            )
        ) from None
