"""What an exercise asks of who reads it: its syllables."""


def syllables(text: str) -> int:
    """How many syllables a Vietnamese text has: one between two spaces."""
    return len(text.split())
