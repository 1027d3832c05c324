"""tintype.js: as small as is said, and the same addresses as in Python, which the service answers."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import handler
from handler.client.candidates import WIDTHS
from handler.client.words import BETWEEN
from handler.core.query_string import TRACKING
from tests.conftest import Client
from tests.support.client_pages import answered, offered

ROOT = Path(__file__).parents[2]
JS = ROOT / "handler" / "client" / "js"
VECTORS: list[dict[str, Any]] = json.loads((ROOT / "docs" / "client-vectors.json").read_text())
SIGNED: list[dict[str, Any]] = json.loads((ROOT / "docs" / "signing-vectors.json").read_text())
PACKAGE = json.loads((JS / "package.json").read_text())
NODE = shutil.which("node") or ""
NEEDS_NODE = pytest.mark.skipif(not NODE, reason="the module is JavaScript: install Node.js, then run this again")
LEAD = f"""
import {{ readFileSync }} from 'node:fs';
import {{ tintype, widths }} from {json.dumps((JS / "tintype.js").as_uri())};
import {{ sign, signer }} from {json.dumps((JS / "sign.js").as_uri())};
const asked = JSON.parse(readFileSync(0));
const said = (make) => {{ try {{ return make(); }} catch (error) {{ return `! ${{error.message}}`; }} }};
"""


def node(code: str, asked: object = None) -> Any:
    """Return what JavaScript makes of `asked`, as JSON."""
    program = f"{LEAD}console.log(JSON.stringify({code}));"
    command = [NODE, "--input-type=module", "--eval", program]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_module_is_at_most_three_kilobytes() -> None:
    assert len((JS / "tintype.js").read_bytes()) <= 3 * 1024


def test_it_imports_nothing_and_holds_no_signing() -> None:
    text = (JS / "tintype.js").read_text()
    assert not re.search(r"^\s*import |\bimport\(|require\(|crypto|hmac", text, re.MULTILINE | re.IGNORECASE)


def test_the_package_is_of_this_version_and_has_all_files() -> None:
    assert PACKAGE["version"] == handler.__version__
    exports = [[each] if isinstance(each, str) else each.values() for each in PACKAGE["exports"].values()]
    exported = {path.removeprefix("./") for paths in exports for path in paths}
    assert exported | {"words.d.ts"} == {*PACKAGE["files"], "package.json"}
    assert {path.name for path in JS.iterdir()} == {*PACKAGE["files"], "package.json", "README.md", "LICENSE"}
    assert (JS / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


@NEEDS_NODE
def test_it_writes_what_python_writes() -> None:
    images = "tintype(each.base, each.key ? { sign: signer(each.key) } : {})"
    code = f"asked.map((each) => {images}[each.call](each.of, each.words, each.options))"
    assert node(code, VECTORS) == [each["gives"] for each in VECTORS]


@NEEDS_NODE
def test_it_signs_as_the_service_does() -> None:
    code = "asked.map((each) => sign(each.url, each.key, { expires: each.expires, base: each.base }))"
    assert node(code, SIGNED) == [each["signed"] for each in SIGNED]


@NEEDS_NODE
def test_a_link_ends_at_a_date_as_at_its_seconds() -> None:
    times = ("new Date(1700000000999)", "1700000000")
    ends = [f"sign('/a?w=1', 'k'.repeat(16), {{ expires: {each} }})" for each in times]
    first, second = node(f"[{', '.join(ends)}]")
    assert first == second
    assert "expires=1700000000&s=" in first


@NEEDS_NODE
def test_it_has_the_lists_of_python() -> None:
    assert node("widths") == list(WIDTHS)
    text = (JS / "tintype.js").read_text()
    between = re.search(r"const between = {(.*)};", text)
    assert between
    assert dict(re.findall(r"(\w+): '(.)'", between[1])) == BETWEEN
    pattern = re.search(r"const tracking = /\^\(utm_\.\*\|(.*)\)\$/;", (JS / "sign.js").read_text())
    assert pattern
    assert set(pattern[1].split("|")) == TRACKING


TOGETHER = "widths go with w and h together, or with ar; dprs go with w, in place of dpr"
FAULTS = {
    "images.url('a/../b')": "a/../b is no key of a picture",
    "images.url('')": " is no key of a picture",
    "images.url('https://elsewhere.example/a.jpg')": "https://elsewhere.example/a.jpg is no key of a picture",
    "images.srcset('a', { h: 3 }, { widths: [3] })": TOGETHER,
    "images.srcset('a', {}, { dprs: [1] })": TOGETHER,
    "images.srcset('a', { w: 3, dpr: 2 })": TOGETHER,
    "signer('short')": "a signing key is of 16 to 256 printable ASCII characters, without spaces, commas, "
    "quotes or braces",
    "sign('/a?s=x', 'k'.repeat(16))": "/a?s=x has s or expires already",
    "sign('/a', 'k'.repeat(16), { expires: 'soon' })": "expires is a Date, or whole seconds since 1970, not soon",
    "sign('/a#b', 'k'.repeat(16))": "/a#b has a fragment, which no server sees",
    "sign('https://b.example/a', 'k'.repeat(16), { base: 'https://c.example' })": "https://b.example/a is no address "
    "under https://c.example",
}


@NEEDS_NODE
def test_what_is_wrong_is_said_before_a_page_has_it() -> None:
    makes = ", ".join(f"said(() => {code})" for code in FAULTS)
    assert node(f"((images) => [{makes}])(tintype(''))") == [f"! {said}" for said in FAULTS.values()]


LOADED = {
    "next({ src: '/citrus.jpg', width: 96 })": ("WEBP", 96, None),
    "next({ src: 'citrus.jpg', width: 96, quality: 75 })": ("WEBP", 96, None),
    "nuxt.getImage('/citrus.jpg', { modifiers: { width: 96, height: 64, format: 'jpeg' } }).url": ("JPEG", 96, 64),
    "nuxt.getImage('/citrus.jpg', { modifiers: { width: 96, fit: 'inside', q: 60 } }).url": ("WEBP", 96, None),
    "astro({ src: 'citrus.jpg', width: 128, format: 'webp', quality: 'high' })": ("WEBP", 128, None),
    "astro({ src: { src: '/citrus.jpg' }, width: 128, height: 128, format: 'png' })": ("PNG", 128, 128),
    "unpic('/citrus.jpg', { width: 200, height: 150, format: 'avif' })": ("AVIF", 200, 150),
}


@NEEDS_NODE
def test_what_frameworks_ask_for_is_answered_unsigned(client: Client) -> None:
    service = client(unsigned=frozenset({"widths"}))
    addresses = node(f"((images) => [{', '.join(f'images.{each}' for each in LOADED)}])(tintype(''))")
    for address, (form, width, height) in zip(addresses, LOADED.values(), strict=True):
        found, size = answered(service, address)
        assert (found, size[0], height and size[1]) == (form, width, height), address


@NEEDS_NODE
def test_what_a_framework_alone_says_is_told_apart() -> None:
    modifiers = "{ width: 9, fit: 'contain', background: 'fff', blur: 5, height: undefined }"
    asked = f"images.nuxt.getImage('a', {{ modifiers: {modifiers} }}).url"
    code = f"((images) => [{asked}, images.nuxt.getImage('a').url])(tintype('/x'))"
    assert node(code) == ["/x/images/a?w=9&bg=fff&blur=5&fit=max", "/x/images/a?auto=format"]


@NEEDS_NODE
def test_a_signed_srcset_is_answered(client: Client) -> None:
    key = "a-key-of-the-tests-no-other"
    srcset = node("tintype('', { sign: signer(asked) }).srcset('citrus.jpg', { blur: 2 }, { widths: [33, 47] })", key)
    service = client(unsigned=frozenset(), signing_keys=key)
    assert [answered(service, each.address)[1][0] for each in offered(srcset)] == [33, 47]
