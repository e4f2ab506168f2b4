"""How a lesson cites what it rests on: each document once, short, with its articles and its day."""

import re
from collections.abc import Sequence
from itertools import groupby

from lms.standards.models import Clause, Document

SHORT = 40  # characters of a name that is cited whole; of a longer one its kind is enough
_ARTICLE = re.compile(r"Điều (\d+[a-z]?)")
_OFFICIAL = re.compile(r"\d")  # an official number begins with a figure
_SINCE = {"vi": "từ", "en": "since"}
_ARTICLE_WORD = {"vi": "Điều", "en": "Article"}
_WORDS_OF_A_KIND = {"vi": 2, "en": 1}  # “Nghị định”, “Decree”


def cite(clauses: Sequence[Clause], language: str) -> str:
    """``Luật Trẻ em 102/2016/QH13, Điều 4 (từ 01/06/2017); …``; empty where there are no clauses."""
    grouped = groupby(sorted(clauses, key=lambda clause: clause.document_id), key=lambda each: each.document)
    return "; ".join(_cited(document, list(passages), language) for document, passages in grouped)


def short_name(document: Document, language: str) -> str:
    """The name and number by which a document is called; of a long name only the kind."""
    name = document.name_en if language == "en" else document.name_vi
    if not _OFFICIAL.match(document.number):
        return name if language == "en" else document.number
    if len(name) > SHORT:
        name = " ".join(name.split()[: _WORDS_OF_A_KIND[language]])
    return f"{name} {document.number}"


def _cited(document: Document, passages: Sequence[Clause], language: str) -> str:
    found = (_ARTICLE.fullmatch(passage.article) for passage in passages)
    articles = [f"{_ARTICLE_WORD[language]} {each.group(1)}" for each in found if each]
    day = f" ({_SINCE[language]} {document.effective_on:%d/%m/%Y})" if document.effective_on else ""
    return ", ".join([short_name(document, language), *articles]) + day
