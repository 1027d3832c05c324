"""imgproxy: `/imgproxy/{signature}/rs:fill:300:200/plain/cat.jpg@webp`; docs/imgproxy.md tells what is supported."""
