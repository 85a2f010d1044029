"""What stands out of a place: a few figures that are certainly better or worse, in sentences."""

from dashboard import references, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.place import words
from dashboard.place.model import Row
from dashboard.place.view import View


def card(view: View) -> html.Section:
    """At most three figures that are better and three that are worse, a sentence each."""
    profile, lang = view.profile, view.lang
    title = html.H2(view.say("Sticker ut", "What stands out"))
    if not profile.ahead and not profile.behind:
        return cards.card(title, html.P(_nothing(view)), id="sticker-ut")
    lists = [
        _outstanding(view.say("Bättre", "Better"), profile.ahead, "good", view),
        _outstanding(view.say("Sämre", "Worse"), profile.behind, "bad", view),
    ]
    return cards.card(
        title,
        html.Div([each for each in lists if each], className="apart"),
        html.P(words.certainty(lang), className="muted"),
        id="sticker-ut",
    )


def _nothing(view: View) -> str:
    called = references.called(view.profile.reference, view.code, view.lang)
    whom = called if view.profile.reference.codes else view.say("riket", "Sweden")
    return view.say(
        f"Inget sticker tydligt ut mot {whom}.", f"Nothing clearly stands out against {whom}."
    )


def _outstanding(title: str, rows: tuple[Row, ...], look: str, view: View) -> html.Div | None:
    if not rows:
        return None
    told = [
        html.Li(
            [
                html.A(
                    text.title(row.indicator, view.lang),
                    href=view.link(f"/indikatorer/{row.indicator.id}", region=view.code),
                ),
                html.P(words.outstanding(row, view.profile.reference, view.lang)),
            ]
        )
        for row in rows
    ]
    return html.Div([html.H3(title), html.Ul(told)], className=look)
