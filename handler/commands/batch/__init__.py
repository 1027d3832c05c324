"""Batch: what `tintype render` knows: the words of a recipe, which files they are for, and what became of each."""
