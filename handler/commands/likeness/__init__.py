"""Likeness: what `tintype compare` knows: how to see two files as pictures, where they differ, how much that shows."""
