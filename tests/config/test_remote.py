"""A remote value: fetched at first use, renewed, kept while it cannot be had; of many threads one fetches."""

import logging
import threading
from collections.abc import Callable

import pytest

from handler.config import remote
from handler.config.remote import PATIENT_SECONDS, RETRY_SECONDS, Remote
from handler.errors import NotFound, SourceBusy
from tests.support.waiting import PATIENCE

FRESH = 100.0
Pass = Callable[[float], None]


class Shop:
    """What is asked for a value: says so, and gives it or fails."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self) -> int:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """Return what lets so many seconds have passed since the test began."""

    def passed(seconds: float) -> None:
        monkeypatch.setattr(remote, "monotonic", lambda: 1_000.0 + seconds)

    passed(0)
    return passed


def test_a_value_is_fetched_at_first_use_and_again_when_it_is_old(past: Pass) -> None:
    shop = Shop(1, 2)
    value = Remote("numbers", shop, fresh=FRESH)
    assert shop.asked == 0
    assert [value.value(), value.value()] == [1, 1]
    past(FRESH)
    assert value.value() == 1
    past(FRESH + 1)
    assert [value.value(), value.value()] == [2, 2]
    assert shop.asked == 2


def test_without_a_value_the_answer_is_busy_and_a_moment_later_it_is_tried_again(past: Pass) -> None:
    shop = Shop(ValueError("bad"), 5)
    value = Remote("numbers", shop, fresh=FRESH)
    for _ in range(3):
        with pytest.raises(SourceBusy, match="numbers cannot be had now"):
            value.value()
    assert shop.asked == 1
    past(RETRY_SECONDS + 1)
    assert value.value() == 5


def test_an_older_value_is_used_and_a_failure_remembered_longer(past: Pass, caplog: pytest.LogCaptureFixture) -> None:
    shop = Shop(1, NotFound("gone"), 2)
    value = Remote("numbers", shop, fresh=FRESH)
    value.value()
    past(FRESH + 1)
    assert [value.value(), value.value()] == [1, 1]
    past(FRESH + 1 + PATIENT_SECONDS - 1)
    assert value.value() == 1
    assert shop.asked == 2
    past(FRESH + 1 + PATIENT_SECONDS + 1)
    assert value.value() == 2
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == "numbers cannot be had: gone; those from before are used"


def test_the_log_tells_no_text_of_others(past: Pass, caplog: pytest.LogCaptureFixture) -> None:
    del past
    for error in (OSError("secret"), UnicodeDecodeError("utf-8", b"secret", 0, 1, "secret")):
        with pytest.raises(SourceBusy):
            Remote("numbers", Shop(error), fresh=FRESH).value()
    assert "secret" not in caplog.text
    assert "OSError" in caplog.text


def test_a_fresh_value_is_renewed_once_in_a_while(past: Pass) -> None:
    shop = Shop(1, 2, 3)
    value = Remote("numbers", shop, fresh=FRESH)
    value.value()
    value.renew(10)
    assert value.value() == 1
    past(11)
    for _ in range(5):
        value.renew(10)
    assert (value.value(), shop.asked) == (2, 2)


def test_many_at_once_fetch_once_and_all_get_it(past: Pass) -> None:
    del past
    begun, go = threading.Event(), threading.Event()
    asked: list[int] = []

    def fetch() -> int:
        asked.append(1)
        begun.set()
        assert go.wait(PATIENCE)
        return 7

    value, got = Remote("numbers", fetch, fresh=FRESH), list[int]()
    threads = [threading.Thread(target=lambda: got.append(value.value())) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert begun.wait(PATIENCE)
    go.set()
    for thread in threads:
        thread.join()
    assert (got, len(asked)) == ([7] * 8, 1)


def test_who_has_a_value_waits_for_nobody(past: Pass) -> None:
    value = Remote("numbers", Shop(1), fresh=FRESH)
    value.value()
    past(FRESH + 1)
    with value.lock:
        assert value.value() == 1
