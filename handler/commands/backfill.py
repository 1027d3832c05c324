"""Backfill: make the presets of pictures that lay in the bucket before."""

import argparse
from contextlib import nullcontext

from handler.commands.deployed_engine import check_engine
from handler.commands.misuse import Misuse, explained, settings
from handler.commands.places import check_buckets
from handler.jobs import backfill
from handler.jobs.backfill_report import BackfillReport

INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C has ended."""


def run(chosen: argparse.Namespace) -> int:
    """Do it, and print what became of them all. ImageError where they cannot be listed."""
    asked = bool(chosen.deployment or chosen.engine)
    if chosen.queue and asked:
        raise Misuse("--queue renders nothing here: leave out --deployment and --engine")
    said = settings()
    with explained():
        said = backfill.only(said, chosen.preset)
        task, listing = backfill.prepared(said, chosen.address, queue=chosen.queue, dry=chosen.dry_run)
    check_buckets(chosen.address)
    check_buckets(said.results)
    if asked or not (chosen.queue or chosen.dry_run):
        check_engine(said, deployment=chosen.deployment, engine=chosen.engine)
    try:
        file = chosen.failures.open("w", encoding="utf-8") if chosen.failures else nullcontext()
    except OSError as error:
        raise Misuse(f"--failures: {chosen.failures} cannot be written: {error.strerror}") from error
    with file as log:
        report = BackfillReport(log)
        try:
            whole = backfill.backfill(task, listing, chosen.workers, report)
        finally:
            print(*report.lines(), sep="\n", flush=True)
    if not whole:
        print("interrupted; the same command does what is left")
        return INTERRUPTED
    if not report.counts:
        print("nothing under this address is served (TINTYPE_SOURCE) and has a preset")
    return 1 if report.counts["failed"] else 0
