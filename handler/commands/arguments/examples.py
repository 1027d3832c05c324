"""Examples: what stands at the end of each command's help; docs/commands.md shows what comes of them."""

EXAMPLES = {
    "serve": """\
tintype serve
tintype serve --source ./samples --port 8080
tintype serve --source s3://my-bucket/pictures""",
    "check-config": """\
TINTYPE_WIDTHS=300,abc tintype check-config""",
    "sign": """\
tintype sign '/images/bee.jpg?w=301'
tintype sign --expires 3600 https://img.example.com/images/bee.jpg?w=301""",
    "translate": """\
tintype translate urls.txt --from imgix
grep -o 'https://[^"]*' page.html | tintype translate - --base https://img.example.com""",
    "purge": """\
tintype purge photos/bee.jpg""",
    "backfill": """\
tintype backfill s3://my-bucket/photos --dry-run
tintype backfill s3://my-bucket/photos --preset thumb --workers 8""",
    "render": """\
tintype render bee.jpg small.webp w=300
tintype render photos/ thumbs/ w=300,h=300,fit=crop,fm=webp
tintype render - - w=300 fm=avif < bee.jpg > bee.avif
tintype render generate:card card.png title='Pictures on demand'
tintype render bee.jpg square.png --recipe square.json""",
    "compare": """\
tintype compare bee.png small.webp
tintype compare before.png after.png --diff difference.png
tintype compare before.png after.png --at-least 0.98""",
    "explain": """\
tintype explain '/images/bee.jpg?w=300&fm=webp' --size 4000x3000
tintype explain '/thumbor/unsafe/300x200/smart/bee.jpg' --source bee.jpg --dialects
tintype explain '/images/bee.jpg?w=300' --source s3://my-bucket/pictures --json""",
    "completion": """\
source <(tintype completion bash)
tintype completion zsh > "${fpath[1]}/_tintype"
tintype completion fish > ~/.config/fish/completions/tintype.fish""",
}
"""By command; a line is a command to type."""
