"""Reading question lists as trainers have them: the corpus is read right, and no wrong key slips in."""

import pytest

from lms.base.text import clean
from quizzes.importing.formats.proposals import Asks, Item, ProposalKind
from quizzes.importing.formats.reading import propose
from tests.factories.importing import Asked
from tests.quizzes.importing.corpus import CorpusFile, corpus

FILES = corpus()


def is_right(item: Item, asked: Asked) -> bool:
    """Whether key, words and answers of a question are as its author means them."""
    scene = item.scene
    right = tuple(number for number, choice in enumerate(scene.choices) if choice.right)
    words = clean(scene.text).casefold() == clean(asked.stem).casefold()
    options = [clean(each.text).casefold() for each in scene.choices]
    return words and options == [clean(each).casefold() for each in asked.options] and right == asked.right


def test_the_corpus_has_twenty_files_in_three_containers() -> None:
    endings = [file.name.rpartition(".")[2] for file in FILES]
    assert len(FILES) >= 20
    assert {"docx", "txt", "xlsx"} <= set(endings)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_proposed_as_the_questions_that_its_author_meant(file: CorpusFile) -> None:
    proposal = propose(file.name, file.data)
    assert proposal.kind is ProposalKind.QUESTIONS
    assert len(proposal.items) == len(file.asked)
    if file.told:
        wrong = [
            item.scene
            for item, asked in zip(proposal.items, file.asked, strict=True)
            if not is_right(item, asked)
        ]
        assert wrong == []
        assert [item.doubts for item in proposal.items if item.asks is not Asks.NOTHING] == []
    else:
        assert {item.asks for item in proposal.items} == {Asks.RIGHT}


def test_at_least_98_percent_of_the_questions_are_right_and_no_wrong_key_is_taken_silently() -> None:
    right = asked = slipped = 0
    for file in FILES:
        if not file.told:
            continue
        for item, meant in zip(propose(file.name, file.data).items, file.asked, strict=True):
            asked += 1
            right += is_right(item, meant)
            key = tuple(number for number, choice in enumerate(item.scene.choices) if choice.right)
            slipped += item.asks is Asks.NOTHING and key != meant.right
    assert right / asked >= 0.98
    assert slipped == 0
