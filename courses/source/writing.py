"""Writing a course's TOML files: what is written reads as the same values, in an order that people expect."""

import json
from datetime import date
from typing import Any

WIDEST = 100  # characters of a list that stands on one line


def written(values: dict[str, Any]) -> str:
    """A TOML text of these values: texts, numbers, dates, lists and tables of them."""
    return "\n".join(_table(values, "")).strip("\n") + "\n"


def _table(values: dict[str, Any], name: str) -> list[str]:
    lines = [f"{_key(key)} = {_value(each)}" for key, each in values.items() if not _stands_below(each)]
    for key, each in values.items():
        full = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(each, dict):
            lines += ["", f"[{full}]", *_table(each, full)]
        elif _stands_below(each):
            for one in each:
                lines += ["", f"[[{full}]]", *_entry(one, full)]
    return lines


def _entry(values: dict[str, Any], name: str) -> list[str]:
    """An entry of a list of tables: its small tables stand in it on one line."""
    lines = [f"{_key(key)} = {_value(each)}" for key, each in values.items() if not _is_tables(each)]
    for key, each in values.items():
        if _is_tables(each):
            for one in each:
                lines += ["", f"[[{name}.{_key(key)}]]", *_entry(one, f"{name}.{_key(key)}")]
    return lines


def _stands_below(value: Any) -> bool:
    return isinstance(value, dict) or _is_tables(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return _list([_value(each) for each in value])
    return str(value)


def _list(values: list[str]) -> str:
    on_one_line = f"[{', '.join(values)}]"
    if len(on_one_line) <= WIDEST:
        return on_one_line
    return "[\n" + "".join(f"  {each},\n" for each in values) + "]"


def _text(text: str) -> str:
    """A basic string of TOML, which JSON writes too but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
