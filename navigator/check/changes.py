"""The reviewed list of what could change a no, and which of it answers the rules that decided one.

The text is ``resources/changes.toml``. Whatever is not in it is never suggested: nobody is told to be worse off, to
give anything up, or to be somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from navigator.check.guidance import CONFIDENCES, OUR_REASONING, Page, mark_of, read_page
from navigator.check.result import Result
from navigator.check.rules import Rule
from navigator.directory import Listing
from navigator.resources import resource
from navigator.reviewed import Table

ROUTE: Final = "route"
DOCUMENT: Final = "document"
"""What a service asks of everybody, beside its rules about a person: who refers, and what to bring."""
_BY_ONESELF: Final = frozenset({"self", "drop-in"})
_OF_PATHWAYS: Final = ("gain", "referrer")
"""Parts of the same file that Pathways reads."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that can be done: it answers a rule that asks for one of ``values`` of ``facet``.

    ``needs`` and ``types`` are codes of the services that can help with it; no ``sources`` means our own reasoning.
    """

    id: str
    facet: str
    values: tuple[str, ...]
    title: str
    do: str
    needs: tuple[str, ...]
    types: tuple[str, ...]
    sources: tuple[Page, ...]
    confidence: str

    @property
    def mark(self) -> str:
        """What to read beside it where nobody read it in a source, else ""."""
        return mark_of(self.confidence)

    @property
    def source_says(self) -> str:
        """Where it comes from, in words."""
        return "; ".join(page.says for page in self.sources) or OUR_REASONING

    def answers(self, rule: Rule) -> bool:
        """Whether the rule asks for what this brings."""
        return rule.rule == "requires" and rule.facet == self.facet and not set(self.values).isdisjoint(rule.values)

    def asked_by(self, listing: Listing) -> bool:
        """Whether a service asks everybody for it: a referral, where nobody can come by themselves, or a document."""
        if self.facet == ROUTE:
            routes = set(listing.referral_routes)
            return not listing.open_access and routes.isdisjoint(_BY_ONESELF) and not routes.isdisjoint(self.values)
        if self.facet == DOCUMENT:
            asked = " ".join(listing.required_documents).casefold()
            return any(re.search(rf"\b{re.escape(word)}\b", asked) for word in self.values)
        return False


@dataclass(frozen=True, slots=True)
class Changes:
    """The whole list, in order, and the joint appointment."""

    each: tuple[Change, ...]
    joint: Change

    def answering(self, result: Result, listing: Listing) -> tuple[Change, ...]:
        """What could change a no, by the rules that say it; a contested one is to be challenged instead.

        What a service asks of everybody is named only where nothing else would still stand in the way.
        """
        no = result.outcome == "says-no"
        rules = [finding.rule for finding in result.unmet]
        blocking = [rule for rule in rules if rule.hard or not (no or rule.strength == "contested")]
        found = [change for change in self.each if any(map(change.answers, blocking))]
        if all(any(change.answers(rule) for change in found) for rule in blocking):
            found += [change for change in self.each if change.asked_by(listing)]
        return tuple(found)


def read_changes(path: Path | None = None) -> Changes:
    """The changes in a file, the shipped one for None.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(path or resource("changes.toml"))
    top.only("change", "joint", *_OF_PATHWAYS)
    joint = top.table("joint")
    joint.only("id", "title", "do", "types", "sources", "confidence")
    return Changes(tuple(_changes(top)), _change(joint, "", ()))


def _changes(top: Table) -> Iterator[Change]:
    for table in top.tables("change"):
        table.only("id", "facet", "values", "title", "do", "needs", "types", "sources", "confidence")
        yield _change(table, table.text("facet"), table.texts("values", needed=True))


def _change(table: Table, facet: str, values: tuple[str, ...]) -> Change:
    return Change(
        id=table.text("id"),
        facet=facet,
        values=values,
        title=table.text("title"),
        do=table.text("do"),
        needs=table.texts("needs"),
        types=table.texts("types"),
        sources=tuple(read_page(source) for source in table.tables("sources")),
        confidence=table.one_of("confidence", CONFIDENCES),
    )
