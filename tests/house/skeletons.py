"""A page without its words: where two languages share a skeleton, axe finds the same in both."""

from html.parser import HTMLParser

# Attributes whose words people hear: which of them are equal matters too, as two regions of one name do.
NAMES = {"aria-label", "title", "alt"}
# Attributes of which only matters whether they say something.
WORDS = {"label", "placeholder", "value", "content", "lang", "hreflang", "href", "action", "src", "nonce"}
SILENT = {"script", "style"}


class _Bones(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self._names: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = " ".join(sorted(f"{name}={self._said(name, value or '')}" for name, value in attrs))
        self.found.append(f"<{tag} {said}>")
        self._silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent and self.found[-1:] != ["words"]:
            self.found.append("words")

    def _said(self, name: str, value: str) -> str:
        if name in NAMES and value.strip():
            return str(self._names.setdefault(value, len(self._names)))
        if name in WORDS or name.startswith("data-"):
            return "words" if value.strip() else ""
        return value


def skeleton(html: str) -> str:
    """Tags and attributes in their order, with a mark where there are words."""
    bones = _Bones()
    bones.feed(html)
    return "\n".join(bones.found)
