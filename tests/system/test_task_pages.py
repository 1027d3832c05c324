"""Task pages: every address in them is answered, as wide and of the ratio that its HTML says, or refused as told."""

import importlib.util
import io
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.testclient import TestClient

from handler.config.presets import parse_presets
from handler.config.settings import WIDTHS
from handler.core.width_list import FLUID_WIDTHS
from tests.conftest import SAMPLES, Client
from tests.support.requests.pages import DOCS, page_of
from tests.support.requests.task_pages import Claim, addresses, blocks, claims, presets_of, rows

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NAMES = ("art-direction", "presets", "purge", "responsive", "watermarks")
PAGES = {name: page_of(name) for name in NAMES}
UNSIGNED = {"purge": "widths", "responsive": "widths"}
"""Pages whose HTML works as a stack is deployed; the others say what has to be allowed."""

DEPLOYED = {"signing_keys": "a-key-of-the-tests-no-other", "originals": False, "docs": False}


def pictures(client: Client, page: str, rules: str) -> TestClient:
    """Return the application with the presets of a page, and rules of what passes unsigned."""
    more: Mapping[str, object] = {} if rules == "any" else DEPLOYED
    return client(unsigned=frozenset(rules.split(",")), presets=presets_of(page), **more)


@pytest.mark.parametrize("name", NAMES)
def test_html_gets_pictures_as_wide_and_of_the_ratio_that_it_says(client: Client, name: str) -> None:
    app = pictures(client, PAGES[name], UNSIGNED.get(name, "widths,presets"))
    for claim in dict.fromkeys(claims(PAGES[name])):
        answer = app.head(claim.path)  # which makes nothing, where pictures of megapixels would take seconds
        assert answer.status_code == 200, claim.path
        told = app.get(claim.path.replace("/images/", "/info/")).json()["result"]
        assert not fault(claim, (told["width"], told["height"]), answer.headers["content-type"]), claim
    for claim in claims(PAGES[name])[:1]:
        assert not fault(claim, Image.open(io.BytesIO(app.get(claim.path).content)).size, claim.media_type)


def fault(claim: Claim, size: tuple[int, int], media_type: str) -> str:
    """Return what of a claim a picture does not keep."""
    if claim.width and claim.width != size[0]:
        return f"it is {size[0]} wide"
    if claim.ratio and abs(size[0] * claim.ratio[1] - size[1] * claim.ratio[0]) > max(claim.ratio):
        return f"it is {size[0]} x {size[1]}"
    return f"it is {media_type}" if claim.media_type not in {"", media_type} else ""


@pytest.mark.parametrize("name", NAMES)
def test_addresses_in_sentences_and_commands_are_answered(client: Client, name: str) -> None:
    app = pictures(client, PAGES[name], "any")
    answers = {address: app.get(address) for address in addresses(PAGES[name])}
    assert {address: each.text for address, each in answers.items() if each.status_code != 200} == {}


@pytest.mark.parametrize("name", NAMES)
def test_refusals_are_as_the_tables_say(client: Client, name: str) -> None:
    page = PAGES[name]
    for row in rows(page):
        answer = pictures(client, page, row.rules).get(row.asked)
        said = answer.json()["detail"] if answer.status_code != 200 else ""
        assert (answer.status_code, row.detail in said) == (row.status, True), (row, said)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_html_or_commands_and_tells_what_goes_wrong(name: str) -> None:
    assert blocks(PAGES[name], "html") or blocks(PAGES[name], "sh")
    assert "\n## What goes wrong\n" in PAGES[name]


def test_the_widths_of_the_page_are_those_of_the_ladder() -> None:
    listed = re.findall(r"((?:^    [0-9 ]+\n)+)", PAGES["responsive"], re.MULTILINE)
    assert [[int(width) for width in each.split()] for each in listed] == [
        [width for width in WIDTHS if width != "fluid"],
        [*FLUID_WIDTHS],
    ]


WRONG = re.findall(r"^\| `(\{.*\}|presets\.json)` \| `{1,2}(.+?)`{1,2} \|$", PAGES["presets"], re.MULTILINE)


@pytest.mark.parametrize(("presets", "said"), WRONG)
def test_wrong_presets_are_told_as_the_page_says(presets: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_presets(presets)


def test_all_wrong_presets_of_the_page_were_read() -> None:
    assert len(WRONG) == 8


def test_the_pictures_of_the_pages_are_there_small_and_of_the_size_that_their_addresses_make(client: Client) -> None:
    spec = importlib.util.spec_from_file_location("task_pictures", DOCS / "task_pictures.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    app, folder = client(), DOCS / "pictures" / "tasks"
    assert {path.stem for path in folder.iterdir()} == {each.name for each in module.shown()}, "run `make docs`"
    for each in module.shown():
        told = app.get(each.address.replace("/images/", "/info/")).json()["result"]
        with Image.open(folder / f"{each.name}.webp") as picture:
            assert picture.size == (told["width"], told["height"])
        assert (folder / f"{each.name}.webp").stat().st_size < 40_000


def test_a_stored_point_moves_what_the_page_says_and_nothing_else(client: Client, store: "S3Client") -> None:
    store.create_bucket(Bucket="points")
    (metadata,) = re.findall("--metadata '(.*)'", PAGES["art-direction"])
    point = json.loads(metadata)["focal"]
    body = (SAMPLES / "astronaut.jpg").read_bytes()
    for key, said in {"with.jpg": {"focal": point}, "without.jpg": {}}.items():
        store.put_object(Bucket="points", Key=key, Body=body, Metadata=said)
    app = client(source="s3://points")
    assert [float(part) for part in point.split(",")] == list(app.get("/info/with.jpg?w=300").json()["source"]["focal"])
    assert "focal" not in app.get("/info/without.jpg?w=300").json()["source"]
    for words, moved in {"fit=crop": False, "crop=focalpoint": True, "fp-x=0.3&fp-y=0.9": False}.items():
        both = [app.get(f"/images/{key}?w=120&h=40&{words}").content for key in ("with.jpg", "without.jpg")]
        assert (both[0] != both[1]) == moved, words
