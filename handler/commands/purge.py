"""Purge: delete the kept results of stored pictures."""

import argparse

from handler.commands.misuse import Misuse, explained, settings
from handler.commands.places import check_buckets
from handler.core.source import Stored
from handler.rendering.identity import folder
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
        print(f"{key}: {results.purge(folder(Stored(key=key)))} deleted", flush=True)
    return 0
