"""The pages of plans: one for each file in dashboard/plans/, told by the kind of its story."""

from collections.abc import Callable, Collection, Iterator
from types import SimpleNamespace
from typing import Any

from dashboard.gap import page as gap
from dashboard.pages import Nav
from dashboard.plan import reader
from dashboard.plan.model import Plan
from dashboard.strategy import page as strategy

STORIES: dict[str, Any] = {"gap": gap, "strategy": strategy}


def several() -> Iterator[Any]:
    """What a page's module says, of each plan that can be served."""
    for plan in reader.plans().served:
        story, title = STORIES[plan.kind], (plan.title, plan.title_en)
        yield SimpleNamespace(
            __name__=__name__,
            PATH=plan.path,
            TITLE=title,
            NAV=None if plan.menu is None else Nav(plan.menu, title),
            places=_whose(plan),
            FOOT=() if plan.foot is None else (Nav(plan.foot, title),),
            QUERY=story.QUERY,
            FREEZES=True,
            STYLES=story.STYLES,
            SCRIPTS=story.SCRIPTS,
            layout=story.layout(plan),
        )


def _whose(plan: Plan) -> Callable[[], Collection[str]]:
    """The region whose strategy it is: its own page leads there."""
    of = plan.strategy.of if plan.strategy else None
    return lambda: (of,) if of else ()
