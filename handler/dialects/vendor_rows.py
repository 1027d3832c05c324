"""Vendor rows: the doors of services whose addresses are a plain query, or a chain of words, a line each."""

from handler.dialects.row import Dialect

PLAIN = (
    ("appwrite", "Appwrite", "width=300&height=200&output=webp", False),
    ("builder", "Builder.io", "width=300&height=200&fit=cover&format=webp", True),
    ("bunny", "Bunny Optimizer", "width=300&aspect_ratio=3:2", True),
    ("cloudimage", "Cloudimage or Filerobot", "w=300&h=200&func=crop", True),
    ("contentful", "Contentful", "w=300&h=200&fit=fill&fm=webp", True),
    ("contentstack", "Contentstack", "width=300&height=200&fit=crop&auto=webp", True),
    ("directus", "Directus", "width=300&height=200&fit=cover", False),
    ("fastly", "Fastly's Image Optimizer", "width=300&height=200&fit=crop&auto=webp", True),
    ("glide", "Glide", "w=300&h=200&fit=crop&fm=webp", True),
    ("keycdn", "KeyCDN", "width=300&height=200&fit=cover", True),
    ("sanity", "Sanity", "w=300&h=200&fit=crop&auto=format", True),
    ("scene7", "Adobe Dynamic Media", "wid=300&hei=200&fit=crop&fmt=webp", False),
    ("shopify", "Shopify", "width=300&height=200&crop=center", True),
    ("sirv", "Sirv", "w=300&format=optimal", True),
    ("supabase", "Supabase", "width=300&height=200&resize=cover", True),
    ("umbraco", "Umbraco", "width=300&height=200&rmode=crop", True),
    ("wordpress", "WordPress", "w=300&h=200&crop=1", True),
)
"""The name of each, what people call it, a query to show, and whether the path is a key and nothing else."""

CHAINED = (
    ("imageengine", "ImageEngine", "{key}?imgeng=/w_300/h_200"),
    ("imagemogr2", "imageMogr2 of Qiniu, Tencent and EdgeOne", "{key}?imageMogr2/thumbnail/300x200"),
    ("storyblok", "Storyblok", "{key}/m/300x200"),
    ("twicpics", "TwicPics", "{key}?twic=v1/cover=300x200"),
    ("uploadcare", "Uploadcare", "{key}/-/scale_crop/300x200/center/"),
    ("wagtail", "Wagtail", "{key}/fill-300x200"),
)
"""The name of each whose words follow each other, what people call it, and an address to show."""

VENDOR_ROWS: tuple[Dialect, ...] = tuple(
    Dialect(
        name,
        f"/{name}/{{key:path}}",
        f"handler.dialects.vendors.{name}",
        f"a stored picture, as {title} has it",
        f"{{key}}?{query}",
        stands_in=True,
        invalidated="{key}*",
        keyed=keyed,
        family=name,
    )
    for name, title, query, keyed in PLAIN
) + tuple(
    Dialect(
        name,
        f"/{name}/{{rest:path}}",
        f"handler.dialects.vendors.{name}",
        f"a stored picture, as {title} has it",
        below,
        stands_in=True,
        invalidated="{key}*",
        family=name,
    )
    for name, title, below in CHAINED
)
