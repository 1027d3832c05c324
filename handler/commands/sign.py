"""Sign: print URLs with signatures."""

import argparse
import logging
import os
from time import time

from handler.commands.misuse import Misuse, explained, settings
from handler.config.keyring import Keyring
from handler.core.signing import sign


def run(chosen: argparse.Namespace) -> int:
    """Print each URL with its signature, by the first key. ImageError where the keys cannot be fetched."""
    said = settings("signing_keys", "public_url", "base_path")
    keyring = Keyring(said.signing_keys)
    if not keyring.there:
        raise Misuse("TINTYPE_SIGNING_KEYS is not set: there is nothing to sign with")
    logging.getLogger("tintype").addHandler(logging.NullHandler())  # what fails is said once, by the error
    key, *_ = keyring.keys()
    expires = None if chosen.expires is None else int(time()) + chosen.expires
    with explained():
        signed = [sign(url, key, expires=expires, base=said.public_url or said.base_path) for url in chosen.urls]
    print(*signed, sep=os.linesep)
    return 0
