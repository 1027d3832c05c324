"""Time budget: what Lambda still gives, what a request may still spend, and who shares it."""

from math import inf

import pytest

from handler.runtime import time_budget
from handler.runtime.time_budget import (
    ANSWER_RESERVE,
    FEED_RESERVE,
    JOB_RESERVE,
    LOST_SECONDS,
    TimeBudget,
    budget,
    budgeted,
    seconds_left,
)
from tests.support.clocks import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    clock.drive(monkeypatch, time_budget)
    return clock


def test_lambdas_context_says_how_long_and_without_one_there_is_no_end() -> None:
    class Late:
        def get_remaining_time_in_millis(self) -> int:
            return 2_500

    assert seconds_left(Late()) == 2.5
    assert seconds_left(None) == inf
    assert seconds_left(object()) == inf


def test_the_more_is_begun_with_the_time_that_is_kept_back_the_more_is_kept() -> None:
    assert 0.5 < ANSWER_RESERVE < FEED_RESERVE < JOB_RESERVE


def test_what_is_done_inside_shares_one_budget(clock: Clock) -> None:
    with budgeted(3):
        shared = budget()
        assert shared is budget()
        assert not shared.over
        clock.forward(3)
        assert budget().over
    assert budget() is not shared
    assert not budget().over


def test_faults_take_the_other_tries_and_not_the_time() -> None:
    spent = TimeBudget(lost=LOST_SECONDS)
    assert spent.spent
    assert not spent.over
    assert not TimeBudget(lost=LOST_SECONDS - 0.1).spent
