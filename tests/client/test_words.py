"""The words of the clients: those that the service reads, written for both languages by one tool."""

from pathlib import Path

import pytest

from handler.client.words import BETWEEN, MADE, OTHERS, WORDS
from handler.dialects.native.vocabulary import alone, vocabulary
from handler.generators import GENERATORS, NAMES
from tools import client_words

CLIENT = Path(__file__).parents[2] / "handler" / "client"
STALE = "run PYTHONPATH=. python tools/client_words.py"


def test_every_parameter_is_a_word_but_the_signature() -> None:
    assert vocabulary().keys() - WORDS == {"s"}
    assert vocabulary().keys() >= WORDS
    assert {name: alone(kind).keys() for name, kind in zip(NAMES, GENERATORS, strict=True)} == MADE


def test_lists_are_parted_as_the_service_parts_them() -> None:
    words = vocabulary() | {name: word for kind in GENERATORS for name, word in alone(kind).items()}
    assert {name: words[name][0].mark.between for name in words} == {name: BETWEEN.get(name, ",") for name in words}


def test_the_names_of_others_lead_to_words() -> None:
    assert set(OTHERS.values()) <= WORDS
    assert OTHERS.keys() & WORDS == set()


WRITERS = {"words.py": client_words.python, "js/words.d.ts": client_words.typescript}


@pytest.mark.parametrize("file", WRITERS)
def test_the_files_are_those_that_the_tool_writes(file: str) -> None:
    assert (CLIENT / file).read_text() == WRITERS[file](), STALE
