"""The sections of the form: which fields each holds, and how they are edited."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from navigator.listings.facts import LABELS, REPLACED_BY
from navigator.listings.status import STATUS
from ui.listings.form.codes import CodesEditor, WordsEditor
from ui.listings.form.editor import Editor
from ui.listings.form.organization import OrganizationEditor
from ui.listings.form.people import LinkRow, ListingEditor, PhoneRow
from ui.listings.form.places import PlacesEditor
from ui.listings.form.rows import RowsEditor
from ui.listings.form.sources import SourcesEditor
from ui.listings.form.state import State
from ui.listings.form.texts import LineEditor, MenuEditor, TextEditor, TickEditor


def _same(_fields: Any, value: Any) -> Any:
    return value


def _always(_fields: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """A field in a section. ``caption`` stands above an editor that shows no label of its own.

    ``read`` gives the editor what it shows of the field, ``write`` the field from what it was and what the editor
    holds. ``shown`` says of all fields whether it is there; a ``rare`` one is folded away where it says nothing.
    """

    field: str
    make: Callable[[State], Editor]
    caption: str = ""
    rare: bool = False
    read: Callable[[Any], Any] = lambda value: value
    write: Callable[[Any, Any], Any] = _same
    shown: Callable[[Mapping[str, Any]], bool] = _always

    @property
    def whole(self) -> bool:
        """Whether it edits all of the field."""
        return self.write is _same


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name, what is in it, and what to know of it, if anything."""

    name: str
    parts: tuple[Part, ...]
    says: str = ""


def _line(field: str, says: str = "", *, wide: int = 70) -> Part:
    return Part(field, lambda _state: LineEditor(LABELS[field], says, wide=wide))


def _text(field: str, says: str = "", *, lines: int = 2) -> Part:
    return Part(field, lambda _state: TextEditor(LABELS[field], says, lines=lines))


def _codes(field: str, taxonomy: str, *, rare: bool = False) -> Part:
    label = LABELS[field]
    return Part(field, lambda state: CodesEditor(taxonomy, state.reference, label), label, rare)


def _words(field: str) -> Part:
    return Part(field, lambda _state: WordsEditor(LABELS[field]), LABELS[field])


def _tick(field: str, says: str) -> Part:
    return Part(field, lambda _state: TickEditor(LABELS[field], says))


def _cost(state: State) -> Editor:
    terms = state.reference.vocabulary.terms("cost")
    return MenuEditor(LABELS["cost"], [(None, "Not said"), *((term.code, term.label) for term in terms)])


def _rules(state: State) -> Editor:
    from ui.listings.form.criteria import CriteriaEditor

    return CriteriaEditor(state.reference, state.sources)


def _hours(state: State) -> Editor:
    from ui.listings.form.hours_grid import HoursEditor

    return HoursEditor(state.sources)


def _stance(state: State) -> Editor:
    from ui.listings.form.stance import StanceEditor

    return StanceEditor(state.reference, state.sources)


def _flexibility(_state: State) -> Editor:
    from ui.listings.form.stance import FlexibilityEditor

    return FlexibilityEditor()


def _taker(links: Sequence[Mapping[str, Any]] | None) -> Any:
    """The listing that took the place of one that closed."""
    return next((link["to"] for link in links or () if link.get("kind") == REPLACED_BY), None)


def _with_taker(links: Sequence[Mapping[str, Any]] | None, to: Any) -> list[Mapping[str, Any]]:
    """Links with another listing that took the place of this one, or with none."""
    found = list(links or ())
    at = next((n for n, link in enumerate(found) if link.get("kind") == REPLACED_BY), len(found))
    source = found[at].get("source") if at < len(found) else None
    found[at : at + 1] = [{"to": to, "kind": REPLACED_BY, "source": source}] if to else []
    return found


def _closed(fields: Mapping[str, Any]) -> bool:
    return fields.get("status") == "closed"


SECTIONS: Final = (
    Section(
        "Name and organisation",
        (
            _line("name"),
            Part("organization", lambda state: OrganizationEditor(LABELS["organization"], state)),
            Part("status", lambda _state: MenuEditor(LABELS["status"], tuple(STATUS.items()))),
            Part(
                "links",
                lambda state: ListingEditor("What replaced it", state, "It stays findable by name, and leads there."),
                read=_taker,
                write=_with_taker,
                shown=_closed,
            ),
            _words("alternate_names"),
        ),
    ),
    Section(
        "What it does",
        (
            _text("description", lines=4),
            _codes("needs", "need"),
            _codes("service_types", "type"),
            _codes("approaches", "approach", rare=True),
            _codes("transitions", "transition", rare=True),
        ),
    ),
    Section(
        "How to reach it",
        (
            Part("phones", lambda _state: RowsEditor("Phone", PhoneRow)),
            _line("email"),
            _line("url"),
        ),
    ),
    Section(
        "Where",
        (
            Part("locations", PlacesEditor),
            _codes("areas", "area"),
            _codes("delivery", "delivery"),
        ),
    ),
    Section("When", (Part("hours", _hours),)),
    Section(
        "How to be referred",
        (
            _codes("referral_routes", "route"),
            _text("how_to_refer"),
            _tick("open_access", "Nobody is asked for a referral or an assessment first."),
            _tick("anyone_may_apply", "Its page says that no rule shuts anyone out."),
        ),
    ),
    Section("Who can use it", (Part("eligibility", _rules),)),
    Section("Both needs", (Part("dual_diagnosis", _stance),)),
    Section("How it bends", (Part("flexibility", _flexibility),)),
    Section(
        "Languages, documents and cost",
        (
            _words("languages"),
            _text("interpreting", lines=1),
            _words("required_documents"),
            Part("cost", _cost),
            _text("cost_note", lines=1),
        ),
    ),
    Section(
        "Works with",
        (Part("links", lambda state: RowsEditor("Service", lambda: LinkRow(state))),),
    ),
    Section("Pages the facts are from", (Part("sources", SourcesEditor),)),
)
"""Every section in order."""


def section_of(field: str) -> int:
    """The number of the section where a field is edited whole; the first for a field that there is not."""
    found = (n for n, section in enumerate(SECTIONS) for part in section.parts if part.field == field and part.whole)
    return next(found, 0)
