"""ImageKit: steps of `word-value`, in the path or in the query.

https://imagekit.io/docs/image-transformation
"""
