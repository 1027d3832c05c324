"""What `make sam-local` gives to sam: an S3 that containers reach, and variables that the template knows."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.aws.template import TEMPLATE
from tools.sam_local import DESKTOP, LOOPBACK, Place, place, stand, variables

Answers = Callable[..., subprocess.CompletedProcess[str]]


def answers(said: dict[str, str]) -> Answers:
    """Return what stands in for programs: each prints its text, and one that is not named is not there."""

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        if command[0] not in said:
            raise FileNotFoundError(command[0])
        return subprocess.CompletedProcess(command, 0, said[command[0]], "")

    return run


LINUX = "5: docker0    inet {}/16 brd 172.17.255.255 scope global docker0"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"docker": LOOPBACK}, LOOPBACK),
        ({"docker": "", "ip": LINUX.format(LOOPBACK)}, LOOPBACK),
        ({"docker": "<no value>", "ip": LINUX.format(LOOPBACK)}, LOOPBACK),
    ],
)
def test_containers_find_this_machine_at_the_gateway_of_dockers_bridge(
    said: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", answers(said))
    assert place() == Place(expected, expected)


@pytest.mark.parametrize("said", [{}, {"docker": "", "ip": ""}, {"docker": "192.0.2.77"}, {"docker": "nonsense"}])
def test_where_the_bridge_is_not_on_this_machine_docker_has_a_name_for_it(
    said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", answers(said))
    assert place() == Place(LOOPBACK, DESKTOP)


def test_an_address_that_is_given_is_taken() -> None:
    assert place("192.0.2.1") == Place("192.0.2.1", "192.0.2.1")


def test_both_functions_get_variables_that_the_template_declares() -> None:
    declared = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"].keys()
    for function, given in variables("http://192.0.2.1:1").items():
        own = TEMPLATE["Resources"][function]["Properties"].get("Environment", {}).get("Variables", {})
        assert given.keys() <= declared | own.keys(), function  # of others sam would say nothing, and drop them
        assert json.dumps(given)


def test_the_samples_lie_in_it() -> None:
    with stand(Place(LOOPBACK, LOOPBACK)) as running:
        keys = {each["Key"] for each in running.client.list_objects_v2(Bucket="samples")["Contents"]}
        assert {"bee.jpg", "owl.png"} <= keys
        assert running.client.get_object(Bucket="samples", Key="bee.jpg")["Body"].read(3) == b"\xff\xd8\xff"
        assert running.client.meta.endpoint_url == running.seen
