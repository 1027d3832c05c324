"""Pixels: conversions between a file's pixels and those of operations: modes, colours, orientation, palettes."""
