"""Render: pictures of this machine, made by the engine that answers requests, and told in the words of a URL."""

import argparse
import os
import sys
from pathlib import Path

from handler.commands.batch.instructions import MADE, Instructions
from handler.commands.batch.pairs import STANDARD, Pair, Pairs, paired
from handler.commands.batch.processes import Placing, render_all
from handler.commands.batch.render_report import RenderReport
from handler.commands.batch.rendition import ACCEPTED, Order, prepare, rendered_here, told_with_remedy
from handler.commands.batch.words import query_of_words
from handler.commands.misuse import Misuse, explained, settings
from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.dialects.native.made import KINDS
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import ImageError
from handler.runtime.admission import cores
from handler.storage.font_files import font_files

INTERRUPTED = 130
QUICK = 4
"""So few pictures are rendered in this process: another takes half a second to start."""


def run(chosen: argparse.Namespace) -> int:
    """Render; 1 where a picture could not be made or a file was there already, 130 after Ctrl-C."""
    said = settings("limits", "effort", "fonts", "presets", "inputs")
    asked = paired(chosen.picture, chosen.out)
    order = _order(chosen, said, _instructions(chosen, said).for_name(asked.suffix))
    if not asked.pairs:
        raise Misuse(f"there is no picture in {chosen.picture}")
    if asked.pairs[0].name == STANDARD:
        order = order._replace(piped=sys.stdin.buffer.read())
    if asked.pairs[0].target is None:
        return _piped(order, asked.pairs[0])
    return _batch(order, asked, chosen.jobs)


def _instructions(chosen: argparse.Namespace, said: Settings) -> Instructions:
    """Return what the words or the recipe ask for; Misuse where that cannot be."""
    generator = chosen.picture.removeprefix(MADE) if chosen.picture.startswith(MADE) else ""
    if chosen.recipe and chosen.words:
        raise Misuse(f"--recipe says all of it: leave {chosen.words[0]} out, or --recipe")
    if chosen.recipe:
        return Instructions(steps=_recipe_file(chosen.recipe), generator=generator)
    kind = KINDS.get(generator)
    query = query_of_words(chosen.words, vocabulary(kind) if kind else vocabulary())
    return Instructions(query, generator=generator, presets=dict(Presets(said.presets)) if "preset" in query else {})


def _recipe_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Misuse(f"--recipe: {path} cannot be read: {error.strerror}") from error


def _order(chosen: argparse.Namespace, said: Settings, instructions: Instructions) -> Order:
    recipe = instructions.recipe().with_effort(said.effort)
    with explained():
        font_files(said.fonts)
        limits = Limits.read(chosen.limits) if chosen.limits else Limits()
    raised = said.limits.model_copy(update={name: getattr(limits, name) for name in limits.model_fields_set})
    accepted = said.inputs if os.environ.get("TINTYPE_INPUTS") else ACCEPTED
    ends = {FORMATS[form].extension if form in FORMATS else "" for form in recipe.output.candidates}
    [extension] = ends if len(ends) == 1 else [""]
    return Order(recipe, raised, accepted, said.fonts, extension, force=chosen.force)


def _batch(order: Order, asked: Pairs, jobs: int) -> int:
    """Render into files, one process for each core where there are enough pictures."""
    jobs = jobs or (1 if len(asked.pairs) < QUICK else cores(os.environ))
    report = RenderReport(len(asked.pairs))
    whole = render_all(order, asked.pairs, min(jobs, len(asked.pairs)), Placing(report, force=order.force))
    report.close()
    if asked.several or not whole:
        left = f"; {asked.others:,} left out, whose names are of no picture" if asked.others else ""
        print(f"{'' if whole else 'interrupted: '}{report.summary()}{left}", file=sys.stderr)
    return INTERRUPTED if not whole else 1 if report.made < report.total else 0


def _piped(order: Order, pair: Pair) -> int:
    """Render to standard output."""
    if sys.stdout.isatty():
        raise Misuse("a picture is nothing for a terminal: send it on, as with > small.jpg")
    prepare(order)
    try:
        body = rendered_here(order, pair.source)[0].body
    except ImageError as error:
        print(f"tintype render: {pair.name}: {told_with_remedy(error, order.limits)}", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    return 0
