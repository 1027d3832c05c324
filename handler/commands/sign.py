"""Sign: print URLs with signatures: all of them, or none where one would be refused."""

import argparse
import logging
import os
from time import time

from handler.commands.misuse import Misuse, explained, settings
from handler.config.keyring import Keyring
from handler.core.params import Declared
from handler.core.signing import Address, inside, names, sign
from handler.dialects import native, table
from handler.dialects.interface import DialectRequest
from handler.errors import ImageError
from handler.web.doors import FEEDS, RENDER, Door
from handler.web.feeds.cameras import Feed
from handler.web.uploads import Posting

SHOWN = 60
ALONE: dict[Door, type[Declared]] = {FEEDS: Feed, RENDER: Posting}
"""Doors that no dialect is, and what their queries say."""


def run(chosen: argparse.Namespace) -> int:
    """Print each URL with its signature, by the first key. ImageError where the keys cannot be fetched."""
    said = settings("signing_keys", "public_url", "base_path")
    keyring = Keyring(said.signing_keys)
    if not keyring.there:
        raise Misuse("TINTYPE_SIGNING_KEYS is not set: there is nothing to sign with")
    logging.getLogger("tintype").addHandler(logging.NullHandler())  # what fails is said once, by the error
    key, *_ = keyring.keys()
    base = said.public_url or said.base_path
    expires = None if chosen.expires is None else int(time()) + chosen.expires
    with explained():
        signed = [sign(url, key, expires=expires, base=base) for url in chosen.urls]
        for url in chosen.urls:
            _check(url, base.rstrip("/"))
    print(*signed, sep=os.linesep)
    return 0


def _check(url: str, base: str) -> None:
    """Raise Misuse where a URL has a signature and is refused for all that. What a preset says is not known here."""
    path, _, query = inside(url, base).partition("?")
    try:
        if "preset" not in names(Address(path.encode(), query)):
            _read(path, query)
    except ImageError as error:
        raise Misuse(f"{url[:SHOWN]} would be refused: {error.detail}") from error


def _read(path: str, query: str) -> None:
    """Read an address as its door would; ImageError where that refuses it."""
    whole = f"{path}/"  # a door without what follows it is one, too
    for dialect in table.DIALECTS:
        if whole.startswith(dialect.prefix):
            dialect.load().parse(DialectRequest(path[len(dialect.prefix) :].encode(), query))
    for door, kind in ALONE.items():
        if whole.startswith(f"{door.prefix.rstrip('/')}/"):
            native.parse_alone(query, kind)
