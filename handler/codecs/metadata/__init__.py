"""Metadata: what a file says of its picture in words and numbers, read within bounds: EXIF, IPTC, XMP, C2PA."""
