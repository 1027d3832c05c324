"""Group L: what somebody who only has URLs can make the owner pay for."""

from typing import TYPE_CHECKING

import pytest

from handler.config.settings import Settings
from handler.core.signing import sign
from handler.dialects import native
from handler.errors import InvalidParameter, NotAllowed
from handler.web.access.gate import AccessRequest, Gate
from tests.conftest import Client
from tests.support.requests.signed_links import KEY
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DEPLOYED = {"unsigned": frozenset({"widths"}), "signing_keys": KEY, "originals": False}
OTHER_WAYS = (
    *("w={0}.0", "w=0.{0:05d}", "h={0}", "w=300&h={0}", "w={0}&dpr=2", "w=300&q={1}", "w=300&blur={1}"),
    *("w=300&fm=jpg,png&q={1}", "w=300&rect=0,0,{0},9", "w=300&bg={2:06x}", "w=300&pad={1}", "w=300&fit=crop&h={0}"),
)
"""Queries that would be many pictures, made of a number."""


def passes(gate: Gate, query: str) -> bool:
    try:
        gate.allow(AccessRequest("images"), native.parse(query, "citrus.jpg").recipe)
    except (NotAllowed, InvalidParameter):
        return False
    return True


@pytest.mark.case("L05")
def test_of_all_widths_those_of_the_ladder_pass() -> None:
    """Those of the ladder and those beside them, and every eleventh that there is."""
    gate = Gate(Settings.model_validate(DEPLOYED))
    widths = gate.ladder.widths
    assert len(widths) < 100
    asked = {*range(1, 8193, 11), *(width + beside for width in widths for beside in (-1, 0, 1))}
    assert {width for width in asked if passes(gate, f"w={width}")} == asked & set(widths)
    assert [ratio for ratio in range(1, 1810, 9) if passes(gate, f"w={ratio / 10000:.4f}")] == []


@pytest.mark.case("L05")
def test_no_other_way_of_saying_a_size_makes_more_pictures() -> None:
    """What passes is a picture of the ladder, however it is written, and of those there are as many as are counted."""
    gate = Gate(Settings.model_validate(DEPLOYED))
    made = set()
    for number in range(1, 200, 3):
        for way in OTHER_WAYS:
            query = way.format(number, number % 100 or 1, number * 7919)
            if passes(gate, query):
                made.add(native.parse(query, "citrus.jpg").recipe.text())
    assert 0 < len(made) < 2000 < gate.ladder.renditions()


@pytest.mark.case("L05")
def test_a_width_beside_the_ladder_costs_no_call_to_s3_and_signed_it_is_made(client: Client, store: "S3Client") -> None:
    app = client(**DEPLOYED)
    with counted(store) as calls:
        statuses = {app.get(f"/images/citrus.jpg?w={width}").status_code for width in range(401, 441)}
    assert (statuses, calls) == ({403}, [])
    assert app.get("/images/citrus.jpg?w=300").status_code == 200
    assert app.get(sign("/images/citrus.jpg?w=301", KEY)).status_code == 200


@pytest.mark.case("L05")
def test_what_makes_the_same_picture_at_many_addresses_renders_once(client: Client, store: "S3Client") -> None:
    """Any `v`, `dl` or `expires` passes with a width, past every cache by URL; where results are kept, it is read."""
    store.create_bucket(Bucket="kept-once")
    app = client(**DEPLOYED, results="s3://kept-once")
    ways = [f"{name}={number}" for name in ("v", "dl", "expires") for number in range(4_000_000_000, 4_000_000_005)]
    with counted(store) as calls:
        tags = {app.get(f"/images/citrus.jpg?w=64&fm=png&{way}").headers["etag"] for way in ways}
    assert len(tags) == 1
    assert calls.count("PutObject") == 1


@pytest.mark.case("L06")
def test_random_parameters_are_refused_before_anything_is_fetched(client: Client, store: "S3Client") -> None:
    app = client()
    with counted(store) as calls:
        answers = [app.get(f"/images/citrus.jpg?w=300&x={number}") for number in range(100)]
        answers += [app.get(f"/images/citrus.jpg?w=300&x{number}=1") for number in range(100)]
    assert {answer.status_code for answer in answers} == {400}
    assert calls == []


@pytest.mark.case("L06")
def test_tracking_names_share_one_answer(client: Client) -> None:
    app = client()
    urls = [f"/images/citrus.jpg?w=30&{name}={n}" for n in range(5) for name in ("utm_source", "fbclid", "ixid")]
    assert len({app.get(url).headers["etag"] for url in urls}) == 1
