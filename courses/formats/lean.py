"""What a document can do without: comments, rules of style for what it lacks, tags a browser supplies."""

import re

_OPEN_END = re.compile(r"(?<=[;{,])\n")
_GROUP = re.compile(r"/\*(?P<comment>.*?)\*/(?P<rules>(?:(?!/\*).)*)", re.DOTALL)
_CONDITION = re.compile(r"\s*With (?P<marks>.+?):(?:\s|$)")
_DATA = re.compile(r"(<(?:script|pre)\b.*?</(?:script|pre)>)", re.DOTALL)
_BLOCK = "article|blockquote|details|div|dl|form|h[1-6]|hr|ol|p|section|table|ul"
_PART = "caption|dd|dt|li|summary|tbody|td|th|thead|tr"
_AROUND = re.compile(rf" ?(</?(?:{_BLOCK}|{_PART})\b[^<>]*>) ?")
_SUPPLIED = re.compile(  # HTML, 13.1.2.4: end tags that the next tag implies
    rf"</p>(?=<(?:{_BLOCK})\b|</(?:article|blockquote|dd|details|div|li|section|td)>)"
    r"|</li>(?=<li\b|</[ou]l>)"
    r"|</d[dt]>(?=<d[dt]\b)|</dd>(?=</dl>)"
    r"|</t[dh]>(?=<t[dh]\b|</tr>)"
)
_ROW = re.compile(r"</tr>(?=<tr\b|</t(?:body|head)>)")


def joined(code: str) -> str:
    """A script or style with fewer lines: after ``;``, ``{`` and ``,`` no new one is needed in either."""
    return _OPEN_END.sub("", code)


def needed(style: str, used: str) -> str:
    """The rules of a style that a document can use, without comments.

    A comment such as ``/* With <table, <dl: … */`` begins a group, up to the next comment, that is taken in
    only if one of these marks stands in ``used``, the document's HTML and scripts. Any other group always is.
    """
    return "".join(
        group["rules"]
        for group in _GROUP.finditer(style)
        if not (condition := _CONDITION.match(group["comment"]))
        or any(mark in used for mark in condition["marks"].split(", "))
    )


def lean(html: str) -> str:
    """HTML that means the same, without white space around blocks and the end tags that a browser supplies.

    What is preformatted and the data in scripts stay as they are.
    """
    pieces = _DATA.split(html)
    pieces[::2] = [_AROUND.sub(r"\1", re.sub(r"\s+", " ", piece)) for piece in pieces[::2]]
    return _ROW.sub("", _SUPPLIED.sub("", "".join(pieces)))
