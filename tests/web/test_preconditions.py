"""Preconditions and ranges: RFC 9110's order, over renditions, originals and kept results."""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from handler.core.source_file import Span
from handler.errors import PreconditionFailed, RangeNotSatisfiable
from handler.web.preconditions import Validators, span, unchanged
from tests.conftest import SAMPLES, Client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CHANGED = datetime(2026, 11, 22, 12, 0, 0, 500_000, tzinfo=UTC)
STATE = Validators("abc", CHANGED)
SAME, EARLIER, LATER = (
    format_datetime(CHANGED.replace(microsecond=0, hour=hour), usegmt=True) for hour in (12, 11, 13)
)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"if-none-match": '"abc"'}, True),
        ({"if-none-match": 'W/"abc"'}, True),
        ({"if-none-match": '"x", W/"y" , "abc"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"x"'}, False),
        ({"if-none-match": "abc"}, False),
        ({"if-none-match": ""}, False),
        ({"if-none-match": '"ABC"'}, False),
        ({"if-modified-since": SAME}, True),
        ({"if-modified-since": LATER}, True),
        ({"if-modified-since": EARLIER}, False),
        ({"if-modified-since": "yesterday"}, False),
        ({"if-modified-since": f"Sun, 22 Nov {'9' * 20} 12:00:00 GMT"}, False),
        ({"if-modified-since": f"Sun, 22 Nov 2026 12:00:00 +{'9' * 14}"}, False),
        ({"if-modified-since": "Fri, 31 Dec 9999 23:59:59 -2300"}, True),
        ({"if-modified-since": "Sunday, 22-Nov-26 12:00:00 GMT"}, True),
        ({"if-none-match": '"x"', "if-modified-since": LATER}, False),
        ({"if-none-match": '"abc"', "if-modified-since": EARLIER}, True),
        ({"if-match": '"abc"'}, False),
        ({"if-match": "*"}, False),
        ({"if-match": '"x", "abc"'}, False),
        ({"if-match": '"abc"', "if-none-match": '"abc"'}, True),
        ({"if-unmodified-since": SAME}, False),
        ({"if-unmodified-since": LATER}, False),
        ({"if-unmodified-since": "never"}, False),
        ({"if-match": '"abc"', "if-unmodified-since": EARLIER}, False),
    ],
)
def test_whether_the_client_has_it_already(headers: dict[str, str], expected: bool) -> None:
    assert unchanged(headers, STATE) is expected


@pytest.mark.parametrize(
    "headers",
    [
        {"if-match": '"x"'},
        {"if-match": 'W/"abc"'},
        {"if-match": ""},
        {"if-match": '"x"', "if-none-match": '"abc"'},
        {"if-unmodified-since": EARLIER},
        {"if-unmodified-since": EARLIER, "if-none-match": '"abc"'},
    ],
)
def test_a_condition_on_another_state_fails(headers: dict[str, str]) -> None:
    with pytest.raises(PreconditionFailed):
        unchanged(headers, STATE)


@pytest.mark.parametrize(
    ("wanted", "condition", "expected"),
    [
        (None, None, None),
        ("bytes=0-9", None, (0, 10)),
        ("bytes=5-", None, (5, 100)),
        ("bytes=-7", None, (93, 100)),
        ("bytes=-700", None, (0, 100)),
        ("bytes=90-900", None, (90, 100)),
        (f"bytes=90-{'9' * 5000}", None, (90, 100)),
        (f"bytes=-{'9' * 5000}", None, (0, 100)),
        (f"bytes={'9' * 5000}-5", None, None),
        ("bytes=99-99", None, (99, 100)),
        ("Bytes = 0-9", None, (0, 10)),
        ("bytes=0-1,5-6", None, None),
        ("seconds=0-9", None, None),
        ("bytes", None, None),
        ("bytes=", None, None),
        ("bytes=-", None, None),
        ("bytes=9-5", None, None),
        ("bytes=a-b", None, None),
        ("bytes=+1-5", None, None),
        ("bytes=٣-5", None, None),
        ("bytes=0-9", '"abc"', (0, 10)),
        ("bytes=0-9", 'W/"abc"', None),
        ("bytes=0-9", '"x"', None),
        ("bytes=0-9", SAME, (0, 10)),
        ("bytes=0-9", LATER, None),
        ("bytes=0-9", "soon", None),
    ],
)
def test_which_bytes_are_wanted(wanted: str | None, condition: str | None, expected: Span | None) -> None:
    headers = {name: text for name, text in (("range", wanted), ("if-range", condition)) if text is not None}
    assert span(headers, STATE, 100) == expected


@pytest.mark.parametrize("wanted", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={'9' * 5000}-"])
def test_bytes_that_are_not_there_are_said_to_be_missing(wanted: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as caught:
        span({"range": wanted}, STATE, 100)
    assert caught.value.headers() == {"content-range": "bytes */100"}


RENDITION = "/images/bee.jpg?w=90"
ORIGINAL = "/images/citrus.jpg"
BYTES = (SAMPLES / "citrus.jpg").read_bytes()


@pytest.fixture(params=["bucket", "folder"])
def app(request: pytest.FixtureRequest, client: Client) -> TestClient:
    return client(source="s3://samples" if request.param == "bucket" else SAMPLES.as_uri())


@pytest.mark.case("G03")
@pytest.mark.parametrize("path", [RENDITION, ORIGINAL])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_304_carries_what_it_must_and_no_body(app: TestClient, path: str, method: str) -> None:
    first = app.get(path)
    again = app.request(method, path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "last-modified", "cache-control", "cache-tag", "vary"):
        assert again.headers.get(name) == first.headers.get(name)
    assert "content-type" not in again.headers
    dated = app.request(method, path, headers={"if-modified-since": first.headers["last-modified"]})
    assert dated.status_code == 304


@pytest.mark.parametrize("path", [RENDITION, ORIGINAL])
def test_a_412_is_a_problem(app: TestClient, path: str) -> None:
    answer = app.get(path, headers={"if-match": '"another"'})
    assert (answer.status_code, answer.json()["title"]) == (412, "Precondition failed")


@pytest.mark.parametrize("path", [RENDITION, ORIGINAL])
def test_what_is_missing_is_missing_whatever_the_condition(app: TestClient, path: str) -> None:
    missing = path.replace("bee", "nothing").replace("citrus", "nothing")
    assert app.get(missing, headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "start", "stop"), [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, None), ("bytes=-50", -50, None)]
)
def test_a_part_of_an_original_comes_alone(app: TestClient, wanted: str, start: int, stop: int | None) -> None:
    answer = app.get(ORIGINAL, headers={"range": wanted})
    part = BYTES[start:stop]
    begin = start % len(BYTES)
    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["content-range"] == f"bytes {begin}-{begin + len(part) - 1}/{len(BYTES)}"
    assert answer.headers["content-length"] == str(len(part))


def test_a_part_of_nothing_is_416(app: TestClient) -> None:
    answer = app.get(ORIGINAL, headers={"range": "bytes=9999999-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(BYTES)}"
    assert answer.json()["max"] == len(BYTES)


@pytest.mark.parametrize(
    "headers", [{"range": "lines=1-2"}, {"range": "bytes=0-9", "if-range": '"other"'}, {"range": "bytes=0-1,3-4"}]
)
def test_otherwise_all_of_it_comes(app: TestClient, headers: dict[str, str]) -> None:
    answer = app.get(ORIGINAL, headers=headers)
    assert (answer.status_code, answer.content) == (200, BYTES)
    assert answer.headers["accept-ranges"] == "bytes"


def test_head_of_an_original_has_its_length(app: TestClient) -> None:
    answer = app.head(ORIGINAL, headers={"range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(BYTES))
    assert answer.headers["content-type"] == "image/jpeg"


def test_a_fresh_rendition_promises_no_ranges(app: TestClient) -> None:
    answer = app.get(RENDITION, headers={"range": "bytes=0-9"})
    assert answer.status_code == 200
    assert "accept-ranges" not in answer.headers


def test_a_replaced_source_is_another_picture(client: Client, store: "S3Client") -> None:
    store.put_object(Bucket="samples", Key="replaced.jpg", Body=BYTES)
    app = client()
    first = app.get("/images/replaced.jpg?w=50")
    store.put_object(Bucket="samples", Key="replaced.jpg", Body=(SAMPLES / "astronaut.jpg").read_bytes())
    again = app.get("/images/replaced.jpg?w=50", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 200
    assert again.headers["etag"] != first.headers["etag"]


def test_pages_have_tags_too(client: Client) -> None:
    app = client()
    for path in ("/info/bee.jpg?w=3", "/errors", "/openapi.json", "/docs"):
        tag = app.get(path).headers["etag"]
        assert app.get(path, headers={"if-none-match": tag}).status_code == 304
