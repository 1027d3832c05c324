"""The largest answer that Lambda takes, to the byte: what fits is given whole, one byte more is a link or a refusal."""

import base64
import io
import json
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest
from PIL import Image

from handler.aws.fronts import ALB, FUNCTION_URL, HEADERS_BYTES, HTTP, LAMBDA_JSON_BYTES, REST, Front
from tests.support.aws.events import event, headers
from tests.support.aws.lambda_emulator import Function, Reply, running
from tests.support.aws.lambda_package import Parts

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FRONTS = {"rest-picture": REST, "http-api-picture": HTTP, "function-url-picture": FUNCTION_URL, "alb-picture": ALB}
SETTINGS = {"SOURCE": "s3://edges", "UNSIGNED": "any", "ORIGINALS": "on", "LIMITS": "side=40000,work=20"}
WIDTH = 50
ROW = 3 * WIDTH + 1
"""The bytes of a row in a PNG that nothing makes smaller: odd, so that both parities can be had."""

TEXT = 20
LONGEST = 500
"""A copyright notice may have so many characters; it takes an even number of bytes."""

SAMPLE = """
def reply(event, context):
    return "x" * (event - 2)
"""


@pytest.fixture(scope="module")
def edges(store: "S3Client") -> "S3Client":
    store.create_bucket(Bucket="edges")
    store.create_bucket(Bucket="kept")
    return store


@pytest.fixture(scope="module")
def function(parts: Parts, edges: "S3Client") -> Iterator[Function]:
    del edges
    with running(parts, SETTINGS) as started:
        yield started


@pytest.fixture(scope="module")
def keeping(parts: Parts, edges: "S3Client") -> Iterator[Function]:
    """A function that has somewhere to keep results."""
    del edges
    with running(parts, {**SETTINGS, "RESULTS": "s3://kept"}) as started:
        yield started


@pytest.fixture(scope="module")
def exact(function: Function, edges: "S3Client") -> dict[int, str]:
    """The keys of pictures whose renditions as PNG have exactly so many bytes: each front's room, and one more."""
    return {size: stored(size, function, edges) for front in (REST, ALB) for size in (front.room, front.room + 1)}


def stored(size: int, function: Function, edges: "S3Client") -> str:
    """Store noise with a copyright notice of such a length that its rendition has this size; the key."""
    key, height, text = f"{size}.png", size // ROW - 4, TEXT
    for _ in range(8):
        edges.put_object(Bucket="edges", Key=key, Body=noise(WIDTH, height, text))
        lacking = size - length(function.invoke(asked("rest-picture", f"/images/{key}", fm="png")))
        if not lacking:
            return key
        if lacking % 2 == 0 and 0 < lacking < LONGEST - text:
            text += lacking
        else:
            rows = (lacking - TEXT) // ROW
            height += rows - (lacking - rows * ROW) % 2
            text = TEXT
    raise AssertionError(f"no picture becomes {size} bytes")


def noise(width: int, height: int, text: int = TEXT) -> bytes:
    pixels = random.Random(0).randbytes(3 * width * height)  # noqa: S311 - a test picture
    rights = Image.Exif()
    rights[0x8298] = "c" * text
    file = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(file, "PNG", compress_level=0, exif=rights)
    return file.getvalue()


def length(reply: Reply) -> int:
    """Return how many bytes the picture has, or would have."""
    if reply.answer["statusCode"] == 200:
        return len(base64.b64decode(reply.answer["body"]))
    actual: int = json.loads(reply.answer["body"])["actual"]
    return actual


def asked(front: str, path: str, **query: str) -> dict[str, Any]:
    """Return the event that a request for this becomes."""
    made = event(front)
    if "rawPath" in made:
        return made | {"rawPath": path, "rawQueryString": urlencode(query)}
    encoded = {name: quote(value) for name, value in query.items()} if "elb" in made["requestContext"] else query
    return made | {"path": path, "queryStringParameters": encoded, "multiValueQueryStringParameters": None}


@pytest.mark.parametrize(("size", "fits"), [(-1, True), (0, True), (1, False)])
def test_the_limit_is_the_one_that_lambda_enforces(parts: Parts, size: int, *, fits: bool) -> None:
    (parts.client / "edge.py").write_text(SAMPLE)
    with running(parts, {}, handler="edge.reply") as started:
        reply = started.invoke(LAMBDA_JSON_BYTES + size)
        assert reply.status == (200 if fits else 502)
        assert len(reply.body) == LAMBDA_JSON_BYTES + size or b"ResponseSizeTooLarge" in reply.body
        assert started.invoke(20).status == 200


@pytest.mark.parametrize("front", FRONTS)
def test_a_picture_as_large_as_the_room_passes(function: Function, exact: dict[int, str], front: str) -> None:
    room = FRONTS[front].room
    reply = function.invoke(asked(front, f"/images/{exact[room]}", fm="png"))
    assert reply.answer["statusCode"] == 200
    assert headers(reply.answer)["content-length"] == str(room)
    assert len(base64.b64decode(reply.answer["body"], validate=True)) == room
    assert crossing(reply, FRONTS[front]) - room < HEADERS_BYTES  # nor is much of what there is given away
    assert len(reply.body) <= FRONTS[front].json_bytes


def crossing(reply: Reply, front: Front) -> int:
    """Return the largest picture whose answer, with headers as of this one, still is no longer than the front takes."""
    around = len(reply.body) - len(reply.answer["body"])
    return (front.json_bytes - around) // 4 * 3


@pytest.mark.parametrize("front", FRONTS)
def test_a_picture_one_byte_larger_is_refused(function: Function, exact: dict[int, str], front: str) -> None:
    room = FRONTS[front].room
    answer = function.invoke(asked(front, f"/images/{exact[room + 1]}", fm="png")).answer
    assert answer["statusCode"] == 413
    problem = json.loads(answer["body"])
    assert (problem["limit"], problem["max"], problem["actual"]) == ("answer", room, room + 1)


@pytest.mark.parametrize("front", FRONTS)
def test_or_a_link_to_it_where_results_are_kept(keeping: Function, exact: dict[int, str], front: str) -> None:
    room = FRONTS[front].room
    for _ in ("made", "kept"):
        answer = keeping.invoke(asked(front, f"/images/{exact[room + 1]}", fm="png")).answer
        assert (answer["statusCode"], answer["body"]) == (303, "")
        with urlopen(headers(answer)["location"]) as found:
            assert len(found.read()) == room + 1
    assert length(keeping.invoke(asked(front, f"/images/{exact[room]}", fm="png"))) == room


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("beyond", [0, 1])
def test_an_original_too_passes_up_to_the_room(function: Function, edges: "S3Client", front: str, beyond: int) -> None:
    size = FRONTS[front].room + beyond
    body = noise(1, 1).ljust(size, b"\0")
    edges.put_object(Bucket="edges", Key="original", Body=body)
    reply = function.invoke(asked(front, "/images/original"))
    if beyond:
        assert reply.answer["statusCode"] == 303
        with urlopen(headers(reply.answer)["location"]) as found:
            assert found.read() == body
    else:
        assert base64.b64decode(reply.answer["body"], validate=True) == body


@pytest.mark.parametrize("front", FRONTS)
def test_the_longest_headers_there_can_be_do_not_cross_the_limit(
    function: Function, edges: "S3Client", exact: dict[int, str], front: str
) -> None:
    """A stored Cache-Control is used up to a kilobyte; in JSON each quotation mark is two characters."""
    room = FRONTS[front].room
    body = edges.get_object(Bucket="edges", Key=exact[room])["Body"].read()
    edges.put_object(Bucket="edges", Key="headers", Body=body, CacheControl="max-age=60, x=" + '"' * 1000)
    reply = function.invoke(asked(front, "/images/headers", fm="png", dl="猫" * 120))
    assert reply.answer["statusCode"] == 200
    assert len(json.dumps(headers(reply.answer))) > 3_500
    assert len(reply.body) <= FRONTS[front].json_bytes


def test_nor_does_what_somebody_else_wrote_into_the_bucket(
    function: Function, edges: "S3Client", exact: dict[int, str]
) -> None:
    body = edges.get_object(Bucket="edges", Key=exact[REST.room])["Body"].read()
    edges.put_object(Bucket="edges", Key="headers", Body=body, CacheControl=f"max-age=60, x={'é' * 3000}")
    assert function.invoke(asked("rest-picture", "/images/headers", fm="png")).status == 200


@pytest.mark.parametrize("short", [1, 0])
def test_a_request_as_large_as_lambda_takes_is_read_whole(function: Function, short: int) -> None:
    made = event("rest-upload")
    made["padding"] = ""
    made["padding"] = "x" * (LAMBDA_JSON_BYTES - short - len(json.dumps(made)))
    data = json.dumps(made).encode()
    assert len(data) == LAMBDA_JSON_BYTES - short
    assert function.invoke(data).answer["statusCode"] == 200


@pytest.mark.slow
def test_20_megabytes_take_no_more_than_themselves(keeping: Function, edges: "S3Client") -> None:
    """Above the steady state, a kept answer of 20 MB takes at most its own size and 10 MB."""
    body = noise(2500, 20_000_000 // (3 * 2500 + 1))
    edges.put_object(Bucket="edges", Key="large", Body=body)
    made = asked("rest-picture", "/images/large", fm="png")
    assert keeping.invoke(made).answer["statusCode"] == 303
    steady = keeping.memory()
    keeping.forget()
    assert keeping.invoke(made).answer["statusCode"] == 303
    assert keeping.memory("VmHWM") - steady < len(body) / 1_000_000 + 10
