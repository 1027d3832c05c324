"""ipx, which @nuxt/image brings along: `/_ipx/s_300x200,f_webp/cat.jpg`; docs/ipx.md tells what is supported."""
