"""Codecs: from stored files to pixels and back. Other packages import from here alone."""

from handler.codecs.decoder import probe
from handler.codecs.encoder import encode, encode_smallest, joined_with_map
from handler.codecs.pixels.colour_management import SRGB_MS, to_srgb
from handler.codecs.pixels.modes import straight, upright
from handler.codecs.sniff import sniff
from handler.codecs.stored_picture import StoredPicture

__all__ = [
    "SRGB_MS",
    "StoredPicture",
    "encode",
    "encode_smallest",
    "joined_with_map",
    "probe",
    "sniff",
    "straight",
    "to_srgb",
    "upright",
]
