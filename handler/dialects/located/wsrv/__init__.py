"""wsrv: the dialect of images.weserv.nl: its words, what they make of a picture, and a picture in them."""
