"""Parameters: every word of an address is told, in the words of its declaration."""

import pytest

from handler.commands.explaining.asked import asked
from handler.commands.explaining.parameters import Meaning, meaning_of, meanings
from handler.config.settings import Settings
from handler.dialects.native.vocabulary import vocabulary

WORDS = vocabulary()


def told(url: str, **presets: str) -> list[Meaning]:
    return meanings(asked(url, "", Settings(), presets), presets)[0]


def test_every_parameter_has_a_meaning_with_every_example() -> None:
    for name in sorted(WORDS):
        word = WORDS[name][-1]
        for example in word.info.examples or ["true"]:
            said = meaning_of(word, example)
            assert said.endswith("."), name
            assert len(said) > 10, name


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("w", "300", "Width: 300 pixels."),
        ("w", "0.5", "Width: 0.5 of the side."),
        ("fit", "max", "How the picture fits into w and h. max: all of it, never enlarged."),
        ("crop", "top,left", "What a crop keeps: top,left."),
        ("metadata", "strip", "What is kept. strip: nothing."),
    ],
)
def test_a_description_says_of_values_only_the_one_that_is_given(name: str, value: str, said: str) -> None:
    assert meaning_of(WORDS[name][-1], value) == said


def test_other_spellings_phrases_trackers_and_presets_are_told() -> None:
    found = told("/images/a.jpg?width=9&resize=cover&utm_source=x&disable=upscale&txt64=SGk&preset=thumb", thumb="q=50")
    assert [(each.name, each.own) for each in found] == [
        ("width", "w"),
        ("resize", ""),
        ("utm_source", ""),
        ("disable", ""),
        ("txt64", "txt64"[:0]),
        ("preset", ""),
        ("q", ""),
    ]
    assert found[1].meaning == "Another service's words for fit=crop."
    assert found[2].meaning == "It only tracks visitors, and is dropped."
    assert found[4].meaning.startswith("What is written")


def test_the_words_of_a_generator_are_told() -> None:
    assert told("/generate/card?title=a")[0].meaning == "The large text; without it there is none."


def test_another_dialect_is_told_in_ours_or_by_its_operations() -> None:
    found, own = meanings(asked("/thumbor/unsafe/300x200/bee.jpg", "", Settings(), {}), {})
    assert own.startswith("/images/bee.jpg?w=300&h=200")
    assert found[0] == Meaning("w", "300", "Width: 300 pixels.")
    found, own = meanings(asked("/thumbor/unsafe/filters:equalize()/bee.jpg", "", Settings(), {}), {})
    assert own == ""
    assert all("." in each.name for each in found)
