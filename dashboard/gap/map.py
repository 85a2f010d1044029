"""The difference between women and men as a map: colour where it is certain, dots where not."""

from dataclasses import replace

import numpy as np

from dashboard import address
from dashboard import choices as state
from dashboard.gap import level, words
from dashboard.gap.choices import Choices
from dashboard.gap.model import Row
from dashboard.map.grid import Grid, Laid
from dashboard.map.model import Payload
from dashboard.map.payload import LOOK, payload
from dashboard.map.scope import COUNTRY, scope_of
from dashboard.plan.model import Plan
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

CHANCE = "chance"  # a symbol of ours, beside the agencies': there are figures, and no certain gap


def map_of(plan: Plan, row: Row, show: str, lead: str, heading: str, choices: Choices) -> Payload:
    """The row's difference in every region that `show` names, in the row's period.

    Where nothing is known of chance the difference is drawn as it is: the lead says so.
    """
    lang, gap = choices.lang, _as_indicator(row.indicator)
    chosen = replace(state.defaults(gap), region=row.region, show=show, lang=lang)
    found = payload(_laid(row, show), gap, chosen, lang, {row.period: lead})
    within = say(lang, "skillnaden är inom slumpen", "the difference is within chance")
    named = {CHANCE: within} if CHANCE in found.symbol_words else {}
    return replace(
        found,
        symbol_words={**found.symbol_words, **named},
        look={**LOOK, CHANCE: "dots"},
        words=replace(found.words, heading=heading, **_words(lang)),
        around=found.around and replace(found.around, words=_sides(row, lang)),
        opens=address.link(plan.path, lang, vy="karta", indikator=row.indicator.id, region=""),
    )


def _words(lang: Lang) -> dict[str, str]:
    return {
        "nothing": say(lang, "Ingen skillnad är säker här.", "No difference is certain here."),
        "some": say(
            lang,
            "Skillnaden är säker i {some} av {count} områden.",
            "The difference is certain in {some} of {count} regions.",
        ),
    }


def _sides(row: Row, lang: Lang) -> str:
    """Which side of zero is whose."""
    women, _ = words.who(row.indicator, lang)
    return say(
        lang,
        f"Under noll är siffran lägre bland {women}, över noll högre.",
        f"Below zero the figure is lower among {women}, above zero higher.",
    )


def _as_indicator(of: PublishedIndicator) -> PublishedIndicator:
    """The difference as what a map shows: a rate in the unit of differences, of no sex."""
    measure = of.measure.difference or of.measure
    return of.model_copy(update={"measure": measure, "kind": "rate", "sexes": ["T"]})


def _laid(row: Row, show: str) -> Laid:
    """Its ends are as far from zero on both sides, so that the colours are."""
    scope = scope_of(show)
    compared = [COUNTRY, *dict.fromkeys(code[:2] for code in scope.codes if len(code) == 4)]
    columns = [*scope.codes, *compared]
    values, symbols = np.full((1, len(columns)), np.nan), dict[tuple[int, int], str]()
    found = level.gaps(row.pair, row.period)
    for n, code in enumerate(columns):
        of = found.verdict(code)
        if of and of.certain is False:
            symbols[0, n] = CHANCE
        elif of:
            values[0, n] = of.size
    far = float(np.nanmax(np.abs(values), initial=0.0)) or 1.0
    return Laid(scope, compared, [row.period], {"T": Grid(values, symbols)}, -far, far)
