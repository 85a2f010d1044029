"""What cannot be read: a page in place of all figures, a sentence in place of one file's part."""

from typing import NamedTuple

from dashboard import data
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.store.lost import Lost

TITLE = ("Siffrorna kan inte läsas just nu", "The figures cannot be read just now")

Words = tuple[str, str]  # Swedish and English


class _Way(NamedTuple):
    """How whoever keeps the portal brings a file back, by its path below the data folder."""

    begins: str
    ends: str
    words: Words


_WAYS = (
    _Way("reports/", ".md", (
        "Spara den som text i UTF-8 som portalen får läsa.",
        "Save it as text in UTF-8 that the portal may read.",
    )),
    _Way("reports/", "", (
        "Lägg tillbaka den ur en säkerhetskopia: en utgåva görs aldrig om.",
        "Put it back from a backup: an issue is never made again.",
    )),
    _Way("status.json", "", (
        "Nästa uppdatering skriver den på nytt.", "The next update writes it anew.",
    )),
    _Way("", "", (
        "Den görs på nytt av python -m etl publish.", "python -m etl publish makes it anew.",
    )),
)  # fmt: skip


def page(lang: Lang) -> html.Div:
    """In place of any page where no release is whole."""
    return html.Div(
        [
            html.H1(say(lang, *TITLE)),
            html.P(
                say(
                    lang,
                    "De filer som siffrorna ligger i är skadade eller borta. Hellre inga siffror "
                    "än fel: försök igen senare.",
                    "The files that hold the figures are damaged or gone. Better no figures than "
                    "wrong ones: try again later.",
                ),
                className="lead",
            ),
        ]
    )


def notes(lost: list[Lost], what: Words, lang: Lang) -> list[html.P]:
    """In the place of what a file would have told: that it is missing, why, and what to do."""
    return [html.P(sentence(each, what, lang), className="note lost") for each in lost]


def sentence(lost: Lost, what: Words, lang: Lang) -> str:
    """What is missing, for which file, and what to do.

    The system's own words of why stand in the log: they may hold what the file holds.
    """
    where = where_of(lost)
    way = next(w.words for w in _WAYS if where.startswith(w.begins) and where.endswith(w.ends))
    told = say(
        lang,
        f"{what[0]} visas inte här, eftersom filen {where} inte går att läsa.",
        f"{what[1]} cannot be shown here, since the file {where} cannot be read.",
    )
    return f"{told} {say(lang, *way)}"


def where_of(lost: Lost) -> str:
    """The file's path below the data folder, or its name where it ships with the portal."""
    if lost.path.is_relative_to(data.folder()):
        return lost.path.relative_to(data.folder()).as_posix()
    return lost.path.name
