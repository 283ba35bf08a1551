"""Errors a person is told about, kept apart from bugs."""


class NavigatorError(Exception):
    """Something a person can understand and act on.

    The message is one plain sentence (or two) that says what is wrong, where, and what to do. It is shown as it
    is, in the window and on the command line, and never with a traceback.
    """


class UsageError(NavigatorError):
    """A command, filter or answer was given in a form nobody can use; the message names what is allowed."""
