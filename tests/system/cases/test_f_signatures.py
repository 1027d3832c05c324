"""Group F: signatures: a link as it was made passes, and no other does."""

import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from handler.core.signing import sign
from handler.dialects import native
from tests.conftest import Client
from tests.support.requests.signed_links import GUARDED, KEY, OTHER, PICTURE, refused
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from starlette.testclient import TestClient


@pytest.fixture
def guarded(client: Client) -> "TestClient":
    """An application that answers nothing without a signature."""
    return client(**GUARDED)


def test_a_signed_link_passes_and_head_with_it(guarded: "TestClient") -> None:
    url = sign(PICTURE, KEY)
    assert guarded.get(url).status_code == guarded.head(url).status_code == 200
    assert guarded.get(url).content == guarded.get(f"{url}&utm_source=mail").content


def shapes() -> Iterator[str]:
    """Return signatures that are none, as values of `s`."""
    good = sign(PICTURE, KEY).rpartition("s=")[2]
    raw = base64.urlsafe_b64decode(f"{good}==")
    yield from (good[:-1], f"{good}A", f"{good}%3D%3D", good[::-1], good.swapcase(), f"%20{good}", f"{good}%00", "0")
    yield from (raw.hex(), "A" * 22, "%E2%9C%93" * 22, "x" * 7000, f"{good}{good}", base64.b64encode(raw).decode())
    yield from (sign(PICTURE, OTHER).rpartition("s=")[2], sign("/images/bee.jpg?w=40", KEY).rpartition("s=")[2])


@pytest.mark.case("F01")
def test_no_signature_or_another_is_refused_and_not_told_why(guarded: "TestClient", store: "S3Client") -> None:
    with counted(store) as calls:
        assert refused(guarded.get(PICTURE))
        for shape in shapes():
            assert refused(guarded.get(f"{PICTURE}&s={shape}")), shape
    assert calls == []


@pytest.mark.case("F01")
def test_a_wrong_signature_is_refused_also_where_none_is_needed(client: Client) -> None:
    app = client(unsigned=frozenset({"any"}), signing_keys=KEY)
    assert app.get(PICTURE).status_code == app.get(sign(PICTURE, KEY)).status_code == 200
    assert refused(app.get(f"{PICTURE}&s=AAAAAAAAAAAAAAAAAAAAAA"))


@pytest.mark.case("F02")
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/images/bee.jpg", "w=40&h=30&fm=png"),
        ("/info/citrus.jpg", "w=40&h=30&fm=png"),
        ("/generate/placeholder", "w=40&h=30&fm=png"),
        ("/images/citrus.jpg", "w=41&h=30&fm=png"),
        ("/images/citrus.jpg", "w=40&h=30"),
        ("/images/citrus.jpg", "w=40&h=30&fm=png&v=2"),
        ("/images/citrus.jpg", "width=40&h=30&fm=png"),
        ("/images/citrus.jpg", "w=40&h=30&fm=png&expires=4000000000"),
    ],
)
def test_a_signature_holds_for_its_own_address_alone(guarded: "TestClient", path: str, query: str) -> None:
    mark = sign(PICTURE, KEY).rpartition("s=")[2]
    assert refused(guarded.get(f"{path}?{query}&s={mark}"))


@pytest.mark.case("F02")
def test_the_order_of_parameters_does_not_matter(guarded: "TestClient") -> None:
    path, _, query = sign(PICTURE, KEY).partition("?")
    parts = query.split("&")
    for turned in (parts[::-1], parts[2:] + parts[:2]):
        assert guarded.get(f"{path}?{'&'.join(turned)}").status_code == 200


@pytest.mark.case("F03")
def test_a_parameter_inside_a_value_stays_there(guarded: "TestClient") -> None:
    harmless = sign("/generate/card?title=a%26w%3D9&w=60&fm=png", KEY)
    mark = harmless.rpartition("s=")[2]
    assert guarded.get(harmless).status_code == 200
    assert refused(guarded.get(f"/generate/card?title=a&w=9&fm=png&s={mark}"))
    assert (
        guarded.get(f"/generate/card?title=a%26w=9&w=60&fm=png&s={mark}").status_code == 200
    )  # the same, half escaped


@pytest.mark.case("F04")
def test_a_signature_in_the_path_is_part_of_the_path(guarded: "TestClient") -> None:
    signed = sign(PICTURE, KEY)
    mark = signed.rpartition("s=")[2]
    for path in (f"/{mark}/images/citrus.jpg", f"/images/{mark}/citrus.jpg", f"/images/citrus.jpg/{mark}"):
        for where in (path, path.replace(mark, f"s={mark}")):
            answer = guarded.get(f"{where}?w=40&h=30&fm=png&s={mark}")
            assert answer.status_code == (404 if where.startswith(("/s=", f"/{mark}")) else 403)


@pytest.mark.case("F05")
@pytest.mark.parametrize(
    ("more", "slug"),
    [
        ("s={0}&s={0}", "repeated-parameter"),
        ("s={0}&s=x", "repeated-parameter"),
        ("s={0}&%73={0}", "repeated-parameter"),
        ("S={0}", "unknown-parameter"),
        ("s={0}&S={0}", "unknown-parameter"),
        ("sig={0}", "unknown-parameter"),
        ("s[]={0}", "unknown-parameter"),
        ("s=", "invalid-parameter"),
        ("s", "invalid-parameter"),
    ],
)
def test_a_signature_given_twice_or_as_another_name_is_an_error(guarded: "TestClient", more: str, slug: str) -> None:
    mark = sign(PICTURE, KEY).rpartition("s=")[2]
    answer = guarded.get(f"{PICTURE}&{more.format(mark)}")
    assert answer.status_code == 400
    assert answer.json()["type"] == f"/errors#{slug}"


def test_what_a_query_writes_again_has_no_signature() -> None:
    parsed = native.parse(f"w=300&s={'A' * 22}", "cat.jpg")
    assert native.write(parsed.recipe, parsed.delivery) == "w=300"
