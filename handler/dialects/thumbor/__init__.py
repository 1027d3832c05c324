"""The thumbor dialect: `/unsafe/fit-in/300x200/filters:blur(3)/cat.jpg`, as thumbor and imagor have it.

`address` knows the order of the words, `frame` what they make of a picture, `filters` those in brackets, `writer` the
way back, `signature` who may ask; `door` is what the table of dialects names.
"""
