"""Origins: pictures that lie at other hosts: which URLs name one, and from where they may be taken."""
