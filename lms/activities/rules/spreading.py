"""Spreading amounts in their order evenly over parts: periods over half-days, people over sessions. Pure."""

from collections.abc import Sequence


def spread(amounts: Sequence[int], parts: int) -> list[dict[int, int]]:
    """How much of each amount falls into which part (by position), filled evenly in their order."""
    total = sum(amounts)
    ends = [total * (number + 1) // parts for number in range(parts)]
    shares: list[dict[int, int]] = []
    begun = 0
    for amount in amounts:
        share: dict[int, int] = {}
        for number, end in enumerate(ends):
            start = ends[number - 1] if number else 0
            inside = min(begun + amount, end) - max(begun, start)
            if inside > 0:
                share[number] = inside
        shares.append(share)
        begun += amount
    return shares
