"""Circuit breaker: after calls in a row without an answer none is made, but for one now and then that looks."""

import pytest

from handler.errors import SourceBusy
from handler.storage import circuit_breaker
from handler.storage.circuit_breaker import FAILURES, SHUT_SECONDS, CircuitBreaker
from handler.storage.s3_errors import UNANSWERED, s3_error
from tests.support.clocks import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    found.drive(monkeypatch, circuit_breaker)
    return found


def fail(circuit: CircuitBreaker, fault: str = "down", times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(type(s3_error(fault))), circuit:
            raise s3_error(fault)


def is_shut(circuit: CircuitBreaker) -> bool:
    try:
        with circuit:
            return False
    except SourceBusy as error:
        assert error.fault == "shut"
        return True


@pytest.mark.parametrize("fault", sorted(UNANSWERED))
def test_it_shuts_after_so_many_calls_without_an_answer(clock: Clock, fault: str) -> None:
    del clock
    circuit = CircuitBreaker()
    fail(circuit, fault, FAILURES - 1)
    assert not is_shut(circuit)
    fail(circuit, fault, FAILURES)
    assert is_shut(circuit)


def test_an_answer_that_is_a_refusal_is_an_answer(clock: Clock) -> None:
    del clock
    circuit = CircuitBreaker()
    fail(circuit, times=FAILURES - 1)
    fail(circuit, "missing")
    fail(circuit, times=FAILURES - 1)
    assert not is_shut(circuit)


def test_a_bug_says_nothing_of_the_store(clock: Clock) -> None:
    circuit = CircuitBreaker()
    fail(circuit, times=FAILURES)
    clock.forward(SHUT_SECONDS)
    with pytest.raises(ZeroDivisionError), circuit:
        raise ZeroDivisionError
    assert is_shut(circuit), "it is not open for that"


def test_one_call_at_a_time_looks_whether_the_store_is_back(clock: Clock) -> None:
    circuit = CircuitBreaker()
    fail(circuit, times=FAILURES)
    clock.forward(SHUT_SECONDS)
    with circuit:
        assert is_shut(circuit), "the one that looks is under way"
    assert not is_shut(circuit)
    fail(circuit, times=FAILURES)
    clock.forward(SHUT_SECONDS)
    fail(circuit)
    assert is_shut(circuit), "it looked in vain"
