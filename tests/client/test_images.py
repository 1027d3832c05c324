"""Images: the addresses and tags that a page gets, and that the service answers all of them as they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from handler.client.images import Images
from tests.conftest import Client
from tests.support.client_pages import Tags, answered, of_page, offered

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "docs" / "client-vectors.json").read_text())
KEY = "a-key-of-the-tests-no-other"
HERE = Images("")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each["about"])
def test_the_published_vectors_hold(vector: dict[str, Any]) -> None:
    call = getattr(Images(vector["base"], vector.get("key")), vector["call"])
    assert call(vector["of"], **vector["words"], **vector.get("options", {})) == vector["gives"]


def test_every_candidate_is_as_wide_as_its_descriptor_says(client: Client) -> None:
    service = client(unsigned=frozenset({"widths"}))
    for address, descriptor in offered(HERE.srcset("citrus.jpg", ar="3:2", widths=(320, 480))):
        wide = int(descriptor.removesuffix("w"))
        assert answered(service, address) == ("WEBP", (wide, round(wide / 1.5)))
    for address, descriptor in offered(HERE.srcset("citrus.jpg", w=100, h=75, fit="crop", fm="jpg")):
        density = int(descriptor.removesuffix("x"))
        assert answered(service, address) == ("JPEG", (100 * density, 75 * density))


def test_what_is_signed_may_be_anything(client: Client) -> None:
    images = Images("/img", KEY, widths=(101, 203), dprs=(1, 3))
    service = client(unsigned=frozenset(), signing_keys=KEY, base_path="/img")
    page = images.img("citrus.jpg", "", sizes="50vw", blur=2) + images.img("citrus.jpg", "", w=33)
    assert len(of_page(page)) == 6
    assert {answered(service, each.address)[1][0] for each in of_page(page)} == {101, 203, 33, 99}
    made = images.generate("avatar", name="Ada Lovelace", size=(48, 48))
    assert answered(service, made)[1] == (48, 48)


def test_a_tag_of_one_size() -> None:
    ((name, given),) = Tags(HERE.img("a.jpg", 'A "bee" & <co>', w=300, h=200, fit="crop", class_="x", data_id=3)).found
    assert name == "img"
    assert given == {
        "src": "/images/a.jpg?fit=crop&w=300&h=200",
        "srcset": "/images/a.jpg?fit=crop&w=300&h=200 1x, /images/a.jpg?fit=crop&w=300&h=200&dpr=2 2x",
        "width": "300",
        "height": "200",
        "alt": 'A "bee" & <co>',
        "loading": "lazy",
        "class": "x",
        "data-id": "3",
    }


def test_a_tag_as_wide_as_the_page_says() -> None:
    ((_, given),) = Tags(HERE.img("a.jpg", "", sizes="50vw", ar="3:2", loading="eager")).found
    assert (given["sizes"], given["width"], given["height"], given["loading"]) == ("50vw", "1200", "800", "eager")
    assert [each.descriptor for each in offered(given["srcset"])] == [f"{each}w" for each in HERE.widths]
    ((_, given),) = Tags(HERE.img("a.jpg", "", sizes="50vw")).found
    assert given.keys() == {"src", "srcset", "sizes", "alt", "loading"}


def test_w_beside_sizes_is_how_wide_it_is_laid_out_and_how_wide_it_need_be() -> None:
    ((_, given),) = Tags(HERE.img("a.jpg", "", sizes="(max-width: 600px) 100vw, 600px", w=600)).found
    assert (given["width"], "height" in given) == ("600", False)
    assert [each.descriptor for each in offered(given["srcset"])][-2:] == ["960w", "1200w"]
    ((_, given),) = Tags(HERE.img("a.jpg", "", sizes="100vw", w=600, width=40, height=30)).found
    assert (given["width"], given["height"]) == ("40", "30")


def test_a_picture_has_sources_with_words_and_widths_of_their_own() -> None:
    sources = [{"media": "(max-width: 600px)", "ar": "1:1", "key": "b.jpg"}, {"fm": "avif"}]
    page = HERE.picture("a.jpg", "A", sources=sources, sizes="100vw", sat=20, class_="hero")
    (_, square, avif, img) = Tags(page).found
    assert square[1]["media"] == "(max-width: 600px)"
    assert square[1]["srcset"].startswith("/images/b.jpg?sat=20&ar=1:1&w=320 320w, ")
    assert square[1]["width"] == square[1]["height"]
    assert avif[1]["type"] == "image/avif"
    assert avif[1]["srcset"].startswith("/images/a.jpg?sat=20&fm=avif&w=320 320w, ")
    assert (img[0], img[1]["class"], img[1]["sizes"]) == ("img", "hero", "100vw")
    assert page.endswith("</picture>")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: HERE.url("a/../b"), "'a/../b': a key has no . or .. between its slashes"),
        (lambda: HERE.url(""), "'': no picture is named; its key follows, as in /images/bee.jpg"),
        (lambda: HERE.generate("avatr"), "nothing makes avatr; avatar is made"),
        (lambda: HERE.generate("qr", name="x"), "there is no parameter name"),
        (lambda: HERE.srcset("a", widths=(1,), dprs=(1,)), "a srcset is of several widths, or of several densities"),
        (lambda: HERE.srcset("a", dprs=(1,)), "densities go with a size: say w besides"),
        (lambda: HERE.srcset("a", widths=()), "a srcset needs at least one width or density"),
        (lambda: HERE.img("a", "", clas="x"), "there is no parameter clas"),
        (lambda: Images("img.example.com"), "img.example.com is no address as https://img.example.com, and no path"),
        (lambda: Images("", "short"), "a signing key has 16 to 256 characters, one here has 5"),
    ],
)
def test_what_is_wrong_is_said_before_a_page_has_it(make: Any, said: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the text is compared
        make()
    assert str(error.value).startswith(said)
