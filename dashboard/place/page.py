"""The page of a place, municipality or county alike: its parts and their order."""

from typing import Any, Literal

from dashboard import data, references, text
from dashboard.charts.strip import Mark, sign
from dashboard.parameters import Parameters
from dashboard.parts import cards, live
from dashboard.parts.elements import drawn, html
from dashboard.place import about, figures, head, members, outstanding
from dashboard.place.model import Profile
from dashboard.place.section import section
from dashboard.place.view import View, titled

QUERY = (*references.QUERY, members.SORT)
STYLES = ("figures", "place")
SCRIPTS = ("print",)


Ways = dict[tuple[str, str], str]


def layout(code: str, query: dict[str, Any], ways: Ways) -> html.Div:
    """The page of one place; `ways` are paths of other pages about it, by their words."""
    asked = Parameters(query)
    profile = figures.profile(code, references.parse(asked, code))
    view = View(profile, asked.lang, _kept(asked, profile))
    linked = {view.say(*named): view.link(path, region=code) for named, path in ways.items()}
    return live.page(
        [
            about.foot(view),
            head.head(view, linked),
            head.compare(view, _strange(asked, view)),
            outstanding.card(view),
            legend(view),
            *(section(each, view) for each in profile.sections),
            *([] if view.county else [members.table(view, asked)]),
            about.unjudged(view),
            about.about(view),
            _beside(view),
        ],
        title=titled(code, view.lang),
        address=view.place(code),
        figures=view.csv(),
        indicators=",".join(row.indicator.id for row in profile.rows),
    )


def _kept(asked: Parameters, profile: Profile) -> dict[str, str]:
    """The choices that links keep: what was asked for and understood."""
    given = {name: asked.text(name) for name in references.QUERY if asked.text(name)}
    if references.NAME in given:
        given[references.NAME] = profile.reference.word
    return given


def _strange(asked: Parameters, view: View) -> str:
    """What of the comparison asked for there is not, and what is shown instead."""
    given = asked.each(references.NAME)
    if not given:
        return ""
    if given[0].startswith(references.OWN):
        wanted = [given[0].removeprefix(references.OWN), *given[1:]]
        unknown = [each for each in wanted if each not in view.profile.reference.codes]
    else:
        unknown = [each for each in given if each != view.profile.reference.kind]
    if not unknown:
        return ""
    called = references.called(view.profile.reference, view.code, view.lang)
    named = text.listed((data.region_name(each, view.lang) for each in unknown), view.lang)
    most = references.MOST
    return view.say(
        f"Det går inte att jämföra med {named} här: högst {most} platser av samma slag, och inte "
        f"platsen själv. Sidan jämför med {called}.",
        f"{named} cannot be compared with here: at most {most} places of the same kind, and not "
        f"the place itself. The page compares with {called}.",
    )


def legend(view: View) -> html.Div:
    """What the marks on the lines stand for."""
    reference = references.called(view.profile.reference, view.code, view.lang)
    median = view.say(f"medianen bland {reference}", f"the median of {reference}")
    told: list[tuple[Mark | Literal["own"], str]] = [("own", view.name)]
    told += [("reference", median)] if view.profile.reference.codes else []
    told += [("county", data.region_name(view.county, view.lang))] if view.county else []
    told += [("riket", view.say("riket", "Sweden"))]
    marks = [html.Li([drawn(sign(kind)), each]) for kind, each in told]
    return html.Div(
        [
            html.Ul(marks),
            html.P(
                view.say(
                    "Varje streck är en plats. Den breda linjen är värdets osäkerhet, eller hur "
                    "mycket det brukar skilja mellan åren.",
                    "Each tick is a place. The broad line is how uncertain the figure is, or how "
                    "much it usually varies between years.",
                )
            ),
        ],
        className="legend",
    )


def _beside(view: View) -> html.Nav:
    """The place before and the place after in the same county, or among the counties."""
    codes = view.others
    at = codes.index(view.code)
    if len(codes) == 1:
        return html.Nav()
    before, after = codes[at - 1], codes[(at + 1) % len(codes)]
    arrows = [html.Span(each, **cards.attributes(aria_hidden="true")) for each in ("← ", " →")]
    names = [data.region_name(code, view.lang) for code in (before, after)]
    links = [
        html.A([arrows[0], names[0]], href=view.place(before), className="button"),
        html.A([names[1], arrows[1]], href=view.place(after), className="button"),
    ]
    where = view.say("Fler platser", "More places")
    return html.Nav(links, className="acts beside", **cards.attributes(aria_label=where))
