"""What a browser sends of the form on the desk of a trainer."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class Fields(HTMLParser):
    """What a browser would send of the form on a page, without its templates."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: MultiDict[str, str] = MultiDict()
        self._form = self._template = False
        self._area: str | None = None
        self._select: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name")
        if tag == "form":
            self._form = found.get("id") == "writing"
        if not self._form:
            return
        if tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in found):
            self._chosen = found.get("value") or ""
        elif tag == "textarea":
            self._area, self._words = name, ""
        elif tag == "input" and name and (found.get("type") != "checkbox" or "checked" in found):
            self.sent.add(name, found.get("value") or ("on" if found.get("type") == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = False
        if tag == "textarea" and self._area:
            self.sent.add(self._area, self._words)
            self._area = None
        if tag == "select" and self._select:
            self.sent.add(self._select, self._chosen or "")
            self._select = None
