"""Proposals as JSON and back, so that an import can be gone on with on another day."""

from dataclasses import asdict
from typing import Any

from lms.base.foreign.documents import Picture
from lms.base.foreign.encodings import Encoding
from lms.base.messages import Message
from quizzes.exercise.graph import Choice, QuestionType, Scene
from quizzes.importing.formats.proposals import Asks, Item, Lesson, Proposal, ProposalKind, Understood


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """All that is known of a proposal."""
    understood = proposal.understood
    return {
        "kind": proposal.kind.value,
        "title": proposal.title,
        "text": proposal.text,
        "items": [_item_as_json(item) for item in proposal.items],
        "lessons": [
            {
                "title": lesson.title,
                "text": lesson.text,
                "place": message_as_json(lesson.place),
                "pictures": [asdict(picture) for picture in lesson.pictures],
            }
            for lesson in proposal.lessons
        ],
        "understood": {
            "encodings": list(understood.encodings),
            "uncertain": list(understood.uncertain),
            "sample": list(understood.sample),
            "left_out": [message_as_json(each) for each in understood.left_out],
        },
    }


def proposal_from_json(kept: dict[str, Any]) -> Proposal:
    """The proposal that :func:`proposal_as_json` was given."""
    understood = kept["understood"]
    return Proposal(
        kind=ProposalKind(kept["kind"]),
        title=kept["title"],
        items=tuple(_item(each) for each in kept["items"]),
        lessons=tuple(
            Lesson(
                each["title"],
                each["text"],
                message_from_json(each["place"]),
                tuple(Picture(**picture) for picture in each["pictures"]),
            )
            for each in kept["lessons"]
        ),
        text=kept["text"],
        understood=Understood(
            encodings=tuple(map(Encoding, understood["encodings"])),
            uncertain=tuple(map(Encoding, understood["uncertain"])),
            sample=(understood["sample"][0], understood["sample"][1]),
            left_out=tuple(map(message_from_json, understood["left_out"])),
        ),
    )


def message_as_json(said: Message) -> list[Any]:
    """A sentence with its named places; one of them may be a sentence itself."""
    places = {
        name: {"said": message_as_json(value)} if isinstance(value, Message) else value
        for name, value in said.params.items()
    }
    return [said.text, places]


def message_from_json(kept: list[Any]) -> Message:
    """The sentence that :func:`message_as_json` was given."""
    text, places = kept
    return Message(
        text,
        {
            name: message_from_json(value["said"]) if isinstance(value, dict) else value
            for name, value in places.items()
        },
    )


def _item_as_json(item: Item) -> dict[str, Any]:
    scene = item.scene
    return {
        "name": scene.name,
        "text": scene.text,
        "type": scene.type.value,
        "hint": scene.hint,
        "basis": list(scene.basis),
        "tags": list(scene.tags),
        "choices": [
            [each.text, each.feedback, each.match, each.right, each.points] for each in scene.choices
        ],
        "place": message_as_json(item.place),
        "told": [message_as_json(each) for each in item.told],
        "doubts": [message_as_json(each) for each in item.doubts],
        "asks": item.asks.value,
        "explanation": item.explanation,
        "pictures": [asdict(picture) for picture in item.pictures],
    }


def _item(kept: dict[str, Any]) -> Item:
    scene = Scene(
        name=kept["name"],
        text=kept["text"],
        type=QuestionType(kept["type"]),
        hint=kept["hint"],
        basis=tuple(kept["basis"]),
        tags=tuple(kept["tags"]),
        choices=tuple(
            Choice(text, feedback, match=match, right=right, points=points)
            for text, feedback, match, right, points in kept["choices"]
        ),
    )
    return Item(
        scene=scene,
        place=message_from_json(kept["place"]),
        told=tuple(map(message_from_json, kept["told"])),
        doubts=tuple(map(message_from_json, kept["doubts"])),
        asks=Asks(kept["asks"]),
        explanation=kept["explanation"],
        pictures=tuple(Picture(**picture) for picture in kept.get("pictures", [])),
    )
