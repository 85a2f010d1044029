"""What `etl status --summary` prints: how many indicators have figures, and how new these are."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from etl.model import Indicator
from etl.periods import year
from etl.store.release import Release

YEARS = 4  # the newest, that are counted apart


def lines(indicators: Mapping[str, Indicator], release: Release) -> Iterator[str]:
    """All entries, the margins of error among them, the age of the whole, and a row a topic."""
    lasts = {id_: year(each.last_period) for id_, each in release.indicators.items()}
    margins = [each.id for each in indicators.values() if each.margin_of]
    listed = {id_: each.topic for id_, each in indicators.items() if not each.margin_of}
    yield f"{len(listed)} indicators: {_counted(listed, lasts)}"
    yield f"{len(margins)} margins of error: {_counted(margins, lasts)}"
    age = release.age
    if age is None:
        return
    yield f"newest figure {age.newest}; half of the indicators end in {age.half} or earlier"
    newest = [year(age.newest) - n for n in range(YEARS)]
    yield " | ".join(["topic", "with figures", "awaited", *map(str, newest), "older"])
    for topic in dict.fromkeys(listed.values()):
        of_it = [id_ for id_, its in listed.items() if its == topic]
        yield " | ".join([topic, *map(str, _row(of_it, lasts, newest))])


def _counted(ids: Collection[str], there: Collection[str]) -> str:
    found = sum(id_ in there for id_ in ids)
    return f"{found} with figures, {len(ids) - found} awaited"


def _row(ids: Collection[str], lasts: Mapping[str, int], newest: list[int]) -> Iterator[int]:
    """With figures, awaited, and by the year they end in; what is of a time to come is newest."""
    ends = Counter(min(lasts[id_], newest[0]) for id_ in ids if id_ in lasts)
    yield ends.total()
    yield len(ids) - ends.total()
    yield from (ends[each] for each in newest)
    yield ends.total() - sum(ends[each] for each in newest)
