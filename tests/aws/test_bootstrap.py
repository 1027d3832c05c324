"""The program in place of Lambda's own runtime: how it starts, is copied, fails, and answers what does not stream."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.aws.events import event, v2
from tests.support.aws.runtime_service import REQUEST_ID
from tests.support.aws.streaming_function import ROOT, SETTINGS, WRAPPER, idle, running
from tools.sam_local import PRESETS

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NEXT = "GET /invocation/next"
OWN_PATH = {"PYTHONPATH": str(ROOT)}
"""Where Lambda's own client finds the handler; the wrapper says it by itself."""

HOOKED = """
import snapshot_restore_py as hooks

app, done = None, []

def note(word):
    done.append(word)
    if word == {breaks!r}:
        raise ValueError(word)

for word in ("first", "second"):
    hooks.register_before_snapshot(note, f"before {{word}}")
    hooks.register_after_restore(note, word=f"after {{word}}")

def handler(event, context):
    return done
"""


def hooked(folder: Path, breaks: str = "") -> dict[str, str]:
    """Write a handler with hooks, of which one may break; what starts it."""
    (folder / "hooked.py").write_text(HOOKED.format(breaks=breaks))
    return {"_HANDLER": "hooked.handler", "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


def test_an_event_of_the_store_is_answered_by_the_handler(store: "S3Client", tmp_path: Path) -> None:
    store.create_bucket(Bucket="streamed")
    more = {"TINTYPE_RESULTS": "s3://streamed", "TINTYPE_PRESETS": PRESETS}
    with running(tmp_path, SETTINGS | more) as function:
        answer = function.invoke(event("s3-created"))
    assert (answer.streamed, answer.error) == (False, "")
    assert json.loads(answer.data)["results"][0]["key"] == "citrus.jpg"
    assert store.head_object(Bucket="streamed", Key="thumb/citrus.jpg.webp")["ContentType"] == "image/webp"


def test_an_event_that_fails_is_told_and_the_next_one_is_answered(store: "S3Client", tmp_path: Path) -> None:
    del store
    with running(tmp_path) as function:
        answer = function.invoke(b"{")
        assert (answer.error, answer.said["requestId"]) == ("JSONDecodeError", REQUEST_ID)
        assert function.invoke(v2("/health")).prelude["statusCode"] == 200
        said = [line for line in function.printed().splitlines() if "failed" in line]
        assert said[0].startswith("[ERROR]\t")
        assert f"Z\t{REQUEST_ID}\t" in said[0]


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"_HANDLER": "nowhere.handler"}, "Runtime.ImportModuleError"),
        ({"_HANDLER": "handler.entry.nothing"}, "Runtime.HandlerNotFound"),
        ({"TINTYPE_SOURCE": "ftp://pictures"}, "ValueError"),
    ],
)
def test_what_cannot_be_started_is_told_and_ends(tmp_path: Path, more: dict[str, str], kind: str) -> None:
    with running(tmp_path, SETTINGS | more) as function:
        answer = function.service.answer()
        assert function.ended() == 1
        assert function.service.calls == ["POST /init/error"]
    assert answer.error == kind
    assert answer.said["errorMessage"]


def test_a_traceback_is_one_event_of_the_log(tmp_path: Path) -> None:
    with running(tmp_path, SETTINGS | {"_HANDLER": "nowhere.handler"}) as function:
        function.service.answer()
        assert function.ended() == 1
        (logged,) = [line for line in function.log.read_bytes().split(b"\n") if b"Traceback" in line]
    assert logged.endswith(b"No module named 'nowhere'")  # a line feed would begin another event


def test_a_wrong_word_for_streaming_is_told_by_lambdas_own_client(tmp_path: Path) -> None:
    with running(tmp_path, SETTINGS | OWN_PATH | {"TINTYPE_STREAMING": "yes"}) as function:
        answer = function.service.answer()
        assert function.ended() == 1
    assert "TINTYPE_STREAMING" in answer.said["errorMessage"]


def test_a_snapshot_is_taken_between_the_hooks(tmp_path: Path) -> None:
    with running(tmp_path, SETTINGS | hooked(tmp_path)) as function:
        answer = function.invoke({})
        assert function.service.calls[:2] == ["GET /restore/next", NEXT]
    assert json.loads(answer.data) == ["before second", "before first", "after first", "after second"]


def test_without_snapstart_there_is_no_snapshot(tmp_path: Path) -> None:
    with running(tmp_path, SETTINGS | hooked(tmp_path) | {"AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand"}) as function:
        answer = function.invoke({})
        assert function.service.calls[0] == NEXT
    assert json.loads(answer.data) == []


def test_a_hook_before_the_snapshot_that_fails_ends_the_start(tmp_path: Path) -> None:
    with running(tmp_path, SETTINGS | hooked(tmp_path, "before first")) as function:
        answer = function.service.answer()
        assert function.ended() == 64
        assert function.service.calls == ["POST /init/error"]
    assert (answer.error, answer.said["errorMessage"]) == ("Runtime.BeforeSnapshotError", "before first")


def test_a_hook_after_it_that_fails_ends_the_copy(tmp_path: Path) -> None:
    with running(tmp_path, SETTINGS | hooked(tmp_path, "after second")) as function:
        answer = function.service.answer()
        assert function.ended() == 65
        assert function.service.calls == ["GET /restore/next", "POST /restore/error"]
    assert (answer.error, answer.said["errorMessage"]) == ("Runtime.AfterRestoreError", "after second")


def test_the_real_hooks_run_around_a_real_snapshot(store: "S3Client", tmp_path: Path) -> None:
    del store
    with running(tmp_path, SETTINGS | {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}) as function:
        assert function.invoke(v2("/images/bee.jpg", "w=32&fm=png")).prelude["statusCode"] == 200
        assert function.service.calls[:2] == ["GET /restore/next", NEXT]
        assert "failed around the snapshot" not in function.printed()


def test_when_the_api_refuses_the_process_ends(tmp_path: Path) -> None:
    with running(tmp_path) as function:
        idle(function)
        function.service.refusing = 500
        function.service.send({})
        assert function.ended() == 1
        assert "Lambda answers 500" in function.printed()


@pytest.mark.parametrize("word", ["", "off"])
def test_without_streaming_lambda_starts_what_it_would_have_started(word: str) -> None:
    said = ["python3.13", "a b", "/var/runtime/bootstrap.py"]
    printing = [str(WRAPPER), sys.executable, "-c", "import sys; print(sys.argv[1:])", *said]
    done = subprocess.run(printing, env={"TINTYPE_STREAMING": word}, capture_output=True, text=True, check=True)
    assert done.stdout == f"{said}\n"


def test_without_streaming_answers_are_those_of_lambdas_own_client(store: "S3Client", tmp_path: Path) -> None:
    del store
    with running(tmp_path, SETTINGS | OWN_PATH | {"TINTYPE_STREAMING": "off"}) as function:
        answer = function.invoke(v2("/images/bee.jpg", "w=32&fm=png"))
        feed = function.invoke(v2("/feeds/~clock"))
    assert (answer.streamed, json.loads(answer.data)["statusCode"]) == (False, 200)
    assert json.loads(feed.data)["statusCode"] == 501


def test_the_wrapper_may_be_executed() -> None:
    assert WRAPPER.stat().st_mode & 0o555 == 0o555
    assert WRAPPER.read_text().startswith("#!/bin/sh\n")
