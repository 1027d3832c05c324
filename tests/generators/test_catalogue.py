"""What every generator promises, held over all of the catalogue at once."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import TypeAdapter

from handler import generators
from handler.core.output import Output
from handler.core.params import Declared
from handler.generators import GENERATORS, AnyGenerator, Card, Generator, Montage, Qr
from handler.ops import CATALOGUE
from handler.ops.resize import Resize
from tests.support.images.golden_pictures import assert_golden
from tests.support.strategies.generators import ALL

ROOT = Path(__file__).parents[2]
ANY: TypeAdapter[Any] = TypeAdapter(AnyGenerator)
NATIVE = {
    "dpr",
    "or",
    "frame",
    "page",
    "v",
    "dl",
    "expires",
    "s",
    "preset",
    "width",
    "height",
    "quality",
    "format",
    "f",
    "output",
}
each = pytest.mark.parametrize("kind", GENERATORS, ids=lambda kind: kind.__name__)
quickly = settings(max_examples=20)

LOOKS: dict[str, dict[str, Any]] = {
    "placeholder": {"dimensions": [300, 200]},
    "placeholder-text": {"dimensions": [300, 200], "fill": "tomato", "text": "To be announced: שלום (AWS) 2026"},
    "gradient": {"dimensions": [300, 200]},
    "gradient-radial": {"dimensions": [300, 200], "shape": "radial", "fill": ["fef3c7", "0ea5e9"]},
    "pattern": {"dimensions": [200, 120]},
    "pattern-stripes": {"dimensions": [200, 120], "style": "stripes", "cell": 14},
    "pattern-noise": {"dimensions": [200, 120], "style": "noise", "cell": 20, "seed": "a"},
    "qr": {"text": "https://example.com/", "module": 4},
    "avatar": {"dimensions": [128, 128]},
    "avatar-name": {"dimensions": [128, 128], "name": "Ada Lovelace"},
    "card": {"dimensions": [480, 252], "title": "A picture is worth a thousand words"},
    "card-subtitle": {
        "dimensions": [480, 252],
        "title": "Resize your pictures",
        "subtitle": "AVIF",
        "fill": ["f0fdf4"],
    },
    "card-arabic": {"dimensions": [480, 252], "title": "مرحبا بالعالم، صور بلا خوادم", "subtitle": "على AWS (2026)"},
    "card-hebrew": {"dimensions": [480, 252], "title": "שָׁלוֹם עולם", "logo": "l", "fill": ["be123c"]},
    "montage": {"keys": ["p", "l", "logo.png", "photo.jpg", "p"], "cell": [80, 60]},
    "montage-sprites": {"keys": ["p", "l", "logo.png"], "cell": [50, 50], "cell_fit": "clip", "gap": 0, "fill": "0000"},
    "card-picture": {"dimensions": [480, 252], "title": "The secret life of bees", "picture": "p", "logo": "l"},
}


def made(case: str) -> Generator:
    generator: Generator = ANY.validate_python({"generate": case.partition("-")[0], **LOOKS[case]}, strict=False)
    return generator


def stored(generator: Generator) -> tuple[Image.Image, ...]:
    """Return what could be stored under the keys that a generator needs."""
    with Image.open(ROOT / "samples" / "bee.jpg") as bee:
        bee.thumbnail((300, 300))
        photo = bee.convert("RGB")
    pictures = {"photo.jpg": photo.convert("L"), "p": photo, "logo.png": Image.new("RGBA", (90, 30), (255, 0, 0, 90))}
    found = tuple(pictures.get(key, Image.new("RGB", (200, 80), "gold")) for key in generator.needs())
    if cells := generator.cells():
        (width, height), fit = cells
        fitting = Resize.model_validate({"w": width, "h": height, "fit": fit})
        return tuple(fitting.apply(picture) for picture in found)
    return found


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    generator = made(case)
    assert_golden(generator.draw(stored(generator)), f"generators/{case}")


@each
@quickly
@given(data=st.data())
def test_size_mode_and_transparency_are_foretold(kind: type[Generator], data: st.DataObject) -> None:
    generator = data.draw(ALL[kind])
    drawn = generator.draw(stored(generator))
    assert drawn.size == generator.size()
    assert (drawn.mode == "RGBA") == generator.alpha()
    assert drawn.mode in {"L", "RGB", "RGBA"}


@each
@quickly
@given(data=st.data())
def test_a_generator_survives_json(kind: type[Generator], data: st.DataObject) -> None:
    generator = data.draw(ALL[kind])
    assert ANY.validate_json(ANY.dump_json(generator)) == generator


def test_the_pictures_it_draws_with_stay_untouched() -> None:
    card = Card(title="A", picture="photo.jpg", logo="logo.png")
    pictures = stored(card)
    before = [picture.tobytes() for picture in pictures]
    card.draw(pictures)
    assert [picture.tobytes() for picture in pictures] == before


@pytest.mark.parametrize(
    "kind", [kind for kind in GENERATORS if kind not in {Qr, Montage}], ids=lambda kind: kind.__name__
)
def test_without_a_parameter_it_draws_more_than_one_colour(kind: type[Generator]) -> None:
    drawn = kind().draw(())
    assert len(drawn.getcolors(maxcolors=drawn.width * drawn.height) or ()) > 1
    assert not kind().needs()


@each
def test_every_field_is_a_parameter_whose_name_no_operation_has(kind: type[Generator]) -> None:
    declared: tuple[type[Declared], ...] = (*CATALOGUE, Output)
    native = NATIVE | {mark.name for owner in declared for mark, _ in owner.params().values()}
    assert set(kind.params()) == set(kind.model_fields) - {"generate"}
    assert not {mark.name for mark, _ in kind.params().values()} & native
    assert all(field.description for _, field in kind.params().values())


def test_the_list_and_the_union_name_the_same_generators() -> None:
    names = [kind.model_fields["generate"].default for kind in GENERATORS]
    mapping = ANY.json_schema()["discriminator"]["mapping"]
    assert names == ["placeholder", "gradient", "pattern", "qr", "avatar", "card", "montage"]
    assert set(mapping) == set(names)
    assert {kind.__name__ for kind in GENERATORS} <= set(generators.__all__)


def test_two_processes_draw_the_same_bytes() -> None:
    code = (
        "from tests.generators.test_catalogue import LOOKS, made, stored\n"
        "from hashlib import sha256\n"
        "for case in LOOKS: print(case, sha256(made(case).draw(stored(made(case))).tobytes()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == len(LOOKS)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import handler.generators, sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    heavy = {"segno", "ctypes", "numpy", "boto3", "fastapi", "starlette", "mangum"}
    assert not heavy & set(run.stdout.split())
