"""Download: a body that breaks off goes on where it ended, and one whose sum is wrong is never handed over whole."""

import pytest

from handler.core.source_file import Span
from handler.errors import ImageError
from handler.storage.download import Download, ObjectRequest, check_answer
from handler.storage.s3_client import Attempts
from tests.conftest import SAMPLES
from tests.support.faults.site import BUCKET, KEY, Site, put

WHOLE = (SAMPLES / KEY).read_bytes()


def opened(attempts: int = 3, part: Span | None = None) -> Download:
    download = Download(ObjectRequest(BUCKET, KEY, part), Attempts(attempts))
    download.open()
    return download


def test_a_body_is_read_in_pieces_up_to_its_end(quick: Site) -> None:
    download = opened()
    assert download.size == len(WHOLE)
    pieces = [download(1000), download(len(WHOLE))]
    assert b"".join(pieces) == WHOLE
    assert download(1) == b""
    download.close()
    assert quick.proxy.calls == [f"GET /{BUCKET}/{KEY}"]


@pytest.mark.parametrize("mode", ["truncated", "reset_body"])
def test_what_breaks_off_goes_on_where_it_ended(quick: Site, mode: str) -> None:
    quick.proxy.inject(mode, 1)
    assert opened()(len(WHOLE)) == WHOLE
    assert len(quick.proxy.calls) == 2


def test_tries_are_shared_with_the_first_answer(quick: Site) -> None:
    quick.proxy.inject("truncated")
    download = opened(attempts=2)
    with pytest.raises(ImageError) as caught:
        download(len(WHOLE))
    assert caught.value.fault == "broken"
    assert len(quick.proxy.calls) == 2


def test_bytes_whose_sum_is_wrong_are_fetched_again(quick: Site) -> None:
    quick.proxy.inject("flip", 1)
    assert opened()(len(WHOLE)) == WHOLE
    quick.proxy.inject("flip")
    with pytest.raises(ImageError) as caught:
        opened()(len(WHOLE))
    assert caught.value.fault == "damaged"


def test_of_what_was_handed_over_before_the_damage_no_second_one_is_held(
    quick: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large original is sent while it is read; fetched again, it must not lie in memory as a whole."""
    monkeypatch.setattr("handler.storage.download.PIECE", 4096)
    sizes: list[int] = []
    read = Download._read

    def noted(self: Download, size: int) -> bytes:
        sizes.append(size)
        return read(self, size)

    quick.proxy.inject("flip", 1)
    download = opened()
    handed, rest = len(WHOLE) // 4, len(WHOLE) - len(WHOLE) // 4  # the byte that is spoilt comes later
    monkeypatch.setattr(Download, "_read", noted)
    assert download(handed) + download(rest) == WHOLE
    asked, again = sizes[:2], sizes[2:]
    assert (asked, again[-1]) == ([handed, rest], rest)
    assert max(again[:-1]) == 4096
    assert sum(again) == len(WHOLE)


def test_the_rest_of_another_version_is_not_taken_for_this_ones(quick: Site) -> None:
    quick.proxy.inject("truncated", 1, then=lambda: put(quick.behind, body=b"x" + WHOLE))
    download = opened()
    with pytest.raises(ImageError) as caught:
        download(len(WHOLE))
    assert caught.value.fault == "replaced"
    put(quick.behind)


def test_a_part_has_its_own_size(quick: Site) -> None:
    quick.proxy.inject("passed", 1)
    download = opened(part=Span(10, 30))
    assert (download.size, download(100)) == (20, WHOLE[10:30])


@pytest.mark.parametrize(
    "found", [{}, {"ContentLength": 0}, {"ContentType": "text/html; charset=utf-8", "ContentLength": 9}]
)
def test_an_answer_that_is_no_objects_is_not_believed(found: dict[str, object]) -> None:
    if found:
        with pytest.raises(ImageError) as caught:
            check_answer(found)
        assert caught.value.fault == "odd"
    else:
        check_answer(found)
    check_answer({**found, "ETag": '"a"'})
