"""Cloudinary's delivery URLs: components of `name_value`, which follow each other.

https://cloudinary.com/documentation/transformation_reference
"""
