"""Feeds: live pictures as motion JPEG: cameras, the test pattern, the stream."""
