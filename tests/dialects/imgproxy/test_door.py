"""The door: pictures through the real application, links by imgproxy's own keys, and text that crashes nothing."""

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.core.signing import sign
from handler.dialects.imgproxy import door
from handler.dialects.imgproxy.signatures import signature_over
from tests.conftest import Client
from tests.support.requests.foreign_addresses import survives
from tests.support.requests.signed_links import KEY

PREFIX = "/imgproxy"
PAIR = "943b421c9eb07c830af81030552c8600:520f986b998545b4785e0defbc4f3c12"
OTHER_PAIR = "736563726574:68656C6C6F"
OPEN = {"dialects": frozenset({"native", "imgproxy"})}
GUARDED = {**OPEN, "unsigned": frozenset(), "signing_keys": KEY, "imgproxy_key": PAIR}
PIECES = st.sampled_from(
    [
        *("_", "w:3", "rs:fill:3:4", "rs:", "g:sm", "g:fp:0.3", "c:3:3:nowe:1", "t:10", "pd:1:2", "bg:fff", "wm:1:re"),
        *("plain", "a.jpg", "a.jpg@webp", "YS5qcGc", "YS5qcGc.png", "s3://b/a.jpg", "https://a.b/c", "", "%", "%ff"),
        *("pr:x", "fn:a:1", "exp:99", "raw:1", "q:0", "..", "٣:٣", "\ud800", "::", "@", "enc", "-", "z:1e3", "dpr:0"),
    ]
)
ANSWERS = {
    "/unsafe/rs:fill:300:200/g:sm/plain/bee.jpg@webp": ((300, 200), "image/webp"),
    "/insecure/rs:fit:300:200/YmVlLmpwZw": ((160, 200), "image/jpeg"),
    "/_/rs:fill:2000:500/plain/bee.jpg@png": ((1024, 500), "image/png"),
    "/_/c:100:50:soea/plain/s3://samples/bee.jpg": ((100, 50), "image/jpeg"),
    "/_/rs:force:100:100/pd:10/bg:ff0000/plain/local:///owl.png@jpg": ((120, 120), "image/jpeg"),
    "/_/rot:90/w:100/bl:2/wm:0.5:soea:5:5:0.2/wmu:b3dsLnBuZw/plain/bee.jpg": ((100, 80), "image/jpeg"),
    "/_/w:48/Ym/VlLmp/wZw.webp": ((48, 60), "image/webp"),
}


def signed_link(path: str, pair: str = PAIR) -> str:
    return f"/{signature_over(path.encode(), pair)}{path}"


def test_pictures_come_in_the_size_and_format_that_is_asked_for(client: Client) -> None:
    app = client(**OPEN)
    for address, (size, media_type) in ANSWERS.items():
        answer = app.get(PREFIX + address, headers={"accept": "image/webp,*/*"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type), answer.text
        assert "vary" not in answer.headers
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == size, address
    same = app.get("/images/bee.jpg?w=300&fm=webp").headers["etag"]
    assert app.get(f"{PREFIX}/_/w:300/plain/bee.jpg@webp").headers["etag"] == same


def test_a_raw_picture_is_the_stored_file_and_a_download_has_its_name(client: Client) -> None:
    app = client(**OPEN)
    assert app.get(f"{PREFIX}/_/raw:1/plain/bee.jpg").content == app.get("/images/bee.jpg").content
    offered = app.get(f"{PREFIX}/_/w:9/att:1/fn:bees/plain/bee.jpg@png").headers["content-disposition"]
    assert "bees.png" in offered


def test_a_link_by_its_own_key_opens_its_own_door_alone(client: Client) -> None:
    app = client(**GUARDED)
    link = signed_link("/rs:fit:30:30/plain/bee.jpg@webp")
    assert app.get(PREFIX + link).status_code == 200
    assert app.get(PREFIX + link + "?utm_source=x").status_code == 200
    for wrong in (
        PREFIX + link.replace("30:30", "31:30"),
        PREFIX + link[:43] + "A" + link[44:],
        PREFIX + link[:23] + link[44:],
        PREFIX + signed_link("/rs:fit:30:30/plain/bee.jpg@webp", OTHER_PAIR),
        f"{PREFIX}/unsafe/rs:fit:30:30/plain/bee.jpg@webp",
        f"/images/bee.jpg?w=30&s={link[1:23]}",
    ):
        assert app.get(wrong).status_code == 403, wrong
    ours = sign(f"{PREFIX}/unsafe/rs:fit:30:30/plain/bee.jpg", KEY)
    assert app.get(ours).status_code == 400
    assert app.get(PREFIX + signed_link("/exp:1/w:30/plain/bee.jpg")).status_code == 410


def test_a_link_is_good_at_the_root_too(client: Client) -> None:
    app = client(**GUARDED, root="imgproxy")
    link = signed_link("/w:30/plain/bee.jpg")
    assert [app.get(link).status_code, app.get(PREFIX + link).status_code] == [200, 200]
    assert app.get("/unsafe/w:30/plain/bee.jpg").status_code == 403


def test_a_signature_without_a_key_to_judge_it_is_refused(client: Client) -> None:
    answer = client(**OPEN).get(PREFIX + signed_link("/w:30/plain/bee.jpg"))
    assert (answer.status_code, "TINTYPE_IMGPROXY_KEY" in answer.text) == (400, True)


def test_a_preset_passes_where_presets_do(client: Client) -> None:
    presets = '{"small": "w=30&fm=webp"}'
    app = client(**{**OPEN, "unsigned": frozenset({"presets"}), "presets": presets})
    assert app.get(f"{PREFIX}/_/pr:small/plain/bee.jpg").status_code == 200
    assert app.get(f"{PREFIX}/_/pr:small/w:31/plain/bee.jpg").status_code == 403


@given(st.lists(PIECES, max_size=7))
def test_no_text_crashes_it(pieces: list[str]) -> None:
    survives(door, "/".join(pieces))


@given(st.text(max_size=40))
def test_no_text_at_all_crashes_it(text: str) -> None:
    survives(door, f"_/w:3/plain/{text}")
    survives(door, text)


def test_what_can_be_asked_is_documented() -> None:
    (operation,) = door.operations()
    assert all(f"{{{field.name}}}" in operation.below for field in operation.fields)
