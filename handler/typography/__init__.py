"""Typography: text on pictures: fonts, direction of writing, layout."""
