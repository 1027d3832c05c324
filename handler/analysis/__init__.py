"""Analysis: what the pixels of a picture say: where it is busiest."""
