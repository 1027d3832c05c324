"""Group D: parameters that are wrong are named, at once, the same through every front; nothing is ignored."""

import json
from urllib.parse import quote

import pytest

from handler.codecs import StoredPicture
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.dialects import native
from handler.dialects.native.vocabulary import vocabulary
from handler.generators import GENERATORS
from handler.generators.generator import Generator
from tests.conftest import Client
from tests.support.hostile.addresses import HOSTILE, LONG, read
from tests.support.processes.asgi_servers import Request
from tests.system.cases.conftest import Ask, Through

D01 = ["0", "-1", "1e9", "NaN", "inf", "1.5", "%00", "0x10", "٣", "1_000", "+5", "1%20", "9" * 400, "1,000"]
WRONG = {
    "D01": [("w", f"w={quote(text, safe='%')}") for text in D01 if text != "1.5"],
    "D02": [("w", "w=20000"), ("h", "h=8193"), ("dpr", "w=10&dpr=6"), ("w", "w=8192&dpr=5")],
    "D03": [("pad", "pad=10000"), ("border", "border=10000,red")],
    "D04": [("q", "q=101"), ("q", "q=-1"), ("speed", "fm=avif&speed=0"), ("method", "fm=webp&lossless=true&method=6")],
    "D05": [
        *(("blur", "blur=1000000"), ("median", "median=101"), ("blur", "&".join(["blur=1"] * 50))),
        ("colors", "fm=png&colors=100000"),
    ],
    "D06": [
        *(("rect", f"rect={text}") for text in ("5000,0,10,10", "-1,0,10,10", "0,0,0,0", "0,0,2147483648,1")),
        *(("rect", f"rect={text}") for text in ("2147483647,2147483647,2147483647,2147483647", "0,0,10", "9,9,-1,-1")),
    ],
    "D08": [
        *(("bg", f"bg={text}") for text in ("javascript", "f" * 8000, "rgb(1000000000,0,0)", "url(x)", "%23ggg", "ff")),
        ("duotone", "duotone=" + "f," * 2000),
    ],
    "D09": [("w", "w=1&w=2"), ("width", "w=1&width=1"), ("w[]", "w[]=1"), ("W", "W=1"), ("x", "x=1")],
    "D12": [("fm", f"fm={text}") for text in ("svg", "heic", "eps", "html", "../x", "")],
}
MARKED = [
    pytest.param(name, query, marks=pytest.mark.case(case), id=f"{case}-{query[:30]}")
    for case, wrong in WRONG.items()
    for name, query in wrong
]


@pytest.mark.parametrize(("name", "query"), MARKED)
def test_a_parameter_that_is_wrong_is_named(client: Client, name: str, query: str) -> None:
    answer = client().get(f"/images/citrus.jpg?{query}")
    assert answer.status_code == 400, answer.text[:300]
    assert answer.json()["parameter"] == name
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 1000


@pytest.mark.case("D01")
def test_a_ratio_is_none_above_one(client: Client) -> None:
    assert client().get("/images/citrus.jpg?w=1.5").json()["parameter"] == "w"


@pytest.mark.case("D02", "D03")
@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("w=8192&fit=clip&pad=60", "side"),
        ("w=4096&h=8192&fit=scale&border=1,red", "side"),
        ("w=4096&h=8190&fit=scale&pad=2", "side"),
    ],
)
def test_what_is_in_range_but_past_a_limit_says_which(
    client: Client, query: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no pixel is decoded for it."""
    monkeypatch.setattr(StoredPicture, "decode", None)
    answer = client().get(f"/images/citrus.jpg?{query}")
    assert answer.status_code == 413
    assert answer.json()["limit"] == limit
    assert answer.json()["actual"] > answer.json()["max"]


@pytest.mark.case("D05")
def test_a_recipe_has_only_so_many_operations(client: Client) -> None:
    steps = [{"op": "blur", "radius": 1}] * 50
    answer = client().post("/render", json={"source": {"key": "citrus.jpg"}, "ops": steps})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "ops")


@pytest.mark.case("D07")
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("text", f"text={'a' * 301}"),
        ("text", f"text={'a' * 8000}"),
        ("size", "text=a&size=30000x30000"),
        ("text", "text=%00"),
        ("text", "text=%E2%80%AEabc"),
        ("text", "text=%F0%9F%98%80"),
        ("text", "text=a%0Ab"),
        ("text", "text=%20"),
        ("font", "text=a&font=../../etc/passwd"),
    ],
)
def test_text_is_bounded_and_visible_and_no_font_is_a_path(client: Client, name: str, query: str) -> None:
    answer = client().get(f"/generate/placeholder?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, name)


@pytest.mark.case("D07")
def test_text_from_right_to_left_is_drawn(client: Client) -> None:
    assert client().get(f"/generate/placeholder?text={quote('שָׁלוֹם')}").status_code == 200


@pytest.mark.case("D09")
@pytest.mark.parametrize("query", ["w=1&w=2", "w[]=1", "W=1", "w=1&x=2", "w", "=1", "w=%zz", "w=1;h=2"])
def test_what_is_wrong_is_wrong_through_every_front(everywhere: Ask, query: str) -> None:
    answers = everywhere(Request(f"/images/citrus.jpg?{query}"))
    assert {answer.status for answer in answers.values()} == {400}
    if query != "w=%zz":  # which a REST API has decoded before
        assert len({json.loads(answer.body)["detail"] for answer in answers.values()}) == 1


@pytest.mark.case("D10")
@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (Request(f"/images/citrus.jpg?w={'1' * 60_000}"), 414),
        (Request(f"/images/{'a' * 60_000}?w=4"), 414),
        (Request("/images/citrus.jpg?" + "&".join(f"x{number}=1" for number in range(1000))), 400),
        (Request("/health", headers=tuple((f"X-{number}", "a") for number in range(200))), 200),
    ],
    ids=["query", "path", "parameters", "headers"],
)
def test_a_long_request_is_answered_alike_everywhere(everywhere: Ask, request_: Request, status: int) -> None:
    assert {name: answer.status for name, answer in everywhere(request_).items()} == dict.fromkeys(
        ("uvicorn", "REST API", "HTTP API", "Function URL"), status
    )


@pytest.mark.case("D10")
@pytest.mark.parametrize("target", LONG, ids=["path", "query"])
def test_an_address_of_100_kilobytes_costs_next_to_nothing(
    through: Through, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused by its length: nothing of it is read."""
    monkeypatch.setattr(native, "parse", None)
    assert through("Function URL", Request(target)).status == 414


@pytest.mark.case("D11")
@pytest.mark.parametrize(
    "accept", ["*/*;q=0", "image/avif;q=x", "image/webp;q=9", ",;,;=", "\\", "a" * 60_000, "image/avif," * 5000]
)
def test_any_accept_gets_a_picture(client: Client, accept: str) -> None:
    answer = client().get("/images/owl.png?w=20", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] in {"image/png", "image/avif"}
    assert not any(accept[:40] in value for value in answer.headers.values())


@pytest.mark.case("D12")
def test_a_format_that_is_not_written_is_answered_with_those_that_are(client: Client) -> None:
    said = client().get("/images/citrus.jpg?fm=svg").json()["detail"]
    assert [form for form in WRITTEN if form not in said and not FORMATS[form].text] == []


@pytest.mark.case("D08", "D10")
@pytest.mark.parametrize("kind", [None, *GENERATORS], ids=lambda kind: kind.__name__ if kind else "stored")
def test_no_value_of_a_parameter_is_a_fault_of_ours(kind: type[Generator] | None) -> None:
    """How long each takes to be read, tests/system/timing measures.

    What a generated picture shares with a stored one is read by the same words: of those it has one value each.
    """
    shared = vocabulary() if kind else {}
    for number, name in enumerate(vocabulary(kind) if kind else vocabulary()):
        for value in HOSTILE if name not in shared else HOSTILE[number % len(HOSTILE) :][:1]:
            read(f"{name}={value}", kind)
