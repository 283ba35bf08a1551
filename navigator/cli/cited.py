"""What is claimed, as a JSON document has it: with its source, and how sure that is."""

from typing import Any

from navigator.pathways import Action, Catch22, Cited, Claim, Step


def backing(said: Action | Catch22 | Claim | Step) -> dict[str, Any]:
    """How sure something is, for whom it holds, and where it comes from: the main source, and any others."""
    sources = [_cited(source) for source in said.sources]
    return {
        "confidence": said.confidence,
        "caution": said.caution or None,
        "scope": said.scope or None,
        "source": sources[0] if sources else None,
        "more_sources": sources[1:],
    }


def claim(said: Claim) -> dict[str, Any]:
    """One thing claimed."""
    return {"text": said.text, **backing(said)}


def catch22(one: Catch22) -> dict[str, Any]:
    """Rules that block one another."""
    return {
        "id": one.id,
        "name": one.name,
        "loop": list(one.loop),
        "how_to_break_it": one.how_to_break_it,
        **backing(one),
    }


def _cited(source: Cited) -> dict[str, Any]:
    return {"title": source.title, "url": source.url, "date": source.date or None, "section": source.section or None}
