"""The pages about the portal, one for each file of words in dashboard/about/texts/."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from dashboard.about import model, page
from dashboard.pages import Nav

HYPHEN = "\u00ad"  # where a long word of a heading may break; a tab and a search have no use for it


def several() -> Iterator[Any]:
    """What a page's module says, of each file."""
    for each in model.pages():
        yield SimpleNamespace(
            __name__=__name__,
            PATH=each.path,
            TITLE=(each.title.replace(HYPHEN, ""), each.title_en),
            NAV=None,
            FOOT=tuple(Nav(foot.order, (foot.sv, foot.en), foot.section) for foot in each.foot),
            STYLES=("about",),
            layout=page.layout(each),
        )
