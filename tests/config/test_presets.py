"""Presets: what their JSON says, what is wrong with it by name, which keys they match, what a URL makes of them."""

import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from handler.config import remote
from handler.config.presets import REMOTE_SECONDS, Preset, Presets, check_presets, parse_presets
from handler.dialects import native
from handler.errors import InvalidParameter, SourceBusy
from handler.generators.placeholder import Placeholder
from tests.conftest import Client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

QUERIES = {"thumb": "w=40&fm=webp", "wide": "w=300&h=200&fit=fill", "still": "w=40&frame=0"}


@pytest.fixture
def address(store: "S3Client") -> Iterator[str]:
    store.create_bucket(Bucket="config")
    yield "s3://config/presets.json"
    for found in store.list_objects_v2(Bucket="config").get("Contents", []):
        store.delete_object(Bucket="config", Key=found["Key"])
    store.delete_bucket(Bucket="config")


def passed(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let so many seconds have passed since the test began."""
    monkeypatch.setattr(remote, "monotonic", lambda: 1_000.0 + seconds)


def test_a_preset_is_a_query_or_an_object() -> None:
    said = parse_presets('{"a": "w=1", "b": {"query": "w=2", "match": ["x/**"], "to": "{preset}/{key}.{ext}"}}')
    assert (said["a"].query, said["a"].match, said["a"].to) == ("w=1", (), None)
    assert said["b"].matches("x/y/z.jpg")
    assert said["b"].destination("x/y.jpg", "webp") == "b/x/y.jpg.webp"
    assert parse_presets("{}") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "an object of at most 100"),
        ("{", "not JSON"),
        ("presets.json", "line 1, column 1; it is JSON, or the address of a file of it, as s3://bucket/presets.json"),
        ("[" * 100_000, "not JSON"),
        ('{"a": "w=1", "a": "w=2"}', "'a' is given more than once"),
        ('{"a": {"query": "w=1", "query": "w=2"}}', "'query' is given more than once"),
        ('{"A": "w=1"}', "preset 'A': a name has small letters"),
        ('{"a": 5}', "preset 'a': it is a query"),
        ('{"a": {}}', "preset 'a': query"),
        ('{"a": {"query": "w=1", "name": "b"}}', "preset 'a': name"),
        (
            '{"a": {"query": "w=1", "mtach": []}}',
            "preset 'a': mtach: there is no such member; there are query, match, to, pyramid",
        ),
        ('{"a": {"qeury": "w=1"}}', "preset 'a': qeury: there is no such member"),
        ('{"a": "widht=1"}', "preset 'a': there is no parameter 'widht'; did you mean width?"),
        ('{"a": "w=0"}', "preset 'a': w"),
        ('{"a": ""}', "preset 'a': its query makes no rendition"),
        ('{"a": "fm=json"}', "preset 'a': its query makes no rendition"),
        ('{"a": "preset=b"}', "preset 'a': preset=b"),
        ('{"a": {"query": "w=1", "to": "{preset}.jpg"}}', "preset 'a': its `to` leads all keys to one place"),
        ('{"a": {"query": "w=1", "to": "a/{prefix}/{key}"}}', "preset 'a': `to` has the blanks {preset}, {key}"),
        ('{"a": {"query": "w=1", "to": "{key.x}"}}', "preset 'a': `to` has the blanks"),
        ('{"a": {"query": "w=1", "to": "{key:>9}"}}', "preset 'a': `to` has the blanks"),
        ('{"a": {"query": "w=1", "to": "{}{key}"}}', "preset 'a': `to` has the blanks"),
        ('{"a": {"query": "w=1", "to": "{key"}}', "preset 'a'"),
        ('{"a": {"query": "w=1", "to": "/{key}"}}', "preset 'a': its `to` leads nowhere"),
        ('{"a": {"query": "w=1", "to": "../{key}"}}', "preset 'a': its `to` leads nowhere"),
        (
            '{"a": {"query": "w=1&fm=jpg", "to": "{key}.{ext}"}, "b": {"query": "w=2", "to": "{key}.{ext}"}}',
            "'a' and 'b' lead to one place",
        ),
    ],
)
def test_what_is_wrong_is_said_by_name(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_presets(text)


WRONG = {'{"a": "w=0"}': "preset 'a'", "{": "not JSON", "s3://config": "names no file", "s3://a?b": "is not s3://"}


@pytest.mark.parametrize(("setting", "said"), WRONG.items(), ids=range(len(WRONG)))
def test_a_wrong_setting_is_503_for_what_names_a_preset_and_an_error_in_the_log(
    client: Client, setting: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = client(presets=setting)
    (record,) = (each for each in caplog.records if each.levelno == logging.ERROR)
    assert said in record.getMessage()
    assert record.getMessage().startswith("TINTYPE_PRESETS: ")
    answer = app.get("/images/owl.png?preset=a")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert said not in answer.text
    assert app.get("/images/owl.png?w=9").status_code == 200
    with pytest.raises(SourceBusy):
        Presets(setting).of("a.jpg")


@pytest.mark.parametrize(("setting", "said"), WRONG.items(), ids=range(len(WRONG)))
def test_whoever_starts_something_is_told_before(setting: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        check_presets(setting)


def test_a_file_is_not_looked_at_before_it_is_needed() -> None:
    for good in ("", "{}", '{"a": "w=1"}', "s3://none/presets.json"):
        check_presets(good)


def test_while_the_file_is_bad_or_gone_the_last_good_presets_are_used(
    store: "S3Client", address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.put_object(Bucket="config", Key="presets.json", Body=b'{"thumb": "w=8"}')
    found = Presets(address)
    passed(monkeypatch, 0)
    assert dict(found) == {"thumb": "w=8"}
    reasons = {b"{": "not JSON", b'{"thumb": "w=0"}': "'thumb': w", b"\xff": "no text in UTF-8", None: "there is no"}
    for number, (body, said) in enumerate(reasons.items(), 1):
        if body is None:
            store.delete_object(Bucket="config", Key="presets.json")
        else:
            store.put_object(Bucket="config", Key="presets.json", Body=body)
        passed(monkeypatch, number * (REMOTE_SECONDS + 1))
        assert dict(found) == {"thumb": "w=8"}
        told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
        assert len(told) == number  # once in a while, not at every request
        assert said in told[-1]
        assert told[-1].endswith("; those from before are used")
    store.put_object(Bucket="config", Key="presets.json", Body=b'{"thumb": "w=9"}')
    passed(monkeypatch, 9 * REMOTE_SECONDS)
    assert dict(found) == {"thumb": "w=9"}


@pytest.mark.parametrize(
    ("pattern", "key", "expected"),
    [
        ("uploads/**/*.jpg", "uploads/a.jpg", True),
        ("uploads/**/*.jpg", "uploads/x/y/a.jpg", True),
        ("uploads/**/*.jpg", "uploads/a.png", False),
        ("uploads/**/*.jpg", "other/uploads/a.jpg", False),
        ("*.jpg", "x/a.jpg", False),
        ("**", "x/a.jpg", True),
        ("x/*/a.jpg", "x/a.jpg", False),
        ("**/a", "a", True),
        ("a/**", "a", True),
        ("/".join(["**"] * 20) + "/z", "/".join("a" * 500), False),
    ],
)
def test_a_pattern_matches_segment_by_segment(pattern: str, key: str, expected: bool) -> None:
    assert parse_presets(json.dumps({"a": {"query": "w=1", "match": [pattern]}}))["a"].matches(key) is expected


@pytest.mark.parametrize(
    ("to", "key", "place"),
    [
        ("{preset}/{key}.{ext}", "a/b.c.jpg", "p/a/b.c.jpg.webp"),
        ("{prefix}/{preset}/{key}.{ext}", "a/b.c.jpg", "p/a/b.c.jpg.webp"),
        ("{stem}-{preset}.{ext}", "a/b.c.jpg", "a/b.c-p.webp"),
        ("{stem}.{ext}", "a.b/c", "a.b/c.webp"),
        ("{preset}/{key}", "{key}", "p/{key}"),
    ],
)
def test_a_destination_is_filled_in(to: str, key: str, place: str) -> None:
    assert parse_presets(json.dumps({"p": {"query": "w=1&fm=webp", "to": to}}))["p"].destination(key, "webp") == place


def test_a_remote_file_is_503_while_it_is_missing_and_tried_again(
    client: Client, store: "S3Client", address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, path = client(presets=address), "/images/owl.png?preset=thumb"
    passed(monkeypatch, 0)
    monkeypatch.setattr(remote, "RETRY_SECONDS", -1.0)
    for body in (None, b"{", b'{"thumb": "w=0"}', b"\xff"):
        if body is not None:
            store.put_object(Bucket="config", Key="presets.json", Body=body)
        answer = app.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert app.get("/images/owl.png?w=9").status_code == 200
    store.put_object(Bucket="config", Key="presets.json", Body=b'{"thumb": "w=8"}')
    tag = app.get(path).headers["etag"]
    store.put_object(Bucket="config", Key="presets.json", Body=b'{"thumb": "w=9"}')
    assert app.get(path).headers["etag"] == tag
    passed(monkeypatch, REMOTE_SECONDS + 1)
    assert app.get(path).headers["etag"] != tag
    with pytest.raises(SourceBusy):
        _ = Presets("s3://config/none.json").all


def test_a_preset_gives_what_its_query_gives(client: Client) -> None:
    app = client(presets=json.dumps(QUERIES))
    for name, query in QUERIES.items():
        ours, plain = app.get(f"/images/owl.png?preset={name}"), app.get(f"/images/owl.png?{query}")
        assert (ours.content, ours.headers["etag"]) == (plain.content, plain.headers["etag"])


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("preset=thumb&w=20", "w=20&fm=webp"),
        ("h=30&preset=thumb", "w=40&h=30&fm=webp"),
        ("preset=thumb&format=png", "w=40&fm=png"),
        ("preset=wide&ar=2:1", "w=300&h=200&fit=fill&ar=2:1"),
        ("preset=still&frame=1", "w=40&frame=1"),
        ("preset=thumb&utm_source=x", "w=40&fm=webp"),
    ],
)
def test_what_is_given_beside_a_preset_wins_and_nothing_implied_does(query: str, same: str) -> None:
    def parsed(text: str) -> Any:
        try:
            return native.parse(text, "k", QUERIES).recipe
        except InvalidParameter as error:
            return error.detail

    assert parsed(query) == parsed(same)


def test_an_unknown_preset_is_refused_with_the_nearest_word(client: Client) -> None:
    answer = client(presets=json.dumps(QUERIES)).get("/images/owl.png?preset=thum")
    assert (answer.status_code, answer.json()["parameter"], answer.json()["nearest"]) == (400, "preset", "thumb")


def test_a_made_picture_takes_presets_too() -> None:
    ours = native.parse_made("preset=thumb&size=50x50", Placeholder, QUERIES)
    assert ours.recipe == native.parse_made("w=40&fm=webp&size=50x50", Placeholder).recipe


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/images/owl.png?preset=thumb", 200),
        ("/images/owl.png?preset=thumb&v=1&dl=owl", 200),
        ("/info/owl.png?preset=thumb", 200),
        ("/images/owl.png?preset=thumb&w=41", 403),
        ("/images/owl.png?preset=thumb&fm=png", 403),
        ("/images/owl.png?preset=thumb&frame=0", 403),
        ("/images/owl.png?preset=thumb&auto=compress", 403),
        ("/images/owl.png?w=40&fm=webp", 403),
        ("/images/owl.png?v=1", 403),
        ("/images/owl.png", 403),
        ("/generate/placeholder?preset=thumb", 403),
    ],
)
def test_under_the_rule_presets_a_preset_passes_alone(client: Client, path: str, status: int) -> None:
    app = client(presets=json.dumps(QUERIES), unsigned=frozenset({"presets"}))
    assert app.get(path).status_code == status


def test_a_preset_is_parsed_once_for_all_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    (preset,) = parse_presets('{"thumb": {"query": "w=40&frame=2", "to": "{preset}/{key}.{ext}"}}').values()
    expected = native.parse("w=40&frame=2", "a/b.jpg").recipe
    monkeypatch.setattr(native, "parse", lambda *_: 1 / 0)
    assert preset.recipe("a/b.jpg") == expected
    assert preset.recipe("c.jpg").source == expected.source.model_copy(update={"key": "c.jpg"})
    assert preset.negotiable
    assert "thumb/c.jpg.avif" in preset.places("c.jpg")
    with pytest.raises(ValueError, match="key"):
        preset.recipe("a/../b.jpg")


def test_a_preset_stays_equal_to_itself_whether_it_was_parsed_or_not() -> None:
    parsed, fresh = (Preset(name="a", query="w=40") for _ in range(2))
    assert parsed.negotiable
    assert parsed == fresh
    assert parsed.model_dump() == fresh.model_dump()
