"""Group D, bodies: recipes and forms are bounded in bytes, depth and count, and read in no time."""

import json
import os
import tempfile

import pytest

from handler.core.limits import Limits
from handler.dialects import json_form
from handler.errors import ImageError
from tests.conftest import SAMPLES, Client
from tests.support.hostile.bodies import END, FORM, FORMS, HEAD, RECIPES


@pytest.mark.case("D08", "D10")
@pytest.mark.parametrize("name", RECIPES)
def test_no_recipe_is_a_fault_of_ours(name: str) -> None:
    """How long each takes to be read, tests/system/timing measures."""
    with pytest.raises(ImageError):
        json_form.parse(RECIPES[name])


@pytest.mark.case("D10")
@pytest.mark.parametrize("name", FORMS)
def test_no_form_is_a_fault_of_ours(client: Client, name: str) -> None:
    data, status = FORMS[name]
    answer = client(log=False).post("/render", content=data, headers=FORM)
    assert answer.status_code == status, answer.text[:200]


@pytest.mark.case("D10")
def test_a_recipe_past_64_kilobytes_is_refused_while_it_comes(client: Client) -> None:
    answer = client().post("/render", content=b" " * 65_537, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["limit"], answer.json()["max"]) == (413, "recipe", 65_536)
    form = {"files": {"picture": b"x"}, "data": {"recipe": " " * 65_537}}
    assert client().post("/render", **form).status_code == 400  # type: ignore[arg-type]


@pytest.mark.case("D10")
def test_an_upload_is_bounded_by_the_limit_of_bytes(client: Client) -> None:
    picture = (SAMPLES / "astronaut.jpg").read_bytes()
    app = client(limits=Limits(bytes=len(picture)))
    assert app.post("/render", files={"picture": picture}).status_code == 200
    answer = app.post("/render", files={"picture": picture + b"\0" * 100_000})
    assert (answer.status_code, answer.json()["limit"]) == (413, "bytes")


@pytest.mark.case("D07")
@pytest.mark.parametrize(("name", "value"), [("recipe", "+2AA-"), ("+2AA-", "{}")])
def test_a_form_of_another_charset_brings_in_no_text_that_is_none(client: Client, name: str, value: str) -> None:
    data = HEAD + b"x\r\n--b\r\n" + f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() + END
    kind = f"{FORM['content-type']}; charset=utf-7"
    answer = client().post("/render", content=data, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid recipe")


@pytest.mark.case("L01")
@pytest.mark.parametrize("name", ["\\ud800", "\\u009b31m", "\\u2028", "\\u202e", "\\udb40\\udc01"])
def test_what_nobody_sees_is_escaped_in_a_problem(client: Client, name: str) -> None:
    sent = f'{{"{name}": 1, "{name}": 2}}'.encode()
    answer = client().post("/render", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.text.isprintable()
    assert answer.json()["parameter"] == json.loads(f'"{name}"')


def test_an_upload_touches_no_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_file(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(tempfile, "TemporaryFile", no_file)
    picture = (SAMPLES / "dandelion.jpg").read_bytes()
    assert len(picture) > 1_000_000
    assert client().post("/render", files={"picture": picture}, data={"recipe": '{"ops": []}'}).status_code in {
        200,
        413,
    }
