"""A place among others in words, as far as chance lets it be told."""

from dashboard.claims.rank import Place, Untold
from dashboard.text import Lang, say


def place(of: Place, lang: Lang) -> str:
    """`plats 12–41 av 290`, `delad plats 3 av 290`."""
    shared, shared_en = ("delad ", "shared ") if of.shared else ("", "")
    return say(
        lang,
        f"{shared}plats {span(of)} av {of.of}",
        f"{shared_en}place {span(of)} of {of.of}",
    )


def span(of: Place) -> str:
    """`12–41`; one number where it is certain or shared."""
    return f"{of.best}" if of.certain else f"{of.best}–{of.worst}"


def unranked(why: Untold, lang: Lang) -> str:
    """`kan inte rangordnas: skillnaderna är mindre än slumpen`."""
    if why == "neutral":
        return say(lang, "rangordnas inte", "not ranked")
    return say(lang, *(f"{none}: {told}" for none, told in zip(_NONE, _WHY[why], strict=True)))


_NONE = ("kan inte rangordnas", "cannot be ranked")
_WHY: dict[Untold, tuple[str, str]] = {
    "few": ("för många saknar uppgift", "too many have no figure"),
    "unknown": (
        "det är inte känt hur mycket slumpen gör",
        "it is not known how much chance does",
    ),
    "equal": ("många har samma värde", "many have the same value"),
    "missing": ("uppgiften kan inte bedömas", "the figure cannot be judged"),
    "wide": ("skillnaderna är mindre än slumpen", "the differences are smaller than chance"),
}
