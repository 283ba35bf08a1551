"""A listing put together from ours and theirs, field by field as somebody accepted, each fact with its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from navigator.errors import NavigatorError
from navigator.listings.copies.differences import SOURCED, Difference, Side

if TYPE_CHECKING:
    from navigator.directory.form import ListingForm


@dataclass(frozen=True, slots=True)
class Accepted:
    """A listing that was accepted, and whose value to take of each field that differs."""

    difference: Difference
    sides: Mapping[str, Side]

    @classmethod
    def of(cls, found: Difference | None, service_id: str, sides: Mapping[str, Side]) -> "Accepted":
        """What somebody accepted; raises NavigatorError where there is nothing to take, or something to decide."""
        if found is None or found.kind in {"gone", "refused", "same"} or found.theirs is None:
            why = f" {found.why}" if found and found.why else ""
            raise NavigatorError(f"There is nothing to take of '{found.name if found else service_id}'.{why}")
        differ = {one.field for one in found.fields}
        if strange := sides.keys() - differ:
            raise NavigatorError(f"'{min(strange)}' of '{found.name}' does not differ. Compare again.")
        chosen = {one.field: sides.get(one.field, one.default) for one in found.fields}
        if undecided := [name for name, side in chosen.items() if side not in {"ours", "theirs"}]:
            raise NavigatorError(f"Decide whose to take for '{found.name}': {', '.join(undecided)}. Nothing was taken.")
        return cls(found, {name: side for name, side in chosen.items() if side is not None})

    @property
    def kept(self) -> tuple[str, ...]:
        """The fields that differ and stay ours."""
        return tuple(name for name, side in self.sides.items() if side == "ours")

    def form(self, ours: Mapping[str, Any]) -> "ListingForm":
        """Our listing with what was accepted."""
        theirs = dict(self.difference.theirs or {})
        taken = {name: theirs[name] for name, side in self.sides.items() if side == "theirs"}
        if not taken:
            return form_from(ours)
        there = next((one.by for one in self.difference.fields if one.field == "sources"), "there") == "there"
        if there and not SOURCED & {*self.kept} and self.sides.get("sources", "theirs") == "theirs":
            return form_from({**ours, **taken, **{name: theirs[name] for name in (*SOURCED, "sources")}})
        if "sources" in taken or SOURCED & taken.keys():
            sources, numbers = _united(ours["sources"], theirs["sources"])
            taken = {name: _renumbered(value, numbers) for name, value in taken.items()} | {"sources": sources}
        return form_from({**ours, **taken})


def form_from(fields: Mapping[str, Any]) -> "ListingForm":
    """The form of these fields, as a directory keeps it; raises NavigatorError where they do not go together."""
    from navigator.directory.as_form import as_kept
    from navigator.directory.form import ListingForm

    try:
        return as_kept(ListingForm.model_validate(dict(fields)))
    except ValueError as error:
        raise NavigatorError(f"'{fields['name']}' cannot be put together so. Nothing was changed.") from error


def _united(
    ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """The pages of both, each with its later date, and the new numbers of theirs."""
    pages = {_page(source): dict(source) for source in ours}
    numbers: dict[int, int] = {}
    free = max(source["number"] for source in ours)
    for source in theirs:
        page = pages.get(_page(source))
        if page is None:
            free += 1
            page = pages[_page(source)] = dict(source) | {"number": free}
        page["page_date"] = max(page["page_date"] or "", source["page_date"] or "") or None
        numbers[source["number"]] = page["number"]
    return list(pages.values()), numbers


def _page(source: Mapping[str, Any]) -> str:
    return str(source["url"] or source["title"])


def _renumbered(value: Any, numbers: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return [_renumbered(row, numbers) for row in value]
    return value | {"source": numbers.get(value["source"])} if isinstance(value, dict) and "source" in value else value
