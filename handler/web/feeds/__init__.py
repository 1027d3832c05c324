"""Feeds: live pictures as motion JPEG: cameras, the test pattern, the stream."""

MIXED = "multipart/x-mixed-replace"
"""The media type of a feed."""
