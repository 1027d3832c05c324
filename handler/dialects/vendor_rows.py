"""Vendor rows: the doors of services with a plain query, with a chain of words, or that name a picture by its URL."""

from handler.dialects.row import Dialect

PLAIN = (
    ("aliyun", "Alibaba Cloud", "x-oss-process=image/resize,w_300,h_200,m_fill", True),
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

CUT = {"appwrite", "builder", "cloudimage", "directus", "scene7", "supabase"}
"""Services of whose paths a beginning may be no part of the key, so that a changed picture is not found by its key."""

VENDOR_ROWS: tuple[Dialect, ...] = tuple(
    Dialect(
        name,
        f"/{name}/{{key:path}}",
        f"handler.dialects.vendors.{name}",
        f"a stored picture, as {title} has it",
        f"{{key}}?{query}",
        stands_in=True,
        invalidated="*" if name in CUT else "{key}*",
        keyed=keyed,
        family=name,
    )
    for name, title, query, keyed in PLAIN
)

CHAINED = (
    ("imageengine", "ImageEngine", "{key}?imgeng=/w_300/h_200"),
    ("imagemogr2", "imageMogr2 of Qiniu, Tencent and EdgeOne", "{key}?imageMogr2/thumbnail/300x200"),
    ("storyblok", "Storyblok", "{key}/m/300x200"),
    ("twicpics", "TwicPics", "{key}?twic=v1/cover=300x200"),
    ("uploadcare", "Uploadcare", "{key}/-/scale_crop/300x200/center/"),
    ("wagtail", "Wagtail", "{key}/fill-300x200"),
)
"""The name of each whose words follow each other, what people call it, and an address to show."""

CHAINED_ROWS: tuple[Dialect, ...] = tuple(
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

LOCATED = (
    ("fetch", "/fetch", "fetch", "a picture that a URL names, in our own words", "?url=/{key}&w=300"),
    ("next", "/_next/image", "next", "a picture as next/image asks for it", "?url=/{key}&w=640&q=75"),
    ("vercel", "/_vercel/image", "vercel", "a picture as pages on Vercel ask for it", "?url=/{key}&w=640&q=75"),
    ("netlify", "/.netlify/images", "netlify", "a picture as pages on Netlify ask for it", "?url=/{key}&w=300"),
    ("astro", "/_image", "astro", "a picture as Astro asks for it", "?href=/{key}&w=300&f=webp"),
    ("amplify", "/_amplify/image", "amplify", "a picture as pages on AWS Amplify ask for it", "?url=/{key}&width=300"),
    ("wsrv", "/wsrv/", "wsrv.address", "a picture as wsrv.nl is asked for it", "?url=/{key}&w=300&output=webp"),
)
"""Of each that names a picture by its URL: its name, path and module, what comes, and a query to show."""

LOCATED_ROWS: tuple[Dialect, ...] = tuple(
    Dialect(
        name,
        path,
        f"handler.dialects.located.{module}",
        about,
        query,
        stands_in=True,
        invalidated="*",
        family=name,
    )
    for name, path, module, about, query in LOCATED
)
