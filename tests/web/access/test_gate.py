"""The gate: which requests pass under which rule, and that no door stands beside it."""

from collections.abc import Sequence

import pytest

from handler.config.settings import Settings
from handler.core.signing import Address, sign
from handler.core.source import Fetched
from handler.dialects import native
from handler.errors import InvalidParameter, NotAllowed, SourceBusy
from handler.generators.card import Card
from handler.generators.placeholder import Placeholder
from handler.web.access.gate import AccessRequest, Gate

KEY = "a-key-of-the-tests-no-other"
OTHER = "another-key-of-the-tests"
DOORS = ("images", "generate", "info", "render", "feeds", "errors", "docs")


def gate(rules: set[str], keys: str = "", *, originals: bool = False) -> Gate:
    settings = {"unsigned": frozenset(rules), "signing_keys": keys, "originals": originals, "widths": (300, 600)}
    return Gate(Settings.model_validate(settings))


def passes(query: str, rules: set[str], *, originals: bool = False, door: str = "images", keys: str = "") -> bool:
    parsed = native.parse(query, "cat.jpg")
    address = Address(b"/images/cat.jpg", query)
    request = AccessRequest(door, address, original=parsed.delivery.original)
    try:
        gate(rules, keys, originals=originals).allow(request, parsed.recipe)
    except NotAllowed:
        return False
    return True


def mark(query: str, key: str = KEY) -> str:
    return sign(f"/images/cat.jpg?{query}", key).partition("?")[2]


QUERIES = ["w=300", "w=301", "w=300&h=300", "blur=3", "fm=webp", "fm=json", "w=300&q=50"]


@pytest.mark.parametrize("query", QUERIES)
def test_without_a_rule_nothing_passes(query: str) -> None:
    assert not passes(query, set())


@pytest.mark.parametrize("query", QUERIES)
def test_any_lets_everything_pass(query: str) -> None:
    assert passes(query, {"any"})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("w=300", True),
        ("w=600&fm=webp", True),
        ("w=300&dpr=2", True),
        ("fm=avif", True),
        ("w=300&v=7&dl=cat", True),
        ("w=301", False),
        ("w=0.5", False),
        ("w=300&h=300", False),
        ("w=300&h=300&fit=crop", True),
        ("w=300&fit=clip", True),
        ("w=300&fit=crop", False),
        ("w=300&q=75", True),
        ("w=300&q=70", False),
        ("w=300&or=3", False),
        ("w=300&frame=1", False),
        ("w=300&page=2", False),
        ("w=300&blur=1", False),
        ("w=300&fm=avif,webp", False),
        ("w=300&metadata=keep", False),
        ("", False),
    ],
)
def test_widths_let_the_ladder_pass_and_nothing_beside_it(query: str, expected: bool) -> None:
    assert passes(query, {"widths"}) is expected


@pytest.mark.parametrize("rules", [{"any"}, {"widths"}])
def test_originals_pass_only_where_they_are_on(rules: set[str]) -> None:
    assert passes("", rules, originals=True)
    assert not passes("", rules)


def test_render_is_never_covered_by_widths_or_generate() -> None:
    assert not passes("w=300", {"widths", "generate"}, door="render")


def test_generate_lets_made_pictures_pass_but_none_that_reads_the_store() -> None:
    door = gate({"generate"})
    door.allow(AccessRequest("generate"), native.parse_made("", Placeholder).recipe)
    with pytest.raises(NotAllowed):
        door.allow(AccessRequest("generate"), native.parse_made("title=a&picture=cat.jpg", Card).recipe)
    with pytest.raises(NotAllowed):
        door.allow(AccessRequest("images"), native.parse("w=300", "cat.jpg").recipe)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("rules", [set(), {"widths", "generate", "presets"}, {"any"}])
def test_a_signature_lets_everything_pass_and_a_wrong_one_nothing(query: str, rules: set[str]) -> None:
    assert passes(mark(query), rules, keys=KEY)
    assert not passes(mark(query, OTHER), rules, keys=KEY)
    assert not passes(f"{query}&s=x", rules, keys=KEY)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_opens_to_a_signature_and_to_no_other(door: str) -> None:
    path, query = f"/{door}/x", "sha256=00"
    url = sign(f"{path}?{query}", KEY)
    for key, expected in ((KEY, True), (f"{OTHER},{KEY}", True), (OTHER, False)):
        request = AccessRequest(door, Address(path.encode(), url.partition("?")[2]))
        try:
            gate(set(), key).allow(request, None)
        except NotAllowed:
            assert not expected
        else:
            assert expected


def test_what_is_posted_passes_signed_only_where_the_address_names_its_digest() -> None:
    url = sign("/render", KEY)
    with pytest.raises(NotAllowed):
        gate(set(), KEY).allow(AccessRequest("render", Address(b"/render", url.partition("?")[2])), None)


@pytest.mark.parametrize("rules", [set(), {"any"}])
def test_without_keys_a_signature_is_an_error_that_names_the_setting(rules: set[str]) -> None:
    with pytest.raises(InvalidParameter, match="TINTYPE_SIGNING_KEYS"):
        passes(mark("w=300"), rules)


def test_a_signed_original_passes_only_where_originals_are_on() -> None:
    assert passes(mark(""), set(), originals=True, keys=KEY)
    assert not passes(mark(""), set(), keys=KEY)


def test_a_preset_passes_alone_and_signed_with_anything() -> None:
    presets = {"small": "w=200&blur=3"}
    for query, unsigned in (("preset=small", True), ("preset=small&v=2", True), ("preset=small&q=9", False)):
        parsed = native.parse(query, "cat.jpg", presets)
        for text, rules in ((query, {"presets"}), (mark(query), set())):
            request = AccessRequest("images", Address(b"/images/cat.jpg", text), preset=parsed.delivery.alone)
            if unsigned or not rules:
                gate(rules, KEY).allow(request, parsed.recipe)
            else:
                with pytest.raises(NotAllowed):
                    gate(rules, KEY).allow(request, parsed.recipe)


class InThePath:
    """A scheme of a dialect's own: the key itself is the first segment."""

    def signed(self, raw: Address) -> bool:
        """Return whether there is a segment that could be one."""
        return raw.path.startswith(b"/key-")

    def verify(self, raw: Address, keys: Sequence[str]) -> bool:
        """Return whether it is one of the keys."""
        return raw.path.split(b"/")[1].removeprefix(b"key-").decode() in keys


@pytest.mark.parametrize("rules", [set(), {"any"}])
@pytest.mark.parametrize(("key", "expected"), [(KEY, True), (OTHER, False)])
def test_a_dialect_brings_the_scheme_that_its_requests_are_signed_by(rules: set[str], key: str, expected: bool) -> None:
    request = AccessRequest("another", Address(f"/key-{key}/cat.jpg".encode(), "w=1"), InThePath())
    recipe = native.parse("blur=3", "cat.jpg").recipe
    if expected:
        gate(rules, KEY).allow(request, recipe)
    else:
        with pytest.raises(NotAllowed, match="this request is not allowed"):
            gate(rules, KEY).allow(request, recipe)


def test_a_signature_of_another_door_signs_nothing() -> None:
    native_only = Address(b"/cat.jpg", sign("/cat.jpg?w=300", KEY).partition("?")[2])
    with pytest.raises(NotAllowed, match="without a signature"):
        gate(set(), KEY).allow(AccessRequest("another", native_only, InThePath()), native.parse("w=3", "a.jpg").recipe)


def test_facts_of_a_stored_file_need_no_originals() -> None:
    recipe = native.parse("", "cat.jpg").recipe
    gate({"widths"}).allow(AccessRequest("info", original=True, facts=True), recipe)
    with pytest.raises(NotAllowed, match="the original is not served"):
        gate({"widths"}).allow(AccessRequest("images", original=True), recipe)


def test_pages_pass_where_anything_can() -> None:
    for door in (gate({"widths"}), gate(set(), KEY)):
        door.allow(AccessRequest("errors"), None)
    with pytest.raises(NotAllowed):
        gate(set()).allow(AccessRequest("errors"), None)


def test_keys_that_cannot_be_had_let_nobody_pass_who_signs_and_stop_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:9")
    with pytest.raises(SourceBusy):
        passes(mark("w=300"), {"widths"}, keys="ssm:/keys")
    assert passes("w=300", {"widths"}, keys="ssm:/keys")


def test_after_a_rotation_a_link_of_the_new_key_passes_at_once() -> None:
    door = gate(set(), KEY)
    new = sign("/images/cat.jpg?w=300", OTHER).partition("?")[2]
    door.keyring.remote, door.keyring.stored.fetch = True, lambda: (OTHER, KEY)
    door.keyring.stored.known, door.keyring.stored.fetched = (KEY,), float("inf")
    door.allow(AccessRequest("images", Address(b"/images/cat.jpg", new)), native.parse(new, "cat.jpg").recipe)
    assert door.keyring.keys() == (OTHER, KEY)


@pytest.mark.parametrize("rules", [{"widths"}, {"presets"}])
def test_a_picture_elsewhere_passes_as_a_stored_one_if_its_url_has_no_query(rules: set[str]) -> None:
    plain, many = (Fetched(url=f"https://a.example/b.jpg{query}") for query in ("", "?v=1"))
    request = AccessRequest("images", preset=True)
    stored = native.parse("w=300", "cat.jpg").recipe
    gate(rules).allow(request, stored.model_copy(update={"source": plain}))
    with pytest.raises(NotAllowed, match="a URL with a query is not allowed, but one without is"):
        gate(rules).allow(request, stored.model_copy(update={"source": many}))
    gate({"any"}).allow(request, stored.model_copy(update={"source": many}))


def test_a_made_picture_passes_by_its_own_rule_unless_a_stored_one_is_in_it() -> None:
    made, with_stored = (native.parse_made(query, Placeholder).recipe for query in ("w=30", "w=30&mark=owl.png"))
    gate({"generate"}).allow(AccessRequest("generate"), made)
    with pytest.raises(NotAllowed, match="a made picture is not allowed"):
        gate({"widths"}).allow(AccessRequest("generate"), made)
    with pytest.raises(NotAllowed, match="with a stored one in it"):
        gate({"generate"}).allow(AccessRequest("generate"), with_stored)
