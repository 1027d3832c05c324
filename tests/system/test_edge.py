"""The CloudFront Functions of tools/edge/, run in node beside the Python that they must agree with.

Whatever Accept says, the function leaves an Accept of which negotiation chooses the same; else the CDN would hand out
a format that the viewer did not admit.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import HINTED
from handler.core.formats.catalogue import WRITTEN
from handler.core.query_string import TRACKING, TRACKING_PREFIX
from handler.core.signing import Address, sign, verify
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.native.spellings import ALIASES, SYNONYMS
from handler.errors import ImageError
from handler.rendering.identity import result_address
from handler.storage.result_store import ResultStore
from handler.web.negotiation import candidates
from tests.support.aws.template import ROOT, TEMPLATE
from tools.edge_functions import FUNCTIONS

NODE = shutil.which("node") or ""
NEEDS_NODE = pytest.mark.skipif(not NODE, reason="CloudFront's language is JavaScript, and node is not here")
CODE = {name: TEMPLATE["Resources"][name]["Properties"]["FunctionCode"] for name in FUNCTIONS}

NAMES_OF_ANY = st.sampled_from(["title", "a%20b", "utm%5Fx", "%75tm_x", "v", "x%3Dy"])
ESCAPED = st.sampled_from(["a+b", "a%20b", "%c3%bc", "1%262", "=", "", "%2B", "'(!)*"])
KEY = "a-key-of-the-tests-no-other"

Edge = Callable[..., dict[str, Any]]

TYPES = ("image/avif", "image/webp", "image/jpeg", "image/png", "image/*", "*/*", "IMAGE/WebP", "text/html", "")
PARAMETERS = ("", ";q=0", ";q=0.3", "; q=0.9", ";Q=1.000", ";q=", ";q=2", ";q=0.1234", ";level=1;q=0.5", ";q=0;q=1")
RANGES = st.builds(str.__add__, st.sampled_from(TYPES), st.sampled_from(PARAMETERS))
HEADERS = st.lists(RANGES, max_size=7).map(",".join) | st.text(st.characters(min_codepoint=32, max_codepoint=126))
WORDS = st.sampled_from(
    ["fm=smallest", "w=300", "h=200", "fm=webp", "format=jpg", "utm_source=x", "fbclid=1", "ixid=", "w=1", "zz=1"]
)


def listed(name: str) -> list[str]:
    found = re.search(rf"const {name} = \[(.*?)\];", CODE["Normalise"], re.DOTALL)
    assert found
    return re.findall("'([^']*)'", found[1])


def said(query: str) -> object:
    try:
        return native.parse(query, "a.jpg")
    except ImageError as error:
        return error.slug()


@pytest.fixture(scope="module")
def normalise() -> Iterator[Edge]:
    """Return what asks the function Normalise, which runs in node all the while."""
    program = [NODE, str(ROOT / "tests" / "support" / "edge.mjs"), str(FUNCTIONS["Normalise"])]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        asking, answering = process.stdin, process.stdout

        def ask(**request: Any) -> dict[str, Any]:
            asking.write(f"{json.dumps(request)}\n")
            asking.flush()
            answer: dict[str, Any] = json.loads(answering.readline())
            return answer

        yield ask


@NEEDS_NODE
def test_the_functions_keep_their_promises_in_node() -> None:
    environment = {"NORMALISE": str(FUNCTIONS["Normalise"]), "RESULTS_PATH": str(FUNCTIONS["ResultsPath"])}
    program = [NODE, "--test", str(ROOT / "tests" / "support" / "edge.test.mjs")]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout


@NEEDS_NODE
@settings(max_examples=250)
@given(accept=HEADERS)
def test_a_reduced_accept_admits_what_the_viewers_own_does(normalise: Edge, accept: str) -> None:
    reduced = normalise(accept=accept)["accept"]
    assert candidates(reduced) == candidates(accept)


@NEEDS_NODE
def test_no_accept_is_any(normalise: Edge) -> None:
    assert candidates(normalise()["accept"]) == candidates(None)


@NEEDS_NODE
def test_the_cache_holds_at_most_ten_of_a_picture(normalise: Edge) -> None:
    left: set[str] = set()

    @settings(max_examples=250)
    @given(accept=HEADERS)
    def collect(accept: str) -> None:
        reduced = normalise(accept=accept)["accept"]
        assert normalise(accept=reduced)["accept"] == reduced
        left.add(reduced)

    collect()
    assert {"*/*", "image/webp,*/*", "image/avif,image/webp,*/*"} <= left
    assert len(left) <= 10


@NEEDS_NODE
@given(query=st.lists(WORDS, max_size=5).map("&".join))
def test_a_cleaned_query_says_what_the_viewers_own_does(normalise: Edge, query: str) -> None:
    cleaned = normalise(query=query)["query"]
    assert said(cleaned) == said(query)
    assert "utm_" not in cleaned


@NEEDS_NODE
@given(query=st.lists(WORDS, max_size=4).map("&".join))
def test_accept_is_forgotten_only_where_the_query_decides(normalise: Edge, query: str) -> None:
    forgotten = normalise(query=query, accept="image/webp,*/*")["accept"] == "*/*"
    parsed = said(query)
    if forgotten and isinstance(parsed, native.NativeReply):
        assert not parsed.delivery.negotiable


@NEEDS_NODE
def test_the_smallest_of_what_the_viewer_accepts_needs_accept(normalise: Edge) -> None:
    for query, kept in (
        ("fm=smallest", True),
        ("format=smallest", True),
        ("fm=auto", True),
        ("fm=jpg", False),
    ):
        assert (normalise(query=query, accept="image/webp,*/*")["accept"] == "image/webp,*/*") is kept


@NEEDS_NODE
@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", []),
        ("w=300", []),
        ("ch=dpr", ["dpr"]),
        ("w=9&ch=Width,DPR", ["dpr", "width"]),
        ("ch=save-data%2Cwidth", ["width", "save-data"]),
        ("xch=dpr", []),
    ],
)
def test_only_the_hints_that_the_address_asks_for_reach_the_cache(
    normalise: Edge, query: str, asked: list[str]
) -> None:
    hints = {header: "2" for headers in HINTED.values() for header in headers}
    left = set(normalise(query=query, hints=hints)["left"]) - {"accept", "host"}
    assert left == {header for name in asked for header in HINTED[name]}
    parsed = said(query.removeprefix("x"))
    assert "xch" in query or (isinstance(parsed, native.NativeReply) and set(parsed.delivery.hinted) == set(asked))


def test_the_function_knows_every_hint_and_its_headers() -> None:
    found = dict(re.findall(r"'?([a-z-]+)'?: \[([^\]]*)\]", re.findall(r"HINTED = \{(.*)\};", CODE["Normalise"])[0]))
    assert {name: tuple(re.findall("'([^']*)'", headers)) for name, headers in found.items()} == HINTED


def test_the_function_drops_what_the_dialect_drops() -> None:
    assert set(listed("TRACKING")) == TRACKING
    assert f"const TRACKING_PREFIX = '{TRACKING_PREFIX}';" in CODE["Normalise"]


def test_the_function_knows_every_name_of_the_format() -> None:
    assert set(listed("FORMAT")) == {"fm", *(alias for alias, name in ALIASES.items() if name == "fm")}


def test_the_function_knows_every_format_that_decides() -> None:
    known = set(listed("FORMATS"))
    assert known >= {*WRITTEN, *SYNONYMS["fm"], "json"}
    for form in known & {*WRITTEN, *SYNONYMS["fm"]} - {"jxl"}:
        reply = native.parse(f"fm={form}", "a.jpg")
        assert not reply.delivery.negotiable, form


def test_the_path_of_results_is_cut_off_where_links_put_it() -> None:
    link = ResultStore("s3://results", "/results").link(result_address(Stored(key="a.jpg"), "ff"))
    assert link.startswith("/results/")
    assert "uri.slice('/results'.length)" in CODE["ResultsPath"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_code_fits_and_keeps_to_the_language_of_the_edge(name: str) -> None:
    properties = TEMPLATE["Resources"][name]["Properties"]
    assert properties["FunctionConfig"]["Runtime"] == "cloudfront-js-2.0"
    assert properties["AutoPublish"] is True
    assert len(CODE[name].encode()) <= 10_240
    # ECMAScript 5.1 with const, let, arrows and template literals. So no spread, class, module, for-of, optional
    # chaining or destructuring, all of which node would run.
    assert (
        re.findall(r"\.\.\.|\bclass\b|\bimport\b|\brequire\b|for \(.* of |\?\.|\?\?|(?:const|let) [{\[]", CODE[name])
        == []
    )


@NEEDS_NODE
@given(st.lists(WORDS | st.builds("{}={}".format, NAMES_OF_ANY, ESCAPED), max_size=5))
def test_a_signed_link_is_as_good_after_it_as_before(normalise: Edge, query: list[str]) -> None:
    url = sign(f"/images/a%20b.jpg?{'&'.join(query)}", KEY)
    path, _, signed = url.partition("?")
    passed = normalise(uri=path, query=f"{signed}&utm_source=mail&gclid=1")
    assert passed["uri"] == path
    assert verify(Address(path.encode(), passed["query"]), (KEY,))
