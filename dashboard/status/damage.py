"""What of the data folder is not as it was made, a sentence each: since when, and what to do."""

from dashboard import data
from dashboard.data import Damage
from dashboard.plan import reader
from dashboard.text import Lang, say
from etl.store import releases
from etl.store.lost import Lost, tell


def sentences(lang: Lang) -> list[str]:
    """Of the release shown and the one that should be; it is what `/health` tells machines."""
    return [_grave(each, lang) if each.grave else _part(each, lang) for each in data.damages()]


def _grave(each: Damage, lang: Lang) -> str:
    """One that is not shown: another one is, or nothing."""
    file = f" ({each.file})" if each.file else ""
    shown = data.release().id if data.is_whole() else ""
    swedish = f"I stället visas {shown}" if shown else "Ingen annan är hel, så inga siffror visas"
    english = f"{shown} is shown instead" if shown else "No other is whole, so no figures are shown"
    return say(
        lang,
        f"Dataversion {each.release} är skadad{file}; det upptäcktes {_when(each)}. {swedish}. "
        "Driftansvarig gör om den skadade dataversionen med python -m etl publish.",
        f"Release {each.release} is damaged{file}; that was found {_when(each)}. {english}. "
        "python -m etl publish makes the damaged one anew.",
    )


def _part(each: Damage, lang: Lang) -> str:
    """One that is shown, without what a file of it tells."""
    return say(
        lang,
        f"Filen {each.file} i dataversion {each.release} är skadad; det upptäcktes {_when(each)}. "
        "Siffrorna är hela och visas, utan det som filen berättar. "
        "Driftansvarig gör om filen med python -m etl publish.",
        f"The file {each.file} of release {each.release} is damaged; that was found {_when(each)}. "
        "The figures are whole and shown, without what the file tells. "
        "python -m etl publish makes it anew.",
    )


def _when(each: Damage) -> str:
    return f"{each.since:%Y-%m-%d %H:%M} UTC"


def plans(lang: Lang) -> list[str]:
    """Pages that are not served because their plan is wrong: where, so that it can be mended."""
    return [
        say(
            lang,
            f"En sida visas inte, för dess plan är felskriven: {fault}. De andra sidorna visas.",
            f"A page is not served, for its plan is wrong: {fault}. The other pages are.",
        )
        for fault in reader.plans().faults
    ]


def strangers(lang: Lang) -> list[str]:
    """What lies among the releases and is none: harmless, and for a person to take away."""
    names = [path.name for path in releases.strangers(data.folder())]
    for path in releases.strangers(data.folder()):
        tell(Lost(path, "it is no release"))
    return [
        say(
            lang,
            f"I mappen releases ligger {name[:60]}, som inte är någon dataversion och inte läses. "
            "Flytta eller ta bort det.",
            f"In the folder releases lies {name[:60]}, which is no release and is not read. "
            "Move it or remove it.",
        )
        for name in names
    ]
