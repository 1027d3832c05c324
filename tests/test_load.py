"""Load: cores and memory are shared, the line is short, and what cannot be had in time is refused at once."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from handler import answers, load, render
from handler.errors import Saturated
from handler.load import Load
from handler.settings import Settings
from tests.conftest import Client


@contextmanager
def occupied(shared: Load, memory: int) -> Iterator[None]:
    """Let another thread hold a core and some memory."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with shared.carrying(memory):
            held.set()
            done.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_two_run_where_two_fit_and_a_third_waits_for_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "WAIT_SECONDS", 0.05)
    shared = Load(cores=3, memory=100)
    with occupied(shared, 60):
        with shared.carrying(40):
            pass
        with pytest.raises(Saturated), shared.carrying(41):
            pass
    with shared.carrying(41):
        pass


def test_one_alone_may_always_run() -> None:
    with Load(cores=1, memory=10).carrying(1000):
        pass


def test_past_the_line_the_refusal_is_immediate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "WAITING_PER_CORE", 0)
    shared = Load(cores=1, memory=100)
    with occupied(shared, 1):
        start = time.perf_counter()
        with pytest.raises(Saturated) as caught, shared.carrying(1):
            pass
        assert time.perf_counter() - start < 0.05
    assert caught.value.headers() == {"retry-after": "1"}


def test_who_waits_is_let_in_when_another_leaves() -> None:
    shared = Load(cores=1, memory=100)
    entered = threading.Event()

    def wait() -> None:
        with shared.carrying(1):
            entered.set()

    with occupied(shared, 1):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not entered.wait(0.05)
    assert entered.wait(5)
    waiting.join()
    assert (shared.running, shared.used, shared.waiting) == (0, 0, 0)


def test_a_function_has_half_its_memory_for_pictures_less_what_python_takes() -> None:
    assert Settings.read({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769"}).limits.memory == 734
    assert Settings.read({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128"}).limits.memory == 64
    assert Settings.read({}).limits.memory == 512
    explicit = {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769", "TINTYPE_LIMITS": "memory=300"}
    assert Settings.read(explicit).limits.memory == 300


def test_the_end_of_memory_is_an_answer_and_the_next_request_is_served(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    app = client()
    with monkeypatch.context() as patch:
        patch.setattr(render, "through", exhausted)
        answer = app.get("/images/bee.jpg?w=9")
    assert (answer.status_code, answer.json()["limit"]) == (413, "memory")
    assert app.get("/images/bee.jpg?w=9").status_code == 200
    assert answers.Answers(Settings()).load.running == 0
