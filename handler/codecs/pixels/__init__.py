"""Pixels: what happens to pixels between file and operation: modes, colours, orientation, palettes, compositing."""
