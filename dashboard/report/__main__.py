"""`python -m dashboard.report`: keep this month's issue of Månadsläge, or make a draft of one."""

import logging
import sys
from pathlib import Path

import click

from dashboard import data
from dashboard.report import archive, making, model, pdf
from etl.errors import EtlError
from etl.log import Handler, fail, tell
from etl.store import lock, releases, unwritable
from etl.store.releases import Release


@click.command()
@click.option(
    "--region", "regions", multiple=True, help="A region's code, or norra-sverige; else all."
)
@click.option("--issue", help="The month, YYYY-MM; else that of the current release.")
@click.option("--draft", is_flag=True, help="A draft, which is not served and can be made again.")
def main(regions: tuple[str, ...], issue: str | None, draft: bool) -> None:
    """Make a month's issue of its release and keep it; one that is kept stays as it is.

    Issues lie in `reports` of NORRLAGET_DATA (default: data). Exit code 0: all well, 1: some
    regions failed and are named, 2: nothing could be made.
    """
    try:
        wanted, release = _wanted(regions), making.release_of(_month(issue))
        if not (issue or draft or releases.published(data.folder())):
            tell("nothing", "no issue is kept of the release that ships: nothing is published yet")
            sys.exit(0)
        with lock.alone(data.folder()):
            made = _make(wanted, release, draft)
    except (EtlError, OSError) as error:
        fail(f"error: {_sentence(error)}")
        sys.exit(2)
    sys.exit(0 if all(made) else 1 if any(made) else 2)


def _month(issue: str | None) -> str | None:
    if issue is not None and not archive.ISSUE.fullmatch(issue):
        raise click.BadParameter(f"{issue}: a month is YYYY-MM, as 2026-09", param_hint="--issue")
    return issue


def _wanted(regions: tuple[str, ...]) -> list[str]:
    for region in regions:
        if region not in model.regions():
            raise click.BadParameter(f"{region}: there is no report of it", param_hint="--region")
    return list(regions) or model.regions()


def _make(wanted: list[str], release: Release, draft: bool) -> list[bool]:
    """Make what is not there yet, telling of each; gives for each whether it was made."""
    month = release.id[:7]
    regions = wanted if draft else making.waiting(wanted, month)
    if not regions:
        tell("kept", f"{month}: kept already for each of {len(wanted)}", issue=month)
        return []
    if not pdf.available():
        tell("no_pdf", f"{month}: without PDF, since this machine lacks the Pango library")
    return [
        _was_made(region, found, month)
        for region, found in making.make(regions, release, draft=draft)
    ]


def _was_made(region: str, found: Path | Exception, month: str) -> bool:
    if isinstance(found, Exception):
        fail(f"{region}: {month} is not made: {_sentence(found)}")
        return False
    tell("made", f"{region}: {found}", region=region, issue=month)
    return True


def _sentence(error: Exception) -> str:
    """What went wrong; a fault of our own with its kind, for whoever mends it."""
    if isinstance(error, OSError):
        return unwritable.sentence(error, data.folder())
    return str(error) if isinstance(error, EtlError) else f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    logging.basicConfig(handlers=[Handler()])
    main(prog_name="python -m dashboard.report")
