"""Group E: a key means the same through every front, and what cannot be one never reaches S3."""

import io
import json
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from PIL import Image

from tests.conftest import Client
from tests.support.processes.asgi_servers import Request
from tests.support.s3.counted_calls import counted
from tests.system.cases.conftest import Ask

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

REFUSED = {
    "E01": [
        *("..%2f..%2fetc", "%2e%2e/x", ".%2e/x", "a/../b", "a/%2e%2e/b", "a//b", "a/./b", "%2e", "a/", "%2F"),
        *("..%5C..%5Cx", "a%5Cb", "a%2F%2Fb", "%2Fa"),
    ],
    "E03": ["%00", "a%00.jpg", "a%0Ab", "a%0D%0Ab", "a%7Fb", "a%C2%85b", "%1B[31m"],
    "E06": ["a" * 1025, quote("é" * 513), "a/" * 512 + "a"],
}
MARKED = [
    pytest.param(path, marks=pytest.mark.case(case), id=f"{case}-{path[:20]}")
    for case, paths in REFUSED.items()
    for path in paths
]
NOT_UTF8 = ["%ff.png", "%c0%ae%c0%ae/x", "%ed%a0%80", "%F4%90%80%80", "a%80"]
COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "e/café.png") for form in ("NFC", "NFD"))
NAMES = {
    COMPOSED: 1,
    DECOMPOSED: 2,
    "e/👩‍🚀.png": 3,
    "e/a b.png": 4,
    "e/a+b.png": 5,
    "e/what?.png": 6,
    "e/#1.png": 7,
    "e/100%.png": 8,
    "e/%20.png": 9,
    "e/a&b=c.png": 10,
    "e/'(1)!.png": 11,
    "e/%2e%2e": 12,
}
"""Keys, each with the width of the picture that lies under it."""


@pytest.fixture(scope="module")
def named(store: "S3Client") -> Iterator[None]:
    for key, width in NAMES.items():
        file = io.BytesIO()
        Image.new("RGB", (width, 1)).save(file, "PNG")
        store.put_object(Bucket="samples", Key=key, Body=file.getvalue())
    yield
    for key in NAMES:
        store.delete_object(Bucket="samples", Key=key)


@pytest.mark.parametrize("path", MARKED)
def test_what_cannot_be_a_key_is_refused_alike_everywhere_and_s3_not_asked(
    everywhere: Ask, store: "S3Client", path: str
) -> None:
    with counted(store) as calls:
        answers = everywhere(Request(f"/images/{path}?w=4"))
    problems = {(answer.status, answer.headers["content-type"]) for answer in answers.values()}
    assert problems == {(400, "application/problem+json")}
    assert {json.loads(answer.body)["type"] for answer in answers.values()} == {"/errors#invalid-key"}
    assert calls == []


@pytest.mark.case("E04")
@pytest.mark.parametrize("path", NOT_UTF8)
def test_bytes_that_are_no_utf8_name_no_other_key(everywhere: Ask, path: str) -> None:
    answers = everywhere(Request(f"/images/{path}?w=4"))
    assert {front: answer.status for front, answer in answers.items()} == {
        **dict.fromkeys(("uvicorn", "REST API", "Function URL"), 400),
        "HTTP API": 404,  # whose path arrives decoded, with U+FFFD where it was no UTF-8
    }


@pytest.mark.case("E02")
@pytest.mark.parametrize("path", ["%252e%252e", "%252e%252e%252fetc", "%2525"])
def test_what_is_escaped_twice_is_decoded_once(everywhere: Ask, path: str) -> None:
    assert {answer.status for answer in everywhere(Request(f"/images/{path}?w=4")).values()} == {404}


@pytest.mark.case("E02", "E05")
@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("key", NAMES)
def test_every_name_leads_to_its_own_picture(everywhere: Ask, key: str) -> None:
    for answer in everywhere(Request(f"/images/{quote(key, safe='/')}?fm=png")).values():
        assert answer.status == 200
        assert Image.open(io.BytesIO(answer.body)).width == NAMES[key]


@pytest.mark.case("E01", "E03", "E06")
@pytest.mark.parametrize("door", ["/info/{}", "/feeds/{}"])
@pytest.mark.parametrize("path", ["%2e%2e/x", "a//b", "a%00", "a%5Cb", "%ff", "a" * 1025])
def test_every_door_refuses_the_same_keys(client: Client, door: str, path: str) -> None:
    answer = client().get(door.format(path))
    assert answer.status_code == 400, answer.text


@pytest.mark.case("E01", "E06")
@pytest.mark.parametrize("key", ["../x", "a//b", "a\\b", "a\0", "é" * 513, "", "/", "a/./b"])
def test_so_does_a_recipe(client: Client, key: str) -> None:
    answer = client().post("/render", json={"source": {"key": key}})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "source.key")
