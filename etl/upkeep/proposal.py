"""A catalogue entry in the making, and how TOML spells it."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from etl.errors import visible
from etl.upkeep import entry_id

UNTOLD = -1  # decimals that the catalogue refuses
NO_WORDS = "the source does not tell"
SUBJECTS = {
    "subject": "what a sentence says was, rose and fell, in the definite form, without its unit?",
    "subject_en": "the same in English, in the singular: “the share of …”?",
}


@dataclass
class Proposal:
    """Its fields in the catalogue's order, and what to ask about them."""

    fields: dict[str, Any]
    query: dict[str, Any]
    asks: dict[str, str] = field(default_factory=dict)  # field, or dimension: the question
    told: list[str] = field(default_factory=list)  # what the source says besides

    @property
    def questions(self) -> int:
        """How many of its lines ask something."""
        return len(self.asks.keys() & {*self.fields, *self.query})

    def id(self, taken: Collection[str] = ()) -> str:
        """A name made of its title, none of those `taken`."""
        return entry_id.of(self.fields["title"], self.fields["table"], taken)

    def toml(self, taken: Collection[str] = ()) -> str:
        """The table to paste; its id is none of those `taken`."""
        return self.toml_as(self.id(taken))

    def toml_as(self, id_: str) -> str:
        """The table to paste, of that id; what the source says above it is of one line each."""
        return "\n".join(
            [
                *(f"# {visible(line)}" for line in self.told),
                f"[{id_}]",
                *(self._line(key, value) for key, value in self.fields.items()),
                "",
                f"[{id_}.query]",
                *(self._line(key, value) for key, value in self.query.items()),
                "",
            ]
        )

    def _line(self, key: str, value: Any) -> str:
        ask = self.asks.get(key)
        return f"{key} = {_toml(value)}" + (f"  # ← {visible(ask)}" if ask else "")


def fields(*, title: str, description: str, **known: Any) -> dict[str, Any]:
    """All fields in the catalogue's order; what is not known is empty."""
    then = ("source", "table", "by_sex", "levels", "frequency", "source_unit")
    return {
        "title": title,
        "title_en": "",
        **dict.fromkeys(SUBJECTS, ""),
        "description": description,
        "description_en": "",
        "unit": known["unit"],
        "decimals": known["decimals"],
        "better": "neutral",
        "kind": known["kind"],
        **{key: known[key] for key in then},
        "range": known.get("range", []),
    }


def asks(fields: dict[str, Any]) -> dict[str, str]:
    """What an editor has to say: of what is empty, and of what no source tells."""
    empty = {key for key, value in fields.items() if value in ("", [], UNTOLD)}
    return {
        **dict.fromkeys(empty, NO_WORDS),
        **{key: "the source has no English" for key in empty if key.endswith("_en")},
        **SUBJECTS,
        **({"better": "higher, lower or neutral?"} if fields["kind"] != "count" else {}),
        **({"range": "least and greatest value that can be believed?"} if "range" in empty else {}),
    }


def _toml(value: Any) -> str:
    """A value as TOML spells it; JSON's strings are TOML's too."""
    match value:
        case dict():
            return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case float():
            return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    bare = re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", key)
    return key if bare else json.dumps(key, ensure_ascii=False)
