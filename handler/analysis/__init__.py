"""Analysis: facts that are computed from pixels, such as which part of a picture is busiest."""
