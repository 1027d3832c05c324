"""Group H: what S3 does wrong once, nobody sees: every single fault is made good, in body and head, in GET and HEAD."""

from typing import TYPE_CHECKING

import pytest

from handler.errors import SourceUnusable
from handler.storage import s3_client as connections
from handler.storage.bucket import Bucket
from tests.conftest import SAMPLES
from tests.support.faults import modes
from tests.support.faults.modes import ODD, SERVER_FAULTS
from tests.support.faults.proxy import Answer, Exchange
from tests.support.faults.site import KEY, PATH, Site, put
from tests.support.s3.counted_calls import reading

if TYPE_CHECKING:
    pass

CASES = {
    "H01": ("503 SlowDown", "503 ServiceUnavailable", "429 TooManyRequests"),
    "H02": ("500 InternalError", "html503", "garbage500", "500", "503"),
    "H03": ("400 ExpiredToken",),
    "H04": ("reset_head", "close_head"),
    "H05": ("truncated", "too_long"),
    "H06": ("reset_body", "stall_body"),
    "H07": ("stall_head",),
    "H08": ("drip",),
    "H09": ("flip",),
    "H10": ("flip_unsummed", "too_short"),
    "H12": ODD,
}
ONCE = [
    pytest.param(mode, marks=pytest.mark.case(case), id=f"{case}-{mode}")
    for case, modes in CASES.items()
    for mode in modes
]
HEADS = (*SERVER_FAULTS, "reset_head", "close_head", "stall_head", "empty200", "400 ExpiredToken")


@pytest.mark.parametrize("mode", ONCE)
def test_one_fault_is_invisible(quick: Site, mode: str) -> None:
    quick.proxy.clear()
    quick.proxy.inject(mode, 1)
    asked = quick.ask()
    assert (asked.status, asked.answer.content) == (200, quick.right)
    assert quick.proxy.faults[0].left == 0
    assert len(quick.proxy.calls) <= 3, "the fault, and one more; of a wrong length all of it once more"


@pytest.mark.case("H01", "H02", "H04", "H07")
@pytest.mark.parametrize("mode", HEADS)
def test_one_fault_of_a_head_is_invisible(quick: Site, mode: str) -> None:
    tag = quick.ask().answer.headers["etag"]
    quick.proxy.clear()
    quick.proxy.inject(mode, 1, "HEAD ")
    assert quick.ask(if_none_match=tag).status == 304
    assert quick.proxy.faults[0].left == 0


@pytest.mark.case("H05", "H06")
@pytest.mark.parametrize("mode", ["truncated", "reset_body", "flip"])
def test_one_fault_of_an_original_is_invisible(quick: Site, mode: str) -> None:
    whole = quick.ask(f"/images/{KEY}").answer
    quick.proxy.clear()
    for match in (f"GET /faults/{KEY}",):
        quick.proxy.inject("passed", 1, match)  # the first bytes, for their kind
        quick.proxy.inject(mode, 1, match)
    assert quick.ask(f"/images/{KEY}").answer.content == whole.content
    part = quick.ask(f"/images/{KEY}", range="bytes=5-80004").answer
    assert part.content == whole.content[5:80_005]


@pytest.mark.case("H05", "H06")
@pytest.mark.parametrize("mode", ["truncated", "reset_body"])
def test_two_different_faults_in_one_request_are_invisible_too(quick: Site, mode: str) -> None:
    quick.proxy.clear()
    quick.proxy.inject("503 SlowDown", 1)
    quick.proxy.inject(mode, 1)
    assert quick.ask().answer.content == quick.right


@pytest.mark.case("H05")
def test_what_broke_off_goes_on_where_it_ended(quick: Site) -> None:
    asked: list[str] = []
    quick.proxy.clear()
    quick.proxy.inject("truncated", 1)
    with reading(lambda call: asked.append(call.asked.get("Range", ""))):
        assert quick.ask().answer.content == quick.right
    assert asked == ["", "bytes=82392-"]


@pytest.mark.case("H09", "H10")
def test_what_was_read_before_a_flip_has_to_be_the_same_afterwards(quick: Site) -> None:
    """Facts are told of the first bytes; a flip behind them changes nothing, one among them is not believed."""
    data = (SAMPLES / KEY).read_bytes()
    place = Bucket("faults")
    for count, right in ((1, True), (9, False)):
        quick.proxy.clear()
        quick.proxy.inject("flip", count)
        with place.get(KEY) as blob:
            assert blob.read(1000) == data[:1000]
            if right:
                assert blob.read() == data[1000:]
            else:
                with pytest.raises(SourceUnusable):
                    blob.read()


@pytest.mark.case("H09")
def test_bytes_that_were_handed_over_wrong_are_not_mixed_with_right_ones(quick: Site) -> None:
    quick.proxy.clear()
    quick.proxy.inject("flip_first", 1)
    with Bucket("faults").get(KEY) as blob:
        assert blob.read(1000) != (SAMPLES / KEY).read_bytes()[:1000]
        with pytest.raises(SourceUnusable, match="damaged"):
            blob.read()


@pytest.mark.case("H11")
def test_without_etag_date_and_type_the_bytes_make_the_validator(quick: Site) -> None:
    quick.proxy.clear()
    quick.proxy.inject("no_meta", match="(GET|HEAD) ")
    first = quick.ask()
    assert (first.status, first.answer.content) == (200, quick.right)
    assert "last-modified" not in first.answer.headers
    tag = first.answer.headers["etag"]
    assert quick.ask(if_none_match=tag).status == 304
    assert quick.ask(f"/images/{KEY}").status == 200
    put(quick.behind, body=(quick.behind.get_object(Bucket="samples", Key="dandelion.jpg")["Body"].read()))
    assert quick.ask().answer.headers["etag"] != tag
    assert quick.ask(if_none_match=tag).status == 200
    put(quick.behind)


@pytest.mark.case("H11")
def test_without_an_etag_a_body_that_breaks_off_is_begun_again(quick: Site) -> None:
    def both(exchange: Exchange, answer: Answer) -> None:
        modes.truncated(exchange, answer.without("etag"))

    quick.proxy.clear()
    quick.proxy.modes["both"] = both
    quick.proxy.inject("both", 1)
    quick.proxy.inject("no_meta")
    assert quick.ask().answer.content == quick.right


@pytest.mark.case("H11", "H14")
def test_without_an_etag_what_was_replaced_after_its_head_is_seen_by_its_bytes(quick: Site) -> None:
    """The head has none, so that all of it is read for the facts, and again for the picture."""
    old = quick.ask().answer.content
    quick.proxy.clear()
    other = (SAMPLES / "dandelion.jpg").read_bytes()
    quick.proxy.inject("no_meta", 1, "GET ", then=lambda: put(quick.behind, body=other))
    quick.proxy.inject("no_meta", match="(GET|HEAD) ")
    asked = quick.ask(if_none_match='"another"')
    put(quick.behind)
    assert asked.status == 200
    assert asked.answer.content != old
    assert sum(call.startswith("GET") for call in quick.proxy.calls) == 4


@pytest.mark.case("H03")
def test_expired_credentials_are_read_anew(quick: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []

    def renew() -> None:
        keys.append("new")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "renewed")

    quick.proxy.clear()
    quick.proxy.inject("400 ExpiredToken", 1, then=renew)
    assert quick.ask().status == 200
    assert keys == ["new"]
    assert connections.hasty()._request_signer._credentials.access_key == "renewed"  # type: ignore[attr-defined]


@pytest.mark.case("H01")
def test_a_good_day_costs_one_call(quick: Site) -> None:
    quick.proxy.clear()
    assert quick.ask(PATH).status == 200
    assert quick.proxy.calls == [f"GET /faults/{KEY}"]
