"""What the README promises: of its table each parameter and value, of "Right by default" each sentence."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handler.core.limits import Limits
from handler.dialects.native.vocabulary import vocabulary
from tests.conftest import Client
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

README = (Path(__file__).parents[2] / "README.md").read_text()
ROWS = README.partition("| wish | parameters |")[2].partition("\n\n")[0].splitlines()[2:]
SPANS = [span for row in ROWS for span in re.findall("`([^`]+)`", row)]
NAMES = sorted({span.partition("=")[0] for span in SPANS if "=" in span})
BASES = ("", "w=40&", "w=200&h=100&fit=crop&", "w=40&fm=png&")
BROWSER = {"accept": "image/avif,image/webp,*/*;q=0.8"}


def values() -> list[str]:
    """Return name=value for each of the table; a bare word is another value of the name before it."""
    found, name = [], ""
    for span in SPANS:
        name, mark, value = span.rpartition("=") if "=" in span else (name, "=", span)
        found += [f"{name}{mark}{value}"] if value else []
    return found


def picture(client: Client, target: str) -> Image.Image:
    answer = client().get(f"/images/{target}")
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content))


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) == 7
    assert {"w", "rect", "rot", "pad", "bri", "blur", "fm"} <= set(NAMES)
    assert {"w=0.5", "fit=fillmax", "crop=edges", "fm=gif", "border=4,tomato"} <= set(values())


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_of_the_table_is_one(name: str) -> None:
    assert name in vocabulary()


@pytest.mark.parametrize("value", values())
def test_every_value_of_the_table_can_be_asked_for(client: Client, value: str) -> None:
    app = client()
    assert any(app.get(f"/images/astronaut.jpg?{base}{value}").status_code == 200 for base in BASES)


def test_the_format_is_the_best_that_accept_names_unless_fm_says_one(client: Client) -> None:
    app = client()
    kinds = {"image/avif,*/*": "avif", "image/webp,*/*": "webp", "*/*": "jpeg"}
    for accept, kind in kinds.items():
        answer = app.get("/images/bee.jpg?w=200", headers={"accept": accept})
        assert answer.headers["content-type"] == f"image/{kind}"
        assert re.fullmatch('"[^"]+"', answer.headers["etag"])
    assert app.get("/images/bee.jpg?w=30&fm=png", headers=BROWSER).headers["content-type"] == "image/png"


def test_a_304_costs_one_head_of_the_source(client: Client, store: "S3Client") -> None:
    app = client()
    tag = app.get("/images/bee.jpg?w=30").headers["etag"]
    with counted(store) as calls:
        assert app.get("/images/bee.jpg?w=30", headers={"if-none-match": tag}).status_code == 304
    assert calls == ["HeadObject"]


def test_pictures_stand_upright_in_srgb_without_metadata_but_artist_and_copyright(client: Client) -> None:
    bee = picture(client, "bee.jpg?w=40")
    assert bee.size == (40, 50)  # it lies on its side in the file
    assert {315, 33432} == set(bee.getexif())
    citrus = picture(client, "citrus.jpg?w=40")
    assert "icc_profile" not in citrus.info  # it has one in the file


def test_transparency_becomes_white_where_a_format_has_none(client: Client) -> None:
    balloons = picture(client, "balloons.png?w=40&fm=jpg")
    assert balloons.mode == "RGB"
    assert min(balloons.getpixel((0, 0))) > 240  # type: ignore[arg-type]


def test_animations_keep_moving(client: Client) -> None:
    assert picture(client, "lighthouse.gif?w=40&fm=webp").n_frames == 24  # type: ignore[attr-defined]


def test_nothing_is_enlarged_unless_asked(client: Client) -> None:
    assert picture(client, "astronaut.jpg?w=2000").size == (512, 512)
    assert picture(client, "astronaut.jpg?w=600&fit=clip").size == (600, 600)


def test_what_would_cost_too_much_is_refused_before_a_pixel_is_decoded(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handler.codecs.stored_picture import StoredPicture

    monkeypatch.setattr(StoredPicture, "decode", lambda *_, **__: pytest.fail("a pixel was decoded"))
    answer = client(limits=Limits(side=500)).get("/images/bee.jpg?w=600&h=600&fit=scale")
    assert (answer.status_code, answer.json()["title"]) == (413, "Past a limit")
