"""C: only pictures are read, whatever their names; what they carried beside their pixels does not come out."""

from io import BytesIO

import pytest
from PIL import Image

from handler import codecs
from handler.core.formats import catalogue
from tests.conftest import Client
from tests.support.hostile.active import MARK
from tests.support.hostile.asking import ask, asked, client, watched
from tests.support.hostile.corpus import corpus, of_case

KINDS = ("jpg", "pjpg", "png", "gif", "webp")
CASES = ("c01", "c02", "c03", "c04", "c05", "c07", "c09")
SANDBOX = "default-src 'none'; sandbox"

pytestmark = pytest.mark.filterwarnings("ignore:::PIL")


@pytest.mark.parametrize("case", [pytest.param(case, marks=pytest.mark.case(case.upper())) for case in CASES])
def test_every_strange_file_gets_the_answer_that_is_expected(case: str) -> None:
    for sample in of_case(case):
        asked(sample)


@pytest.mark.case("C01", "C03", "C04", "C09")
def test_a_refusal_names_the_kind_and_repeats_no_byte() -> None:
    for case in ("c01", "c03", "c04", "c09"):
        for sample in of_case(case):
            answer = ask(sample)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["kind"] in answer.json()["detail"]
            assert sample.data[:40] not in answer.content
    kinds = {
        name: ask(corpus()[f"c09-{name}"]).json()["kind"] for name in ("gzip.jpg", "base64.jpg", "aws-chunked.jpg")
    }
    assert kinds == {"gzip.jpg": "gzip", "base64.jpg": "text", "aws-chunked.jpg": "an unknown file"}


@pytest.mark.case("C02")
def test_the_type_of_an_answer_is_that_of_its_bytes() -> None:
    for sample in of_case("c02"):
        answer = ask(sample, "w=20")
        assert answer.headers["content-type"] == catalogue.FORMATS[codecs.sniff(answer.content)].media_type


@pytest.mark.case("C03", "C04")
def test_no_file_starts_a_program_or_opens_a_connection() -> None:
    """Python's own audit of a process that is asked for all of them."""
    assert watched()["seen"] == []


@pytest.mark.case("C05", "C07")
@pytest.mark.parametrize("kind", KINDS)
def test_no_payload_comes_out_again(kind: str) -> None:
    for sample in [*of_case("c05"), *of_case("c07")]:
        assert MARK in sample.data or "palette" in sample.name
        answer = ask(sample, f"w=30&fm={kind}")
        assert answer.status_code == 200
        assert MARK not in answer.content, sample.name


@pytest.mark.case("C07")
@pytest.mark.parametrize("kind", [*KINDS, "avif"])
def test_nothing_personal_comes_out_again(kind: str) -> None:
    for sample in of_case("c07"):
        image = Image.open(BytesIO(ask(sample, f"w=30&fm={kind}").content))
        assert not image.getexif(), sample.name
        assert not {"xmp", "comment", "photoshop", "icc_profile", "XML:com.adobe.xmp"} & set(image.info), sample.name


@pytest.mark.case("C06")
def test_an_original_is_shown_as_what_it_is_and_runs_nothing() -> None:
    for sample in [*of_case("c02"), *of_case("c05")]:
        answer = client(originals=True).get(f"/images/{sample.key}")
        assert answer.content == sample.data
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == SANDBOX
        assert answer.headers["content-type"] == catalogue.FORMATS[codecs.sniff(sample.data)].media_type
    for case in ("c01", "c03", "c04", "c09"):
        for sample in of_case(case):
            # What a browser would run is of a kind that is read, but never handed on as it is.
            answer = client(originals=True).get(f"/images/{sample.key}")
            assert answer.status_code in {403, 415}, sample.name
            assert answer.headers["content-type"].partition(";")[0] == "application/problem+json"


@pytest.mark.case("C08")
@pytest.mark.parametrize(
    ("status", "path"),
    [
        (200, "/health"),
        (200, "/errors"),
        (200, "/images/bee.jpg?w=9"),
        (200, "/info/bee.jpg?w=9"),
        (200, "/generate/gradient?w=9"),
        (400, "/images/bee.jpg?w=0"),
        (400, "/images/../bee.jpg%00?w=9"),
        (404, "/images/missing.jpg?w=9"),
        (404, "/nowhere"),
        (413, "/images/bee.jpg?w=8000&fit=clip"),
        (414, "/images/bee.jpg?" + "w" * 9000),
    ],
)
def test_every_answer_forbids_to_guess_and_to_run(client: Client, status: int, path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "server" not in answer.headers


@pytest.mark.case("C08")
def test_a_method_that_is_not_allowed_is_told_with_the_same_headers(client: Client) -> None:
    answer = client().delete("/images/bee.jpg")
    assert answer.status_code == 405
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'"
