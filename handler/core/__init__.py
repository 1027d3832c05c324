"""Core: plain values that all packages share: sizes, keys, colours, formats, outputs, limits. No I/O."""
