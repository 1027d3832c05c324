"""The time budget: a request has so much time, which faults of a store use up."""

from contextvars import copy_context
from math import inf

import pytest

from handler.runtime import time_budget
from handler.runtime.time_budget import LOST_SECONDS, TimeBudget, budget, budgeted
from tests.support.clocks import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that budgets are held against."""
    driven = Clock()
    driven.drive(monkeypatch, time_budget)
    return driven


def test_time_is_over_at_its_end(clock: Clock) -> None:
    with budgeted(3):
        mine = budget()
        assert (mine.over, mine.spent) == (False, False)
        clock.forward(2.9)
        assert not mine.over
        clock.forward(0.2)
        assert (mine.over, mine.spent) == (True, True)


def test_what_faults_took_ends_the_tries_and_not_the_time(clock: Clock) -> None:
    del clock
    with budgeted(60):
        budget().lost += LOST_SECONDS
        assert (budget().over, budget().spent) == (False, True)


def test_outside_of_a_request_there_is_no_end_and_nothing_is_lost_for_the_next() -> None:
    budget().lost += 100
    assert budget() == TimeBudget(inf, 0.0)


def test_an_inner_budget_ends_with_its_block(clock: Clock) -> None:
    with budgeted(10):
        outer = budget()
        with budgeted(1):
            assert budget().end == clock.now + 1
        assert budget() is outer
    assert budget().end == inf


def test_work_that_goes_on_in_another_thread_has_the_same_budget() -> None:
    with budgeted(10):
        mine, context = budget(), copy_context()
    assert context.run(budget) is mine
