"""The page of women and men: head, claims, and chapters as rows, or one indicator as map or table."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard import prose, text
from dashboard.gap import around, listed, summary, words
from dashboard.gap.choices import ORDERS, QUERY as QUERY
from dashboard.gap.choices import VIEWS, Choices, chosen, parse
from dashboard.gap.model import Lacking, Row, Story, Told, Whole
from dashboard.gap.story import story
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live
from dashboard.parts.elements import html
from dashboard.plan.model import Plan
from dashboard.text import Lang, say
from etl.model import level_of

STYLES = ("map", "gap")
SCRIPTS = ("map",)
KINDS = ("csv", "xlsx", "json")


def layout(plan: Plan) -> Callable[..., html.Div]:
    """The layout of a plan's page."""

    def laid_out(**query: Any) -> html.Div:
        asked = Noting(query)
        choices = parse(plan, asked)
        return _page(plan, choices, asked.noted)

    return laid_out


class Noting(Parameters):
    """What an address asks, which notes what of it means nothing here."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(given)
        self.noted: list[str] = []

    def misread(self, name: str, known: Any) -> None:  # noqa: ARG002  # a page falls back
        """Note the name: the page says that its default is shown."""
        self.noted.append(name)


def _page(plan: Plan, choices: Choices, noted: list[str]) -> html.Div:
    told, lang = story(plan, choices.region), choices.lang
    where = prose.place(choices.region, lang)
    heading = say(lang, plan.title, plan.title_en)
    return live.page(
        [
            html.H1(say(lang, f"{heading} i {where}", f"{heading} in {where}")),
            html.P(say(lang, plan.intro, plan.intro_en), className="lead"),
            *([html.P(_misread(noted, lang), className="note", role="status")] if noted else []),
            _form(plan, told, choices),
            _head(told, lang),
            *_shown(plan, told, choices),
            _files(plan, choices),
            _about(told, lang),
        ],
        title=say(lang, f"{heading} i {where}", f"{heading} in {where}"),
        description=summary.head(told, lang),
        address=choices.address(plan),
    )


def _misread(noted: list[str], lang: Lang) -> str:
    names = text.listed(dict.fromkeys(noted), lang)
    return say(
        lang,
        f"Det som adressen säger om {names} finns inte här; sidan visar det vanliga i stället.",
        f"What the address says of {names} is not here; the page shows the usual instead.",
    )


# --- the choices ---


def _form(plan: Plan, told: Story, choices: Choices) -> html.Form:
    lang = choices.lang
    chapters = [{"value": "", "label": say(lang, "Alla kapitel", "All chapters")}] + [
        {"value": each.id, "label": say(lang, each.title, each.title_en)} for each in plan.chapter
    ]
    rows = choices.view == "rader"
    return controls.form(
        controls.select("region", say(lang, "Område", "Region"), controls.region_options(lang),
                        choices.region),
        controls.radios("vy", say(lang, "Vy", "View"), controls.named(VIEWS, lang), choices.view),
        controls.select("kapitel", say(lang, "Kapitel", "Chapter"), chapters, choices.chapter),
        *([_against(choices), controls.select("sortera", say(lang, "Ordning", "Order"),
           controls.named(ORDERS, lang), choices.order)] if rows else [_indicators(told, choices)]),
        lang=lang,
        action=plan.path,
        **controls.SENT_PAGE,
    )  # fmt: skip


def _against(choices: Choices) -> html.Div:
    lang, is_part = choices.lang, level_of(choices.region) == "municipality"
    ways = {"riket": ("Riket", "Sweden"), **({"lan": ("Länet", "The county")} if is_part else {})}
    return controls.select(
        "mot", say(lang, "Jämför med", "Compare with"), controls.named(ways, lang),
        choices.against, hidden=not is_part,
    )  # fmt: skip


def _indicators(told: Story, choices: Choices) -> html.Div:
    lang, now = choices.lang, chosen(told, choices)
    options = [
        {"value": row.indicator.id, "label": text.title(row.indicator, lang)}
        for each in told.chapters
        if choices.chapter in ("", each.chapter.id)
        for row in each.pairs
    ]
    value = now.indicator.id if now else ""
    return controls.select("indikator", say(lang, "Indikator", "Indicator"), options, value)


# --- what is said first ---


def _head(told: Story, lang: Lang) -> html.Section:
    points = [summary.sentence(each, lang) for each in summary.points(told)]
    why = say(
        lang,
        f"Varför {len(told.lacking) + len(told.excused)} indikatorer inte är med",
        f"Why {len(told.lacking) + len(told.excused)} indicators are left out",
    )
    return cards.card(
        html.P(summary.head(told, lang)),
        *([html.Ul([html.Li(each) for each in points], className="claims")] if points else []),
        html.P(_method(lang), className="muted"),
        cards.folded(why, _lacking(told, lang)),
        className="card head",
    )


def _method(lang: Lang) -> str:
    return say(
        lang,
        "De störst nämnda är säkra på 99,8 procent: där många siffror gås igenom gör slumpen annars "
        "några av dem. I raderna gäller 95 procent.",
        "Those named as largest are certain at 99.8 per cent: where many figures are looked through, "
        "chance makes some of them otherwise. In the rows it is 95 per cent.",
    )


def _lacking(told: Story, lang: Lang) -> html.Dl:
    """What is not told, those of one reason together."""
    found: dict[str, list[Lacking]] = {}
    for each in [*told.lacking, *told.excused]:
        found.setdefault(words.reason(each, told.region, lang), []).append(each)
    parts = []
    for why, those in found.items():
        titles = "; ".join(text.title(each.indicator, lang) for each in those)
        parts += [html.Dt(prose.opening(why)), html.Dd(titles)]
    return html.Dl(parts, className="why")


# --- the chapters, the map, the table ---


def _shown(plan: Plan, told: Story, choices: Choices) -> Iterator[Any]:
    if choices.view != "rader":
        row = chosen(told, choices)
        yield around.card(plan, row, choices) if row else html.P(
            say(choices.lang, "Inga uppgifter att visa här.", "No figures to show here."),
            className="none",
        )
        return
    yield _legend(choices)
    if choices.order == "bok":
        for n, each in enumerate(each for each in told.chapters if each.rows):
            if choices.chapter in ("", each.chapter.id):
                yield _chapter(each, choices, is_open=n == 0 or bool(choices.chapter))
        return
    yield cards.card(
        html.H2(say(choices.lang, *ORDERS[choices.order])), listed.rows(_sorted(told, choices), choices)
    )


def _sorted(told: Story, choices: Choices) -> list[Row | Whole]:
    """What is certain, the first first; the rest has no place in such an order."""
    within = [
        row
        for each in told.chapters
        if choices.chapter in ("", each.chapter.id)
        for row in each.pairs
    ]
    by = summary.by_size if choices.order == "skillnad" else summary.by_change
    return [*by(within)]


def _chapter(told: Told, choices: Choices, *, is_open: bool) -> html.Details:
    """A chapter's words and rows, folded but for the first."""
    lang, of = choices.lang, told.chapter
    sure = sum(row.gap.certain is True for row in told.pairs)
    counted = say(
        lang,
        f"{len(told.rows)} rader, {sure} säkra skillnader" if sure != 1 else f"{len(told.rows)} rader, 1 säker skillnad",
        f"{len(told.rows)} rows, {sure} certain {'differences' if sure != 1 else 'difference'}",
    )
    return html.Details(
        [
            html.Summary([html.H2(say(lang, of.title, of.title_en)), html.Small(counted)]),
            html.P(say(lang, of.intro, of.intro_en), className="intro"),
            listed.rows(told.rows, choices),
        ],
        open=is_open,
        id=of.id,
        className="topic",
    )


def _legend(choices: Choices) -> html.P:
    lang, code = choices.lang, choices.region
    lies_in = {"municipality": say(lang, "länet och riket", "the county and Sweden"),
               "county": say(lang, "riket", "Sweden")}.get(level_of(code), "")  # fmt: skip
    thin = say(lang, f"Små märken: {lies_in}.", f"Small marks: {lies_in}.") if lies_in else ""
    return html.P(
        [
            html.Span(say(lang, "kvinnor", "women"), className="k"),
            html.Span(say(lang, "män", "men"), className="m"),
            html.Span(
                say(
                    lang,
                    f"Strecken visar hur långt slumpen kan ha flyttat siffran. {thin} Varje "
                    "indikator har en skala, samma för alla områden och år.",
                    f"The lines show how far chance may have moved the figure. {thin} Each "
                    "indicator has one scale, the same for all regions and years.",
                )
            ),
        ],
        className="legend",
    )


# --- below ---


def _files(plan: Plan, choices: Choices) -> html.Div:
    named = {
        "csv": ("CSV", "CSV"),
        "xlsx": ("Excel", "Excel"),
        "json": ("JSON", "JSON"),
    }
    path, _, query = choices.address(plan).partition("?")
    kept = "&".join(each for each in query.split("&") if each and not each.startswith("lang="))
    rows = []
    for kind in KINDS:
        own = "&".join(filter(None, [kept, "lang=en" * (choices.lang == "en" and kind == "xlsx")]))
        rows.append((say(choices.lang, *named[kind]), "?".join(filter(None, [f"{path}.{kind}", own]))))
    words_ = say(choices.lang, "Ladda ner det som visas", "Download what is shown")
    return html.Div([html.Span(words_, className="muted"), *_links(rows)], className="acts")


def _links(rows: list[tuple[str, str]]) -> list[html.A]:
    return [html.A(words_, href=href, download="", className="button") for words_, href in rows]


def _about(told: Story, lang: Lang) -> html.Section:
    lines = text.source_lines([row.indicator for row in told.rows], lang)
    return cards.about(
        [
            (say(lang, "Skillnaden", "The difference"), say(
                lang,
                "Kvinnors värde minus mäns, i indikatorns egen enhet, i den senaste period som båda har "
                "en uppgift för. Saknas den ena finns ingen skillnad.",
                "Women’s value less men’s, in the indicator’s own unit, in the newest period that both "
                "have a figure of. Where one is missing there is no difference.")),
            (say(lang, "Säker", "Certain"), say(
                lang,
                "Intervallet för skillnaden rymmer inte noll. Uppgifterna om hela befolkningen är räknade: "
                "intervallet visar hur mycket slumpen ensam flyttar ett värde i en liten kommun. För "
                "urvalsundersökningar är felmarginalen källans egen.",
                "The interval of the difference does not hold zero. Figures of the whole population are "
                "counted: the interval shows how much chance alone moves a value in a small municipality. "
                "Of sample surveys the margin of error is the source’s own.")),
            (say(lang, "Riktning", "Direction"), say(
                lang,
                "Skillnadens senaste tio år utan avbrott, minst fem. Krymper: närmare noll. Växer: längre "
                "från noll. Vänder: den andra är högre nu.",
                "The latest ten unbroken years of the difference, at least five. Shrinks: closer to zero. "
                "Grows: farther from it. Turns: the other is higher now.")),
            (say(lang, "Störst", "Largest"), say(
                lang,
                "Skillnaden delad med hur mycket kommuner i landet skiljer sig åt, så att olika enheter "
                "kan jämföras.",
                "The difference divided by how much the country’s municipalities differ, so that units can "
                "be compared.")),
            (say(lang, "Källor", "Sources"), " ".join(lines)),
        ],
        lang,
    )  # fmt: skip
