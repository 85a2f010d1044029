"""Where the portal stands in the world: its address, the proxies before it, who runs it.

What a request says of its host is its sender's word, so no address is ever made of it.
"""

import os
import re

_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?/?")


def address() -> str:
    """`https://norrlaget.example`, of NORRLAGET_URL: what addresses that must be whole begin with.

    Raises ValueError with a sentence where it is no such address.
    """
    given = os.environ.get("NORRLAGET_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8050')}"
    if not _ADDRESS.fullmatch(given):
        raise ValueError(
            f"NORRLAGET_URL is {given!r}: the portal's public address is needed, such as "
            "https://norrlaget.example, with no path and its letters a to z (xn--… for others)"
        )
    return given.rstrip("/")


def proxies() -> int:
    """How many proxies stand before the portal, of NORRLAGET_PROXIES: only they are believed.

    Raises ValueError with a sentence where it is no number.
    """
    given = os.environ.get("NORRLAGET_PROXIES") or "0"
    if not re.fullmatch("[0-9]", given):
        raise ValueError(f"NORRLAGET_PROXIES is {given!r}: a number from 0 to 9 is needed")
    return int(given)


def contact() -> str:
    """Where readers may write, of NORRLAGET_CONTACT; empty where the portal's keeper names none.

    Raises ValueError with a sentence where it is no address of mail.
    """
    given = os.environ.get("NORRLAGET_CONTACT") or ""
    if given and not re.fullmatch(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", given):
        raise ValueError(
            f"NORRLAGET_CONTACT is {given!r}: an address of mail is needed, such as "
            "statistik@norrlaget.example"
        )
    return given


def keeper() -> str:
    """Who runs the portal, of NORRLAGET_KEEPER, as readers are told; empty where it is not set."""
    return " ".join((os.environ.get("NORRLAGET_KEEPER") or "").split())
