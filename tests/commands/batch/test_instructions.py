"""Instructions: words or a JSON recipe, and the format that the name of a file asks for."""

import json

import pytest

from handler.commands.batch.instructions import Instructions, same_end
from handler.commands.misuse import Misuse
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.recipe import Made


def test_a_name_says_the_format_where_nothing_else_does() -> None:
    for form in sorted(name for name in WRITTEN if not FORMATS[name].text and FORMATS[name].extension == name):
        assert Instructions("w=9").for_name(form.upper()).recipe().output.formats == (form,)
    assert Instructions("w=9").for_name("jpeg").recipe().output.formats == ("jpg",)
    assert Instructions("w=9").for_name("").recipe().output.formats == ("source",)
    assert Instructions("w=9&fm=pjpg").for_name("jpg").recipe().output.formats == ("pjpg",)


@pytest.mark.parametrize(
    ("asked", "suffix", "said"),
    [
        (Instructions("w=9&fm=webp"), "png", "fm=webp is no .png: let OUT end in .webp, or leave fm out"),
        (Instructions("w=9&fm=avif,webp"), "avif", "fm=webp is no .avif: let OUT end in .webp"),
        (Instructions("w=9"), "bmp", r"OUT ends in .bmp, which no picture is written as; it may end in .jpg, .png"),
        (Instructions("fm=json"), "json", "fm=json tells facts, and makes no picture: tintype explain --json does"),
    ],
)
def test_what_contradicts_a_name_is_refused(asked: Instructions, suffix: str, said: str) -> None:
    with pytest.raises(Misuse, match=said):
        asked.for_name(suffix).recipe()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "say what becomes of it: a parameter, as w=300"),
        ("widht=3", "there is no parameter 'widht'; did you mean width"),
        ("w=3&dl=a", "dl says how a server answers, and nothing of a file"),
        ("w=3&v=2", "v says how a server answers"),
        ("w=3&expires=9", "expires says how a server answers"),
        ("w=3&ch=dpr", "ch says how a server answers"),
        ("w=3&s=AbCdEfGhIjKlMnOpQrStUv", "s is the signature of a link"),
        ("preset=thumb", "preset=thumb: there is no such preset"),
    ],
)
def test_what_says_nothing_of_a_file_is_refused(query: str, said: str) -> None:
    with pytest.raises(Misuse, match=said):
        Instructions(query).recipe()


def test_options_of_the_picture_stay_with_it() -> None:
    source = Instructions("w=9&or=6&frames=2-9").recipe().source
    assert (source.orientation, source.frames) == (6, (2, 9))


def test_a_preset_is_its_query() -> None:
    assert Instructions("preset=thumb", presets={"thumb": "w=9"}).recipe() == Instructions("w=9").recipe()


def test_a_json_recipe_is_what_it_says_and_a_name_adds_its_format() -> None:
    steps = json.dumps({"ops": [{"op": "resize", "w": 9}]}).encode()
    assert Instructions(steps=steps).for_name("webp").recipe() == Instructions("w=9&fm=webp").recipe()
    drawn = Instructions(steps=steps, generator="pattern").recipe()
    assert isinstance(drawn.source, Made)
    with pytest.raises(Misuse, match="the recipe"):
        Instructions(steps=b"{").recipe()


def test_a_generator_that_there_is_not_is_told() -> None:
    with pytest.raises(Misuse, match="there is no generator 'cart'; did you mean card"):
        Instructions(generator="cart").recipe()


@pytest.mark.parametrize(
    ("suffix", "extension", "same"),
    [("JPEG", "jpg", True), ("tif", "tiff", True), ("", "png", True), ("a", "b", False)],
)
def test_an_end_is_told_by_its_format(suffix: str, extension: str, same: bool) -> None:
    assert same_end(suffix, extension) is same
