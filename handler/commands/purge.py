"""Purge: delete the kept results of stored pictures, and of those at other hosts."""

import argparse

from handler.commands.misuse import Misuse, explained, settings
from handler.commands.places import check_buckets
from handler.core.origins.https_url import canonical_url, is_url
from handler.core.source import Stored
from handler.rendering.identity import folder_of
from handler.storage.result_store import ResultStore


def run(chosen: argparse.Namespace) -> int:
    """Delete all results of each key, and say how many there were."""
    said = settings("results")
    if not said.results:
        raise Misuse("TINTYPE_RESULTS is not set: nothing is kept, so nothing is to be purged")
    with explained():
        results = ResultStore(said.results)
    check_buckets(said.results)
    for key in chosen.keys:
        with explained():
            name = canonical_url(key) if is_url(key) else Stored(key=key).key
        print(f"{key}: {results.purge(folder_of(name))} deleted", flush=True)
    return 0
