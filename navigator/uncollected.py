"""Work on thousands of things, in which Python need not look for cycles among its objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """A time in which Python does not look for cycles among its objects: thousands of records make none.

    It saves a fifth of the time that thousands of listings take, and the window does not stand still for it. Where two
    such times overlap, in two threads, Python looks again once the one that began first ends.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
