"""Codecs: from stored files to pixels and back. Only what stands here is for other rooms."""

from handler.codecs.colour import SRGB_MS, to_srgb
from handler.codecs.encode import encode
from handler.codecs.formats import FORMATS, Format, Subject, choose, engine
from handler.codecs.frames import Frames, Rights
from handler.codecs.picture import Picture, probe
from handler.codecs.pixels import upright
from handler.codecs.sniff import sniff

__all__ = [
    "FORMATS",
    "SRGB_MS",
    "Format",
    "Frames",
    "Picture",
    "Rights",
    "Subject",
    "choose",
    "encode",
    "engine",
    "probe",
    "sniff",
    "to_srgb",
    "upright",
]
