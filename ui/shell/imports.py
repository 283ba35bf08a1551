"""Plain imports beside PySide, which otherwise reads the source of every module that is imported after it.

It looks there for its ``__feature__`` switch (other names for Qt's functions), which is not used here. That takes some
0.3 ms a module, and the lines it read stay in memory.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - what puts its own import in place


def import_plainly() -> None:
    """Put Python's own import back, where PySide has kept it."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
