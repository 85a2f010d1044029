"""What stands around every page's figures: document, links, cards, source lines."""

import re
from collections.abc import Collection, Iterable
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import dash
import flask
from dash import dcc, html, set_props

from dashboard import data, text
from dashboard.charts import explore
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator, level_of

Option = dict[str, str]

NAME = "Norrläget"
DATE = re.compile(r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC)?\.?)")


def document(parts: dict[str, str]) -> str:
    """The HTML document of a page; `parts` are the fragments Dash has made for it."""
    lang = language()
    return flask.render_template(
        "shell.html",
        **parts,
        lang=lang,
        say=lambda sv, en: say(lang, sv, en),
        link=lambda path: link(path, lang),
        nav=[
            ("/indikatorer", say(lang, "Indikatorer", "Indicators")),
            ("/manadslage", say(lang, "Månadsläge", "Monthly report")),
            ("/demografi", say(lang, "Demografi", "Demography")),
            ("/kartbank", say(lang, "Kartbank", "Map bank")),
            ("/revideringar", say(lang, "Revideringar", "Revisions")),
            ("/status", say(lang, "Läget för data", "State of the data")),
        ],
        section="/" + flask.request.path.split("/")[1],
        other_language=_other_language(lang),
        places=[
            name for code, name in data.region_names(lang).items() if code[:2] in data.NORRLAND
        ],
    )


def _northern() -> list[str]:
    return [*data.NORRLAND, *alphabetical(data.municipalities_of(*data.NORRLAND))]


def language() -> Lang:
    """The language of the page being answered: `?lang=en` of the address, Swedish otherwise."""
    if flask.request.method == "POST":  # Dash asks for a page's content
        search = dash.ctx.inputs.get("_pages_location.search") or ""
        return lang_of(dict(parse_qsl(search.lstrip("?"))))
    return lang_of(dict(flask.request.args))


def lang_of(query: dict[str, Any]) -> Lang:
    """The language a query string asks for."""
    return "en" if query.get("lang") in ("en", ["en"]) else "sv"


def _other_language(lang: Lang) -> str:
    """The same page in the other language, all other choices kept."""
    kept = [(k, v) for k, v in flask.request.args.items(multi=True) if k != "lang"]
    query = urlencode([*kept, *([("lang", "en")] if lang == "sv" else [])])
    return f"{flask.request.path}?{query}" if query else flask.request.path


def link(path: str, lang: Lang, **choices: str) -> str:
    """An address in the portal that keeps the language."""
    query = urlencode({**choices, **({"lang": "en"} if lang == "en" else {})})
    return f"{path}?{query}" if query else path


def one(query: dict[str, Any], name: str) -> str:
    """The first value given under a name in a query string as Dash hands it over."""
    given = query.get(name)
    return str((given[0] if isinstance(given, list) else given) or "").strip()


def region_options(
    lang: Lang, levels: Collection[str] = ("country", "county", "municipality")
) -> list[Option]:
    """What a select of regions offers: riket, the north's counties and municipalities, the rest."""
    counties = [code for code in data.regions() if level_of(code) == "county"]
    everyone = alphabetical(data.regions())
    north = [*data.NORRLAND, *alphabetical(data.municipalities_of(*data.NORRLAND))]
    ordered = dict.fromkeys(["00", *north, *alphabetical(counties), *everyone])
    return [
        {"value": code, "label": data.region_name(code, lang)}
        for code in ordered
        if level_of(code) in levels
    ]


def _by_name(code: str) -> str:
    """Å, ä and ö come last in Swedish; code points put å after ä, and Ä after å."""
    return data.region_name(code).lower().translate(str.maketrans("åäö", "{|}"))


def is_headline(indicator: PublishedIndicator, row: Any) -> bool:
    """Whether an observation is the one that stands for its indicator: the total, or the first."""
    return (row.sex, row.age) == (indicator.sexes[0], indicator.ages[0])


def alphabetical(codes: Iterable[str]) -> list[str]:
    """Regions in the order of the Swedish alphabet."""
    return sorted(codes, key=_by_name)


def title(sv: str, en: str) -> str:
    """The title in the browser's tab."""
    return f"{say(language(), sv, en)} – {NAME}"


def alert(_: Exception) -> None:
    """One visible word to the reader when a callback failed; the log has the error itself."""
    flask.current_app.logger.exception("a callback failed")
    set_props("alert", {"children": "Något gick fel. Ladda om sidan. / Something went wrong."})


def attributes(**named: Any) -> dict[str, Any]:
    """Attributes that Python cannot spell: `data_find` is `data-find`."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def card(*children: Any, **props: Any) -> html.Section:
    """A white card."""
    return html.Section(list(children), **{"className": "card", **props})


def crumbs(*steps: tuple[str, str]) -> html.Nav:
    """Where the page lies: (words, address) of each page above it."""
    links = [html.Li(html.A(words, href=href)) for words, href in steps]
    return html.Nav(html.Ol(links), className="crumb", **attributes(aria_label=NAME))


def place(indicator: Meaning, lang: Lang) -> html.Nav:
    """Where an indicator's page lies: under its topic in the list of all."""
    topic = say(lang, indicator.topic_title, indicator.topic_title_en)
    everything = link("/indikatorer", lang)
    return crumbs(
        (say(lang, "Indikatorer", "Indicators"), everything),
        (topic, f"{everything}#{indicator.topic}"),
    )


def about(rows: Iterable[tuple[str, str]], lang: Lang) -> html.Section:
    """What an indicator's figures mean and where they are from; a row without words is left out."""
    terms = [
        part for words, content in rows if content for part in (html.Dt(words), html.Dd(content))
    ]
    heading = html.H2(say(lang, "Om statistiken", "About the figures"))
    return card(heading, html.Dl(terms), id="om", className="card about")


def panel(words: str, content: Any, name: str) -> html.Details:
    """A button that opens its content below the row of buttons."""
    return html.Details([html.Summary(words), html.Div(content, className="panel")], className=name)


def actions(
    indicator: PublishedIndicator, table: Any, lang: Lang, region: str | None = None
) -> html.Div:
    """Under every figure, in this order: table, download, share, about; then the source line."""
    return html.Div(
        [
            html.Div(
                [
                    panel(say(lang, "Visa som tabell", "Show as table"), table, "as-table"),
                    panel(
                        say(lang, "Ladda ner", "Download"),
                        downloads(indicator, lang, region),
                        "files",
                    ),
                    html.Button(
                        say(lang, "Dela", "Share"),
                        className="share",
                        type="button",
                        **attributes(data_done=say(lang, "Länken är kopierad", "Link copied")),
                    ),
                    html.A(
                        say(lang, "Om statistiken", "About the figures"),
                        href="#om",
                        className="button",
                    ),
                ],
                className="acts",
            ),
            source(indicator, lang),
        ]
    )


def source(indicator: PublishedIndicator, lang: Lang) -> html.P:
    """The line under every figure."""
    return html.P(undivided(text.source_line(indicator, lang)), className="src")


def undivided(words: str) -> list[str | html.Span]:
    """A sentence whose dates are kept from breaking at the hyphens."""
    parts = DATE.split(words)
    return [html.Span(part, className="date") if DATE.fullmatch(part) else part for part in parts]


def downloads(indicator: PublishedIndicator, lang: Lang, region: str | None) -> html.Ul:
    """The files of an indicator, each saying what it holds."""
    rows = [
        (
            f"/api/v1/observations?indicator={indicator.id}&format=csv-sv",
            say(
                lang,
                "Alla områden, CSV för Excel (semikolon, decimalkomma)",
                "All regions, CSV for Swedish Excel (semicolon, decimal comma)",
            ),
        ),
        (
            f"/data/{indicator.id}.csv",
            say(
                lang,
                "Alla områden, CSV (komma, decimalpunkt)",
                "All regions, CSV (comma, decimal point)",
            ),
        ),
    ]
    if region:
        name = data.region_name(region, lang)
        rows.append(
            (
                f"/api/v1/observations?indicator={indicator.id}&region={region}&format=csv-sv",
                say(lang, f"{name}, CSV för Excel", f"{name}, CSV for Swedish Excel"),
            )
        )
    return html.Ul([html.Li(html.A(words, href=href, download="")) for href, words in rows])


def table(
    caption: str, header: Iterable[str], rows: Iterable[Iterable[Any]], **props: Any
) -> html.Div:
    """A table with caption and scopes that scrolls sideways rather than breaking the page."""
    columns = list(header)
    body = [
        html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])])
        for row in map(list, rows)
    ]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in columns]))
    content = html.Table([html.Caption(caption), head, html.Tbody(body)], **props)
    return html.Div(
        content, className="scroll", tabIndex="0", role="region", **attributes(aria_label=caption)
    )


def graph(figure: dict[str, Any], words: str, lang: Lang) -> html.Div:
    """The one way to a Plotly graph: no upload of the data, and words for those who cannot see."""
    plotted = dcc.Graph(
        figure=figure, config=cast(Any, explore.config(lang)), responsive=True, className="plotly"
    )
    return html.Div(plotted, role="group", **attributes(aria_label=words))
