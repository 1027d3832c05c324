"""Backfill as a user starts it, against a real S3: interrupted, resumed, queued.

What is interrupted, or has a store of its own, is a real process; all else is the command line in this one.
"""

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from PIL import Image

from handler.commands.line import main
from handler.entry import lambda_handler
from handler.jobs import event_handler
from handler.jobs.worker import Worker
from tests.support.faults.modes import MODES
from tests.support.faults.proxy import Proxy
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]
PRESETS = {
    "thumb": {"query": "w=4&fm=png", "match": ["in/**/*.png"], "to": "{preset}/{stem}.{ext}"},
    "dot": {"query": "w=2&fm=webp", "match": ["in/**/*.png"]},
}
Run = Callable[..., subprocess.CompletedProcess[str]]


def small(shade: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), (shade % 256, shade // 256, 90)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def buckets(store: "S3Client", request: pytest.FixtureRequest) -> tuple[str, str]:
    """Make a bucket of originals and one of results, in which every PutObject leaves a version of its own."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:40].strip("-")
    source, results = f"{name}-in", f"{name}-out"
    for bucket in (source, results):
        store.create_bucket(Bucket=bucket)
    store.put_bucket_versioning(Bucket=results, VersioningConfiguration={"Status": "Enabled"})
    return source, results


@pytest.fixture
def command(buckets: tuple[str, str]) -> tuple[list[str], dict[str, str]]:
    source, results = buckets
    tintype = {"SOURCE": f"s3://{source}", "RESULTS": f"s3://{results}", "PRESETS": json.dumps(PRESETS)}
    environment = {**os.environ, **{f"TINTYPE_{name}": value for name, value in tintype.items()}}
    return [sys.executable, "-m", "handler", "backfill", f"s3://{source}/in"], environment


@pytest.fixture
def run(command: tuple[list[str], dict[str, str]], capsys: pytest.CaptureFixture[str]) -> Run:
    words, environment = command

    def started(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        changed = {**environment, **more}
        here = () if {"--queue", "--deployment", "--engine"} & {*arguments} else ("--engine", "here")
        line = [*words, *arguments, *here]
        if "AWS_ENDPOINT_URL_S3" in more:
            return subprocess.run(line, cwd=ROOT, env=changed, capture_output=True, text=True, check=False)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "environ", changed)
            try:
                status = main(line[line.index("backfill") :])
            except SystemExit as ended:
                status = int(ended.code or 0)
        told = capsys.readouterr()
        return subprocess.CompletedProcess(line, status, told.out, told.err)

    return started


def fill(store: "S3Client", bucket: str, count: int) -> None:
    for number in range(count):
        store.put_object(Bucket=bucket, Key=f"in/{number % 7}/{number:05} é+.png", Body=small(number))


def keys(store: "S3Client", bucket: str, prefix: str = "") -> list[str]:
    pages = store.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [each["Key"] for page in pages for each in page.get("Contents", ())]


def puts(store: "S3Client", bucket: str, prefix: str) -> list[str]:
    pages = store.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix)
    return [each["Key"] for page in pages for each in page.get("Versions", ())]


def told(output: str) -> dict[str, int]:
    found = re.findall(r"^(made|there|queued|to make|failed) +([\d,]+)", output, re.MULTILINE)
    return {outcome: int(number.replace(",", "")) for outcome, number in found}


def interrupted_and_resumed(
    store: "S3Client", buckets: tuple[str, str], command: tuple[list[str], dict[str, str]], run: Run, count: int
) -> None:
    fill(store, buckets[0], count)
    words, environment = command
    running: Queue[subprocess.Popen[str]] = Queue()
    with Proxy(environment["AWS_ENDPOINT_URL_S3"], MODES) as proxy:
        puts_of = f"PUT /{buckets[1]}/thumb/"
        proxy.inject("passed", count // 6, puts_of)
        proxy.inject("passed", 1, puts_of, then=lambda: running.get(timeout=PATIENCE).send_signal(signal.SIGINT))
        first = subprocess.Popen(
            [*words, "--preset", "thumb", "--workers", "2", "--engine", "here"],
            cwd=ROOT,
            env=environment | {"AWS_ENDPOINT_URL_S3": proxy.address},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.put(first)
        output, errors = first.communicate(timeout=PATIENCE)
    assert first.returncode == 130
    assert "interrupted" in output
    assert "Traceback" not in errors
    before = told(output)
    assert 0 < before["made"] < count
    assert len(puts(store, buckets[1], "thumb/")) == before["made"]

    second = run("--preset", "thumb", "--workers", "2")
    assert second.returncode == 0, second.stdout + second.stderr
    assert told(second.stdout) == {"made": count - before["made"], "there": before["made"]}
    written = puts(store, buckets[1], "thumb/")
    assert len(written) == len(set(written)) == count

    assert told(run("--preset", "thumb").stdout) == {"there": count}
    assert puts(store, buckets[1], "thumb/") == written


def test_interrupted_and_resumed_each_is_rendered_once(
    store: "S3Client", buckets: tuple[str, str], command: tuple[list[str], dict[str, str]], run: Run
) -> None:
    interrupted_and_resumed(store, buckets, command, run, 30)


@pytest.mark.slow
def test_two_thousand_interrupted_and_resumed_are_rendered_once_each(
    store: "S3Client", buckets: tuple[str, str], command: tuple[list[str], dict[str, str]], run: Run
) -> None:
    interrupted_and_resumed(store, buckets, command, run, 2000)


def test_what_is_there_costs_one_get_of_its_manifest(store: "S3Client", buckets: tuple[str, str], run: Run) -> None:
    from handler.config.settings import Settings
    from handler.jobs.backfill import prepared
    from tests.support.s3.counted_calls import counted

    fill(store, buckets[0], 3)
    assert told(run().stdout) == {"made": 3}
    settings = Settings(source=f"s3://{buckets[0]}", results=f"s3://{buckets[1]}", presets=json.dumps(PRESETS))
    task, listing = prepared(settings, f"s3://{buckets[0]}/in")
    with counted(store) as calls:
        done = task.do(list(listing()))
    assert [each.outcome for each in done] == ["there"] * 3
    assert calls == ["ListObjectsV2", "GetObject", "GetObject", "GetObject"]


def test_a_rendition_of_a_backfill_is_the_one_its_url_gives(
    store: "S3Client", buckets: tuple[str, str], run: Run, client: Any
) -> None:
    fill(store, buckets[0], 1)
    run("--preset", "thumb")
    (made,) = keys(store, buckets[1], "thumb/")
    (key,) = keys(store, buckets[0])
    here = client(source=f"s3://{buckets[0]}").get(f"/images/{key}", params={"w": 4, "fm": "png"})
    assert store.get_object(Bucket=buckets[1], Key=made)["Body"].read() == here.content


def test_a_new_version_and_a_new_preset_are_made_and_nothing_else(
    store: "S3Client", buckets: tuple[str, str], run: Run
) -> None:
    fill(store, buckets[0], 5)
    assert told(run("--preset", "thumb").stdout) == {"made": 5}
    store.put_object(Bucket=buckets[0], Key=keys(store, buckets[0])[0], Body=small(70))
    assert told(run("--preset", "thumb").stdout) == {"made": 1, "there": 4}
    assert told(run().stdout) == {"made": 5}
    assert told(run().stdout) == {"there": 5}


def test_a_dry_run_makes_nothing_and_tells_how_much_there_is(
    store: "S3Client", buckets: tuple[str, str], run: Run
) -> None:
    fill(store, buckets[0], 4)
    done = run("--dry-run")
    assert (done.returncode, told(done.stdout)) == (0, {"to make": 4})
    assert keys(store, buckets[1]) == []


def test_failures_are_told_by_reason_and_each_as_a_line_of_json(
    store: "S3Client", buckets: tuple[str, str], run: Run, tmp_path: Path
) -> None:
    fill(store, buckets[0], 2)
    store.put_object(Bucket=buckets[0], Key="in/a/text.png", Body=b"no picture")
    store.put_object(Bucket=buckets[0], Key="in/a/cut.png", Body=small(1)[:-30])
    store.put_object(Bucket=buckets[0], Key="in/a/other.txt", Body=b"has no preset")
    lines = tmp_path / "failures.jsonl"
    for expected in ({"made": 2, "failed": 2}, {"there": 2, "failed": 2}):  # the second time, the manifests say it
        done = run("--failures", str(lines))
        assert (done.returncode, told(done.stdout)) == (1, expected)
        found = [json.loads(line) for line in lines.read_text().splitlines()]
        reasons = {(each["key"], each["reason"]) for each in found}
        assert reasons == {("in/a/text.png", "unaccepted-kind"), ("in/a/cut.png", "corrupt")}
        assert all(each["detail"] for each in found)
        assert re.search(r"^unaccepted-kind +\* +1$", done.stdout, re.MULTILINE)


def test_a_queue_gets_a_message_for_each_that_the_worker_understands(
    store: "S3Client", buckets: tuple[str, str], run: Run, s3_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handler.config.settings import Settings

    fill(store, buckets[0], 23)
    sqs = boto3.client("sqs", endpoint_url=s3_address)
    url = sqs.create_queue(QueueName="backfill")["QueueUrl"]
    done = run("--queue", url, AWS_ENDPOINT_URL_SQS=s3_address)
    assert (done.returncode, told(done.stdout)) == (0, {"queued": 23}), done.stderr
    assert keys(store, buckets[1]) == []

    settings = Settings(source=f"s3://{buckets[0]}", results=f"s3://{buckets[1]}", presets=json.dumps(PRESETS))
    monkeypatch.setattr(event_handler, "process_worker", lambda: Worker(settings))
    taken = 0
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        records = [{"eventSource": "aws:sqs", "messageId": each["MessageId"], "body": each["Body"]} for each in found]
        assert lambda_handler({"Records": records}, None) == {"batchItemFailures": []}
        for each in found:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        taken += len(found)
    assert taken == 23
    assert len(keys(store, buckets[1], "thumb/")) == 23
    assert told(run("--queue", url, AWS_ENDPOINT_URL_SQS=s3_address).stdout) == {"there": 23}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--preset", "thump"), "there is no preset 'thump'; they are thumb, dot"),
        (("--workers", "0"), "workers are a number from 1 to 64, not '0'"),
        (("--workers", "many"), "workers are a number from 1 to 64, not 'many'"),
        (("--local", "--dry-run"), "not allowed with"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_done(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("setting", "status", "said"),
    [
        ({"TINTYPE_PRESETS": ""}, 2, "TINTYPE_PRESETS is not set"),
        ({"TINTYPE_PRESETS": "{"}, 2, "TINTYPE_PRESETS: the text is not JSON: line 1, column 2"),
        ({"TINTYPE_RESULTS": ""}, 2, "TINTYPE_RESULTS is not set"),
        ({"TINTYPE_SOURCE": "s3://elsewhere"}, 0, "nothing under this address is served"),
        ({"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"}, 1, "tintype backfill: the store"),
    ],
)
def test_a_setting_that_is_wrong_is_named(run: Run, setting: dict[str, str], status: int, said: str) -> None:
    done = run(**setting)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
