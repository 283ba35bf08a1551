"""Sets of services as bits of one Python integer: bit ``key`` for each service."""

from collections.abc import Iterable, Iterator


def union(some: Iterable[int]) -> int:
    """All that is in any of some sets."""
    bits = 0
    for more in some:
        bits |= more
    return bits


def keys(services: int) -> Iterator[int]:
    """The keys of a set with few services, in order."""
    while services:
        low = services & -services
        yield low.bit_length() - 1
        services ^= low
