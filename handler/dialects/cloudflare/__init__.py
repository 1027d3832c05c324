"""Cloudflare's images: `/cdn-cgi/image/width=300,format=auto/cat.jpg`; docs/cloudflare.md tells what is supported."""
