"""``listings``: the commands of a coordinator, each imported when it runs."""

import argparse

from navigator.errors import UsageError


def run(options: argparse.Namespace) -> None:
    """Run the command named. Raises ``UsageError`` where none is, else ``NavigatorError`` as that does."""
    match options.action:
        case "review":
            from navigator.cli import listings_review

            listings_review.run(options)
        case "verify":
            from navigator.cli import listings_verify

            listings_verify.run(options)
        case "edit":
            from navigator.cli import listings_edit

            listings_edit.run(options)
        case "add":
            from navigator.cli import listings_add

            listings_add.run(options)
        case "history" | "restore":
            from navigator.cli import listings_history

            listings_history.run(options)
        case "duplicates" | "merge":
            from navigator.cli import listings_twins

            listings_twins.run(options)
        case "report":
            from navigator.cli import listings_report

            listings_report.run(options)
        case "confidential":
            from navigator.cli import listings_confidential

            listings_confidential.run(options)
        case "send" | "take":
            from navigator.cli import listings_sending

            listings_sending.run(options)
        case _:
            raise UsageError(
                "Name what to do with the listings: review, verify, edit, add, history, restore, duplicates, merge, "
                "report, send, take or confidential. See navigator listings --help."
            )
