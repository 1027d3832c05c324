"""Published store: a place is written and deleted only as it was seen, and what belongs to others is not touched."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from handler.core.geometry import Size
from handler.jobs.published_store import Provenance, PublishedStore
from handler.rendering.render import Rendered
from handler.storage.bucket import Bucket
from handler.storage.s3_errors import WriteConflict
from tests.support.s3.counted_calls import counted
from tests.support.shop import Make, event, lying, upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

Places = Callable[..., PublishedStore]


def test_what_somebody_else_has_put_at_a_place_is_not_touched(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    upload(store, "out/named/a.jpg", b"mine")
    answer = make().handle(event("in/a.jpg"), None)
    assert "something else lies" in answer["results"][0]["refused"]["named"]
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    make().handle(event("in/a.jpg"), None)
    assert lying(store) == {"out/named/a.jpg": b"mine"}


@pytest.fixture
def places(shop: str) -> Places:
    def made(key: str = "a.jpg", **more: Any) -> PublishedStore:
        return PublishedStore(Bucket(shop, "out/"), key, "max-age=9", **more)

    return made


def rendered(body: bytes = b"new") -> Rendered:
    plan: Any = None
    return Rendered(body, "png", Size(1, 1), 1, plan, {})


ONE, TWO = Provenance("1", "d1"), Provenance("2", "d2")


def test_a_rendition_says_what_it_was_made_of(places: Places, store: "S3Client") -> None:
    assert places("ü b.jpg").put("n/a.png", rendered(), ONE) is None
    found = store.get_object(Bucket="shop", Key="out/n/a.png")
    assert (found["ContentType"], found["CacheControl"], found["Body"].read()) == ("image/png", "max-age=9", b"new")
    said = {"made-by": "tintype", "source": "%C3%BC%20b.jpg", "version": "1", "digest": "d1"}
    assert found["Metadata"] == said
    assert places("ü b.jpg").holds(["n/a.jpg", "n/a.png"], ONE)
    assert not places("ü b.jpg").holds(["n/a.png"], TWO)
    assert not places().holds(["n/a.png"], ONE), "it is another key's"


def test_a_key_too_long_for_metadata_is_told_by_its_sum(places: Places, store: "S3Client") -> None:
    key = "ü" * 400
    places(key).put("long", rendered(), ONE)
    assert len(store.head_object(Bucket="shop", Key="out/long")["Metadata"]["source"]) == 64
    assert places(key).holds(["long"], ONE)


def test_what_was_seen_is_replaced_and_nothing_else(places: Places, store: "S3Client") -> None:
    places().put("a", rendered(b"old"), ONE)
    slow, fast = places(), places()
    assert not slow.holds(["a"], TWO)
    assert not fast.holds(["a"], TWO)
    assert fast.put("a", rendered(b"fast"), TWO) is None
    with pytest.raises(WriteConflict):
        slow.put("a", rendered(b"slow"), TWO)
    assert store.get_object(Bucket="shop", Key="out/a")["Body"].read() == b"fast"


def test_where_nothing_is_thought_to_lie_a_place_is_looked_at_once_it_is_taken(
    places: Places, store: "S3Client"
) -> None:
    with counted(store) as calls:
        assert not places(empty=True).holds(["a"], ONE)
        places(empty=True).put("a", rendered(), ONE)
        assert places(empty=True).sweep(["a", "b"], "2") == 0
    assert calls == ["PutObject"]
    with counted(store) as calls:
        assert places(empty=True).put("a", rendered(), ONE) is None, "it is there already"
    assert calls == ["PutObject", "HeadObject"]
    with pytest.raises(WriteConflict):
        places(empty=True, current=lambda: False).put("a", rendered(), TWO)
    surprised = places(empty=True, current=lambda: True)
    assert surprised.put("a", rendered(b"newer"), TWO) is None
    assert store.get_object(Bucket="shop", Key="out/a")["Body"].read() == b"newer"
    places().put("b", rendered(), ONE)
    assert surprised.sweep(["a", "b"], "2") == 1, "what lay there shows that there was a version before"


def test_a_place_that_no_key_can_have_is_refused(places: Places, store: "S3Client") -> None:
    with counted(store) as calls:
        assert "cannot be written" in (places().put("a//b", rendered(), ONE) or "")
    assert calls == []


def test_sweeping_leaves_this_version_and_what_is_not_the_keys(places: Places, store: "S3Client") -> None:
    places().put("old", rendered(), ONE)
    places().put("new", rendered(), TWO)
    places("b.jpg").put("others", rendered(), ONE)
    store.put_object(Bucket="shop", Key="out/mine", Body=b"mine")
    assert places().sweep(["old", "new", "others", "mine", "nothing"], "2") == 1
    assert {*lying(store)} == {"out/new", "out/others", "out/mine"}
    assert places().sweep(["new"], None) == 1


def test_what_was_replaced_since_it_was_looked_at_is_not_swept(places: Places, store: "S3Client") -> None:
    places().put("a", rendered(), ONE)
    late, fast = places(), places()
    assert not late.holds(["a"], TWO)
    assert not fast.holds(["a"], TWO)
    fast.put("a", rendered(), TWO)
    assert late.sweep(["a"], "2") == 0
    assert {*lying(store)} == {"out/a"}


def test_two_presets_that_lead_to_one_place_hinder_no_event(places: Places) -> None:
    both = places(empty=True)
    assert both.put("a", rendered(b"one"), ONE) is None
    assert both.put("a", rendered(b"two"), Provenance("1", "d2")) is None
    assert both.holds(["a"], ONE) is False
