"""The IIIF Image API, 3.0 and 2.1: parts of stored pictures in any size, and what a viewer has to know."""
