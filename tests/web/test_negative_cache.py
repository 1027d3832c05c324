"""The negative cache: which failures are remembered, for how long, and what is kept of them."""

import pytest

from handler.core.source import Fetched, Posted, Stored
from handler.errors import Corrupt, ImageError, NotFound, SourceBusy, TooLarge
from handler.recipe import Made
from handler.storage.https.origin_errors import origin_error
from handler.web import negative_cache
from handler.web.negative_cache import NegativeCache
from tests.support.clocks import Clock


def test_a_failure_of_the_source_is_one_of_all_that_is_asked_of_it_for_ten_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    clock.drive(monkeypatch, negative_cache)
    known = NegativeCache()
    with pytest.raises(NotFound), known.remembering(Stored(key="a"), "small"):
        raise NotFound("none")
    with pytest.raises(NotFound), known.remembering(Stored(key="a"), "large"):
        pytest.fail("it is remembered")
    with known.remembering(Stored(key="b"), "small"):
        pass
    clock.forward(negative_cache.SECONDS)
    with known.remembering(Stored(key="a"), "small"):
        pass


def test_a_passed_limit_is_one_of_just_the_same_request() -> None:
    known = NegativeCache()
    with pytest.raises(TooLarge), known.remembering(Stored(key="a"), "large"):
        raise TooLarge("too much", limit="area", actual=2, max=1)
    with pytest.raises(TooLarge), known.remembering(Stored(key="a"), "large"):
        pytest.fail("it is remembered")
    with known.remembering(Stored(key="a"), "small"):
        pass


@pytest.mark.parametrize("fault", ["private", "astray", "headers"])
def test_what_a_host_does_not_change_soon_is_remembered(fault: str) -> None:
    known = NegativeCache()
    source = Fetched(url="https://a.example/b.jpg")
    with pytest.raises(ImageError), known.remembering(source, "small"):
        raise origin_error(fault)
    with pytest.raises(ImageError) as again, known.remembering(source, "large"):
        pytest.fail("it is remembered")
    assert again.value.fault == fault


def test_what_another_try_may_not_meet_is_not_remembered() -> None:
    known = NegativeCache()
    for error in (SourceBusy("busy"), TooLarge("this takes more memory than there is", limit="memory", max=9)):
        with pytest.raises(type(error)), known.remembering(Stored(key="a"), "text"):
            raise error
    assert not known.known


def test_what_is_remembered_holds_on_to_nothing() -> None:
    known = NegativeCache()
    with pytest.raises(Corrupt) as caught, known.remembering(Stored(key="a")):
        raise Corrupt("torn", kind="JPEG") from ValueError("with a frame full of pixels")
    with pytest.raises(Corrupt) as again, known.remembering(Stored(key="a")):
        pytest.fail("it is remembered")
    assert again.value is not caught.value
    assert (again.value.detail, again.value.facts, again.value.__cause__) == ("torn", {"kind": "JPEG"}, None)


def test_what_comes_with_the_request_or_depends_on_the_front_is_not_remembered() -> None:
    known = NegativeCache()
    for source in (Posted(posted="0" * 64), Made.model_validate({"made": {"generate": "placeholder"}})):
        with pytest.raises(Corrupt), known.remembering(source, "text"):
            raise Corrupt("torn")
    for limit, what in (("answer", "text"), ("bytes", "")):
        with pytest.raises(TooLarge), known.remembering(Stored(key="a"), what):
            raise TooLarge("too much", limit=limit)
    assert not known.known
