"""Aliyun: Alibaba Cloud's `x-oss-process=image/resize,w_300,h_200,m_fill`, and `image_process`, which its CDN has.

https://www.alibabacloud.com/help/en/oss/user-guide/img-parameters
"""

from handler.core.query_string import pairs
from handler.core.signing import signed, verify
from handler.dialects.interface import DialectRequest, Operation, PictureReply, Reply
from handler.dialects.phrasebook.book import SHARED, Book, Given, WordReader
from handler.dialects.phrasebook.grouped import Grammar
from handler.dialects.phrasebook.translation import written_query
from handler.dialects.phrasebook.vendor import Vendor
from handler.errors import InvalidParameter, RepeatedParameter

__all__ = ["operations", "parse", "signed", "verify", "write"]

GRAMMAR = Grammar(opens=",", gives="_")
OSS, CDN = "x-oss-process", "image_process"
START = "image/"


def _forced(side: str) -> WordReader:
    """Return the reading of a side that is exact, whatever the ratio."""

    def read(text: str) -> Given:
        return {side: text, "fit": "scale"}

    return WordReader(read, lambda _: None, (side, "fit"))


BOOK = Book(
    names={
        "resize.w": "w",
        "resize.h": "h",
        "quality.q": "q",
        "quality.Q": "q",
        "format": "fm",
        "rotate": "rot",
        "bright": "bri",
        "contrast": "con",
        "rounded-corners.r": "corner-radius",
        "resize.color": "bg",
    },
    phrases={
        "resize.m": {
            "lfit": "fit=clip",
            "mfit": "fit=outside",
            "fill": "fit=crop",
            "pad": "fit=fill",
            "fixed": "fit=scale",
        },
        "resize.limit": {"0": "grow=yes", "1": "grow=no"},
        "interlace": {"1": "kind=pjpg", "0": ""},
        "auto-orient": {"1": ""},
    },
    readings={"resize.fw": _forced("w"), "resize.fh": _forced("h")},
    refused={
        **dict.fromkeys(("resize.l", "resize.s", "resize.p"), "a size is w and h, in pixels"),
        **dict.fromkeys(("crop.x", "crop.y", "crop.w", "crop.h"), "a part is rect at our own door"),
        **dict.fromkeys(("blur.r", "blur.s", "sharpen", "watermark"), "it is of another range there"),
    },
    fit="clip",
    grows=False,
)
ALIYUN = Vendor("aliyun", "Alibaba Cloud", BOOK)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is meant."""
    said, rest = "", {}
    for name, text in pairs(asked.query):
        if name in rest or (said and name in {OSS, CDN}):
            raise RepeatedParameter(f"{name} is given more than once", parameter=name)
        if name in {OSS, CDN} and not text:
            raise InvalidParameter(f"{name} has no value", parameter=name)
        if name in {OSS, CDN}:
            said = GRAMMAR.query(text.removeprefix(START) if name == OSS else text)
        else:
            rest[name] = text
    query = "&".join(filter(None, [said, written_query(rest)]))
    return ALIYUN.parse(asked._replace(query=query))


def write(picture: PictureReply) -> str:
    """Return the key and the query; Inexpressible where there is no word."""
    key, _, query = ALIYUN.write(picture).partition("?")
    parts = query.split("&") if query else []
    terms = [part for part in parts if part.partition("=")[0] in SHARED]
    text = GRAMMAR.text("&".join(part for part in parts if part not in terms))
    told = [f"{OSS}={START}{text}"] if text else []
    return "?".join(filter(None, [key, "&".join([*told, *terms])]))


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return ALIYUN.operations()
