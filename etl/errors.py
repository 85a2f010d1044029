"""The errors of the pipeline, one type for each thing a caller may do about them.

EtlError                    anything this pipeline says went wrong
├── SourceUnavailable       transient: the agency did not answer; trying later may help
│   └── AnswerAmiss         it did, and not well: that says nothing of what else it is asked
├── FileAwaited             a person has not put the file there: nothing went wrong
├── AnswerUnreadable        final: the answer, a file or a catalogue entry is not what it should be
│   ├── CatalogueError      the fault is ours: a TOML entry
│   └── ReleaseDamaged      a release is not what it was when it was made: show another
└── CheckFailed             the answer was read, and a check of its figures failed
"""

import errno
import re
from pathlib import Path

LONGEST = 2000  # characters of a sentence: what is wrong with a file is told at once
TOLD = 5  # of many codes the first are told
_CODE = re.compile(r"[A-Za-z0-9ÅÄÖåäö_.+*/-]{1,24}")  # as 2480, 65-69, TotSA, text/html
_UNSEEN = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NONCE = re.compile(r"([?&])_=\d+(&?)")  # what http.nonce adds to an address, past any cache


_LACKING = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}


class EtlError(Exception):
    """Anything this pipeline says went wrong, in one sentence that names what and where.

    It comes to logs, `status.json` and public pages: it never holds what a stranger wrote, in an
    answer or a file, but for what is told `briefly`. An address in it is told without its nonce:
    it is the same one each time.
    """

    def __init__(self, sentence: str) -> None:
        plain = _NONCE.sub(lambda found: found[1] if found[2] else "", visible(sentence))
        super().__init__(plain if len(plain) <= LONGEST else f"{plain[:LONGEST]} …")


class SourceUnavailable(EtlError):
    """The agency did not answer, or not well; the same request may succeed later."""


class AnswerAmiss(SourceUnavailable):
    """What the agency answered is not of the kind asked for, or would not stand still.

    It is transient too, and a fault of this table: the agency itself is there.
    """


class FileAwaited(EtlError):
    """Figures that a person brings are not there; what they brought before stays."""


class AnswerUnreadable(EtlError):
    """An answer or a file is not what was asked for or promised; asking again gives the same."""


class CatalogueError(AnswerUnreadable):
    """A catalogue entry is wrong: names file, table and field."""


class ReleaseDamaged(AnswerUnreadable):
    """A file without which a release is none is not what it was made as, or gone."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: not a readable part of a release: {why}")
        self.release, self.file = path.parent, path.name


class CheckFailed(EtlError):
    """The figures were read and are not believed; `problems` says each reason."""

    def __init__(self, where: str, problems: list[str]) -> None:
        super().__init__(f"{where}: {'; '.join(problems)}")
        self.problems = problems


def briefly(*said: object) -> str:
    """What an agency or a file calls some things, the first of them, where each is a short word.

    A region, a dimension, a type of content: where to look. What is longer can be anything, and
    is only marked.
    """
    return ", ".join(str(each) if _CODE.fullmatch(str(each)) else "“…”" for each in said[:TOLD])


def visible(text: str) -> str:
    """A text in which nothing acts on a terminal, ends a line or turns what is read around."""
    return _UNSEEN.sub(" ", text)


def unreadable(path: Path, error: Exception) -> AnswerUnreadable:
    """That a file a release needs cannot be read: it is damaged, or the machine is at its end."""
    if passing(error):
        return AnswerUnreadable(f"{path}: cannot be read just now: {cause(error)}")
    return ReleaseDamaged(path, cause(error))


def passing(error: BaseException | None) -> bool:
    """Whether what went wrong says nothing of a file: too many are open, or memory is short."""
    lacking = isinstance(error, OSError) and error.errno in _LACKING
    return lacking or isinstance(error, MemoryError) or bool(error and passing(error.__cause__))


def cause(error: Exception) -> str:
    """Why: what the system says, without number and path; else the kind of error.

    What a reader of JSON, Parquet or CSV says can hold what stands in the file.
    """
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__
