"""Explain: what an address says, word by word; what comes of it, what it takes and costs, and who may ask it."""

import argparse
import os

from handler.commands.explaining.admittance import admittance
from handler.commands.explaining.asked import asked, in_dialects
from handler.commands.explaining.parameters import meanings
from handler.commands.explaining.prediction import fetch_of, predicted, server_recipe
from handler.commands.explaining.told import Explanation
from handler.commands.misuse import explained, settings
from handler.config.presets import Presets
from handler.storage.font_files import font_files
from handler.storage.sources import Sources
from handler.typography.fontpacks import use_fonts


def run(chosen: argparse.Namespace) -> int:
    """Print the explanation; Misuse where an address asks for nothing, or its picture cannot be had."""
    said = settings()
    presets = Presets(said.presets)
    with explained():
        key_of = Sources(said.source).key_of if said.source else None
        use_fonts(font_files(said.fonts))
    found = asked(chosen.url, chosen.spoken, said, presets, key_of)
    words, own = meanings(found, presets)
    recipe = server_recipe(found, said)
    fetch = fetch_of(recipe, chosen.source, chosen.size, said)
    told = Explanation(
        found,
        recipe,
        words,
        own,
        predicted(recipe, fetch, said, known=chosen.size is None),
        admittance(found, recipe, said),
        in_dialects(found.picture, found.door.family, said.root) if chosen.dialects else {},
    )
    if chosen.json:
        print(told.document())
    else:
        print(*told.lines(), sep=os.linesep)
    return 0
