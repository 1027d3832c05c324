"""Negotiation: what an Accept header admits, weights and wildcards honoured, never a 406."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.web.negotiation import candidates, ranges
from tests.conftest import Client

CHROME = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
SAFARI = "image/webp,image/avif,image/jxl,image/heic,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5"
FIREFOX = "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, ("source",)),
        ("*/*", ("source",)),
        ("image/*", ("source",)),
        ("", ("classic",)),
        (CHROME, ("avif", "webp", "source")),
        (SAFARI, ("avif", "webp", "source")),
        (FIREFOX, ("avif", "webp", "source")),
        ("image/webp,*/*;q=0.8", ("webp", "source")),
        ("image/webp", ("webp", "classic")),
        ("image/avif", ("avif", "classic")),
        ("image/jpeg", ("classic",)),
        ("image/webp;q=0", ("classic",)),
        ("image/webp;q=0,*/*", ("classic",)),
        ("image/avif;q=0,image/webp,*/*", ("webp", "classic")),
        ("image/webp;q=0.5,image/avif;q=0.4,*/*;q=0.1", ("webp", "avif", "source")),
        ("image/avif;q=0.4,image/webp;q=0.4,*/*;q=0.1", ("avif", "webp", "source")),
        ("image/webp;q=0.5,image/jpeg", ("classic",)),
        ("image/webp;q=0.5,*/*", ("source",)),
        ("image/webp;q=0.8,*/*;q=0.8", ("webp", "source")),
        ("IMAGE/WEBP , */*;Q=0.1", ("webp", "source")),
        ("image/webp;q=1.000,*/*;q=0.001", ("webp", "source")),
        ("image/avif;q=x,image/webp;q=2,*/*", ("source",)),
        ("image/avif;q=1.5,*/*", ("source",)),
        ("image/avif;q=0.0001,*/*", ("source",)),
        ("image/webp;level=1;q=0.9,*/*;q=0.1", ("webp", "source")),
        ("text/html", ("classic",)),
        (",,;q=1,", ("classic",)),
    ],
)
def test_a_header_admits_these_candidates(accept: str | None, expected: tuple[str, ...]) -> None:
    assert candidates(accept) == expected


@given(st.text(max_size=300))
@pytest.mark.case("D11")
def test_no_header_crashes_it_and_something_always_comes(accept: str) -> None:
    assert candidates(accept)[-1] in {"source", "classic"}


def test_a_long_header_is_read_so_far_and_no_further() -> None:
    assert len(ranges("image/webp," * 10_000)) == 64


@pytest.mark.case("G02")
@pytest.mark.parametrize(
    ("query", "accept", "kind", "vary"),
    [
        ("/images/dandelion.jpg?w=600", CHROME, "image/avif", True),
        ("/images/dandelion.jpg?w=600", "image/webp,*/*", "image/webp", True),
        ("/images/dandelion.jpg?w=600", "*/*", "image/jpeg", True),
        ("/images/dandelion.jpg?w=600", "image/webp;q=0,*/*", "image/jpeg", True),
        ("/images/dandelion.jpg?w=600&auto=format", CHROME, "image/avif", True),
        ("/images/dandelion.jpg?w=600&fm=png", CHROME, "image/png", False),
        ("/images/dandelion.jpg?w=600&fm=jpg&auto=format", CHROME, "image/jpeg", False),
        ("/images/balloons.png?w=600", "*/*", "image/png", True),
        ("/images/balloons.png?w=600", "image/jpeg", "image/png", True),
        ("/images/bridge.webp?w=600", "*/*", "image/webp", True),
        ("/images/bridge.webp?w=600", "image/jpeg", "image/jpeg", True),
        ("/images/bridge.webp?w=600", "image/webp;q=0,*/*", "image/jpeg", True),
        ("/images/lighthouse.gif?w=200", CHROME, "image/webp", True),
        ("/images/lighthouse.gif?w=200", "*/*", "image/gif", True),
        ("/images/dandelion.jpg?w=600&corner-radius=9", "image/jpeg", "image/png", True),
        ("/images/dandelion.jpg?w=600&lossless=true&fm=png", CHROME, "image/png", False),
        ("/images/balloons.png?w=600&lossless=true", CHROME, "image/webp", True),
        ("/images/citrus.jpg", CHROME, "image/jpeg", False),
        ("/generate/placeholder?size=900x900", CHROME, "image/avif", True),
        ("/info/dandelion.jpg?w=600", CHROME, "application/json", True),
    ],
)
def test_what_comes_and_whether_the_answer_varied(
    client: Client, query: str, accept: str, kind: str, vary: bool
) -> None:
    answer = client().get(query, headers={"accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == kind
    assert ("Accept" in answer.headers.get("vary", "")) is vary


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("w=3000", "image/avif"),
        ("w=6400&fit=clip", "image/webp"),
        ("w=8000&fit=clip", "image/jpeg"),
        ("w=900&lossless=true", "image/webp"),
        ("w=900&colors=16", "image/png"),
    ],
)
def test_a_format_that_would_take_too_much_or_cannot_is_passed_over(client: Client, query: str, kind: str) -> None:
    """HEAD, which is judged as GET is, and renders nothing."""
    app = client()
    answer = app.head(f"/images/dandelion.jpg?{query}", headers={"accept": CHROME})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    for accept in ("*/*", "image/webp,*/*", "image/jpeg"):
        assert app.head(f"/images/dandelion.jpg?{query}", headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize("asked", ["lossless=true", "colors=16"])
@pytest.mark.parametrize("key", ["dandelion.jpg", "bridge.webp", "lighthouse.gif", "balloons.png"])
def test_what_is_asked_for_can_be_had_of_every_kind_by_every_client(client: Client, key: str, asked: str) -> None:
    for accept in (CHROME, "*/*", "image/jpeg"):
        answer = client().get(f"/images/{key}?w=24&{asked}", headers={"accept": accept})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] in {"image/png", "image/gif", "image/webp"}


def test_different_candidates_have_different_tags(client: Client) -> None:
    app = client()
    tags = {
        app.get("/images/bee.jpg?w=200", headers={"accept": accept}).headers["etag"]
        for accept in (CHROME, "*/*", "image/webp")
    }
    assert len(tags) == 3


def test_auto_compress_makes_a_smaller_file_and_q_wins_over_it(client: Client) -> None:
    app = client()
    sizes = [
        len(app.get(f"/images/bee.jpg?w=400&fm=jpg{more}").content)
        for more in ("", "&auto=compress", "&auto=compress&q=80")
    ]
    assert sizes[1] < sizes[0] == sizes[2]


def test_the_picture_is_really_what_its_type_says(client: Client) -> None:
    answer = client().get("/images/bee.jpg?w=400", headers={"accept": CHROME})
    assert Image.open(io.BytesIO(answer.content)).format == "AVIF"
