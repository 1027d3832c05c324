"""Load: cores and memory are shared, the line is short, and what cannot be had in time is refused at once."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from functools import partial

import pytest

from handler.config.settings import Settings
from handler.errors import Saturated
from handler.rendering import render
from handler.runtime import admission
from handler.runtime.admission import Admission, cores
from tests.conftest import Client
from tests.support.clocks import Clock
from tests.support.waiting import PATIENCE, until


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits in the line waits until the test lets it go on, however busy the machine."""
    monkeypatch.setattr(admission, "WAIT_SECONDS", PATIENCE)


def carry(shared: Admission, memory: int) -> None:
    with shared.carrying(memory):
        pass


def waiting(shared: Admission, number: int) -> bool:
    return len(shared.line) == number


@contextmanager
def occupied(shared: Admission, memory: int, work: float = 0.0) -> Iterator[None]:
    """Let another thread hold a core and some memory."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with shared.carrying(memory, work):
            held.set()
            done.wait(PATIENCE)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(PATIENCE)
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_two_run_where_two_fit_and_a_third_waits_for_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "WAIT_SECONDS", 0.05)
    shared = Admission(cores=3, memory=100)
    with occupied(shared, 60):
        with shared.carrying(40):
            pass
        with pytest.raises(Saturated), shared.carrying(41):
            pass
    with shared.carrying(41):
        pass


def test_one_alone_may_always_run() -> None:
    with Admission(cores=1, memory=10).carrying(1000):
        pass


@pytest.mark.case("L08")
def test_past_the_line_the_refusal_is_immediate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "WAITING_PER_CORE", 0)
    shared = Admission(cores=1, memory=100)
    with occupied(shared, 1):
        monkeypatch.setattr(shared.changed, "wait_for", None, raising=False)  # who waits, fails
        with pytest.raises(Saturated) as caught, shared.carrying(1):
            pass
    assert caught.value.headers() == {"retry-after": "1"}


def test_who_waits_is_let_in_when_another_leaves() -> None:
    shared = Admission(cores=1, memory=100)
    entered = threading.Event()

    def wait() -> None:
        with shared.carrying(1):
            entered.set()

    with occupied(shared, 1):
        late = threading.Thread(target=wait)
        late.start()
        until(partial(waiting, shared, 1))
        assert not entered.is_set()
    assert entered.wait(PATIENCE)
    late.join()
    assert not shared.running
    assert not shared.line


def test_who_comes_first_is_served_first() -> None:
    shared, served = Admission(cores=1, memory=100), []

    def wait(number: int) -> None:
        with shared.carrying(1):
            served.append(number)

    with occupied(shared, 1):
        threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
        for number, thread in enumerate(threads):
            thread.start()
            until(partial(waiting, shared, number + 1))
    for thread in threads:
        thread.join(PATIENCE)
    assert served == [0, 1, 2, 3, 4]


def test_a_small_one_does_not_slip_past_a_large_one_that_waits() -> None:
    shared = Admission(cores=2, memory=100)
    with occupied(shared, 60):
        threads = [threading.Thread(target=carry, args=(shared, memory)) for memory in (50, 1)]
        for number, thread in enumerate(threads):
            thread.start()
            until(partial(waiting, shared, number + 1))
        assert [ticket.memory for ticket in shared.line] == [50, 1]
    for thread in threads:
        thread.join(PATIENCE)
    assert not shared.line


@pytest.mark.case("L08")
def test_who_would_be_reached_too_late_is_not_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock().drive(monkeypatch, admission)
    shared = Admission(cores=1, memory=100)
    shared.check()
    with occupied(shared, 1, work=1.0):
        shared.pace = admission.AHEAD_SECONDS
        shared.check()
        shared.pace += 1
        with pytest.raises(Saturated):
            shared.check()
        with pytest.raises(Saturated), shared.carrying(1, 0.1):
            pass
    shared.check()


def test_a_loop_that_is_late_lets_fewer_in(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock().drive(monkeypatch, admission)
    shared = Admission(cores=1, memory=100)
    with occupied(shared, 1, work=0.1):
        assert shared.room > 1
        for _ in range(20):
            shared.note(admission.AHEAD_SECONDS)
        assert shared.room == 0
        for _ in range(20):
            shared.note(0)
        shared.check()


def test_how_fast_work_goes_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.drive(monkeypatch, admission)
    shared = Admission(cores=1, memory=100)
    for _ in range(50):
        with shared.carrying(1, 10.0):
            clock.forward(2.0)
    assert shared.pace == pytest.approx(0.2, rel=0.01)


@pytest.mark.parametrize("ending", ["leaves", "ends"])
def test_who_leaves_leaves_the_line(ending: str) -> None:
    shared, raised = Admission(cores=1, memory=100), threading.Event()

    def wait(context: Context) -> None:
        with pytest.raises(Saturated):
            context.run(carry, shared, 1)
        raised.set()

    with occupied(shared, 1):
        with admission.calling() as caller:
            thread = threading.Thread(target=wait, args=(copy_context(),))
            thread.start()
            until(lambda: len(shared.line) == 1)
            if ending == "leaves":
                caller.leave()
                assert raised.wait(PATIENCE)
        assert raised.wait(PATIENCE)
        assert not shared.line
    thread.join()


def test_a_function_has_half_its_memory_for_pictures_less_what_python_takes() -> None:
    assert Settings.read({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769"}).limits.memory == 734
    assert Settings.read({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128"}).limits.memory == 64
    assert Settings.read({}).limits.memory == 734
    explicit = {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769", "TINTYPE_LIMITS": "memory=300"}
    assert Settings.read(explicit).limits.memory == 300


def test_the_end_of_memory_is_an_answer_and_the_next_request_is_served(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    app = client()
    with monkeypatch.context() as patch:
        patch.setattr(render, "flow", exhausted)
        answer = app.get("/images/bee.jpg?w=9")
    assert (answer.status_code, answer.json()["limit"]) == (413, "memory")
    assert app.get("/images/bee.jpg?w=9").status_code == 200


@pytest.mark.parametrize(("told", "shared"), [("", 1), ("1", 1), ("2", 2), ("1000", 1000), ("many", 1), ("0", 1)])
def test_cores_are_those_the_process_is_held_to_shared_with_its_like(told: str, shared: int) -> None:
    held = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    assert cores({"WEB_CONCURRENCY": told}) == max(1, held // shared)
    assert cores({}) == held
