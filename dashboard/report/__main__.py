"""`python -m dashboard.report`: keep this month's issue of Månadsläge, or make a draft of one."""

import logging
import sys
from pathlib import Path

import click

from dashboard import data
from dashboard.report import making, model, pdf
from etl import lock, releases
from etl.errors import EtlError
from etl.releases import Release
from etl.told import Handler, fail, tell


@click.command()
@click.option("--region", "regions", multiple=True, help="A region's code, or norrland; else all.")
@click.option("--issue", help="The month, YYYY-MM; else that of the current release.")
@click.option("--draft", is_flag=True, help="A draft, which is not served and can be made again.")
def main(regions: tuple[str, ...], issue: str | None, draft: bool) -> None:
    """Make a month's issue of its release and keep it; one that is kept stays as it is.

    Issues lie in `reports` of NORRLAGET_DATA (default: data). Exit code 0: all well, 1: some
    regions failed and are named, 2: nothing could be made.
    """
    try:
        wanted, release = _wanted(regions), making.release_of(issue)
        if not (issue or draft or releases.published(data.folder())):
            tell("nothing", "no issue is kept of the release that ships: nothing is published yet")
            sys.exit(0)
        with lock.alone(data.folder()):
            failed = _make(wanted, release, draft)
    except (EtlError, OSError) as error:
        fail(f"error: {error}")
        sys.exit(2)
    sys.exit(1 if failed else 0)


def _wanted(regions: tuple[str, ...]) -> list[str]:
    for region in regions:
        if region not in model.regions():
            raise click.BadParameter(f"{region}: there is no report of it", param_hint="--region")
    return list(regions) or model.regions()


def _make(wanted: list[str], release: Release, draft: bool) -> bool:
    """Make what is not there yet, telling of each; gives whether any failed."""
    month = release.id[:7]
    regions = wanted if draft else making.waiting(wanted, month)
    if not regions:
        tell("kept", f"{month}: kept already for each of {len(wanted)}", issue=month)
        return False
    if not pdf.available():
        tell("no_pdf", f"{month}: without PDF, since this machine lacks the Pango library")
    made = [
        _told(region, found, month) for region, found in making.make(regions, release, draft=draft)
    ]
    return not all(made)


def _told(region: str, found: Path | Exception, month: str) -> bool:
    if isinstance(found, Exception):
        fail(f"{region}: {month} is not made: {type(found).__name__}: {found}")
        return False
    tell("made", f"{region}: {found}", region=region, issue=month)
    return True


if __name__ == "__main__":
    logging.basicConfig(handlers=[Handler()])
    main(prog_name="python -m dashboard.report")
