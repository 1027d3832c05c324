"""`tintype check-config`: everything that is wrong with an environment, by variable, and the status."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from handler.commands.check_config import config_faults

ROOT = Path(__file__).parents[2]
DECIDED = {"TINTYPE_UNSIGNED": "widths"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("WIDTHS", "0", "TINTYPE_WIDTHS: "),
        ("SORUCE", "s3://a", "TINTYPE_SORUCE is no setting; did you mean TINTYPE_SOURCE?"),
        ("SOURCE", "s3:/pictures", "TINTYPE_SOURCE: "),
        ("SOURCE", "sample", "TINTYPE_SOURCE: "),
        ("CACHE_CONTROL", "a day", "TINTYPE_CACHE_CONTROL: 'a day' is no directive"),
        ("RESULTS", "results", "TINTYPE_RESULTS: 'results' is not s3://bucket/prefix"),
        ("PRESETS", "{", "TINTYPE_PRESETS: the text is not JSON"),
        ("PRESETS", '{"a": "w=0"}', "TINTYPE_PRESETS: preset 'a': w"),
        ("PRESETS", "s3://config", "TINTYPE_PRESETS: 's3://config' names no file"),
        ("PUBLIC_URL", "img.example.com", "TINTYPE_PUBLIC_URL: 'img.example.com' is no address as https://"),
        ("PUBLIC_URL", "https://img.example.com/?a=1", "TINTYPE_PUBLIC_URL: "),
        ("RESULTS_URL", "cdn", "TINTYPE_RESULTS_URL: 'cdn' is no address"),
        ("ALLOW_ORIGINS", "*,www.example.com", "TINTYPE_ALLOW_ORIGINS: 'www.example.com' is neither * nor an origin"),
        ("ALLOW_ORIGINS", "https://www.example.com/", "TINTYPE_ALLOW_ORIGINS: "),
        ("SIGNING_KEYS", "short", "TINTYPE_SIGNING_KEYS: "),
        ("SIGNING_KEYS", "ssm:", "TINTYPE_SIGNING_KEYS: after ssm: comes one name"),
    ],
)
def test_a_fault_is_told_with_its_variable(name: str, text: str, said: str) -> None:
    (fault,) = config_faults({**DECIDED, f"TINTYPE_{name}": text})
    assert fault.startswith(said)


def test_all_faults_are_told_and_what_is_right_is_not() -> None:
    wrong = {
        "TINTYPE_WIDTHS": "a",
        "TINTYPE_PRESETS": "[]",
        "TINTYPE_DOCS": "on",
        "PATH": "/bin",
        "TINTYPE_LOG": "loud",
    }
    told = [fault.partition(":")[0] for fault in config_faults({**DECIDED, **wrong})]
    assert told == ["TINTYPE_LOG", "TINTYPE_WIDTHS", "TINTYPE_PRESETS"]


def test_what_a_container_is_started_with_in_the_readme_is_right() -> None:
    (command,) = re.findall("^docker run .*SOURCE=samples.*$", (ROOT / "README.md").read_text(), re.MULTILINE)
    given = dict(re.findall(r"-e (\w+)=(\S+)", command))
    assert list(config_faults({**DECIDED, **given})) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PUBLIC_URL", "https://img.example.com/live/"),
        ("PUBLIC_URL", "http://127.0.0.1:8000"),
        ("RESULTS_URL", "https://cdn.example.com/kept"),
        ("ALLOW_ORIGINS", "https://www.example.com, http://localhost:3000"),
    ],
)
def test_addresses_and_origins_that_others_can_use_are_right(name: str, text: str) -> None:
    assert list(config_faults({**DECIDED, f"TINTYPE_{name}": text})) == []


def test_no_key_is_shown() -> None:
    (fault,) = config_faults({"TINTYPE_SIGNING_KEYS": "a-key-that-is-long-enough,short"})
    assert "long-enough" not in fault


def test_who_is_answered_must_have_been_said() -> None:
    (fault,) = config_faults({})
    assert "TINTYPE_UNSIGNED" in fault


@pytest.mark.parametrize(
    ("environ", "status", "said"),
    [
        (DECIDED, 0, "the settings are right\n"),
        ({**DECIDED, "TINTYPE_DIALECTS": "thumbor"}, 0, "the settings are right; our own doors are shut"),
        ({**DECIDED, "TINTYPE_LOG": "loud"}, 2, "TINTYPE_LOG: "),
    ],
)
def test_the_command_says_it_and_ends_with_its_status(environ: dict[str, str], status: int, said: str) -> None:
    command = [sys.executable, "-m", "handler", "check-config"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(said)
