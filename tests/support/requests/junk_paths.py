"""What scanners and browsers ask every host for, without the first slash: no picture of it."""

JUNK = (
    *(".env", ".git/config", "wp-login.php", "xmlrpc.php", "robots.txt", "sitemap.xml", "admin", "cgi-bin/luci"),
    *("a/.ssh/x.jpg", "index.html", "%2eenv", "%2Ewell-known/security.txt", "favicon.ico", "phpinfo", "a.jpg/b"),
    *("a.php%00.jpg/", "favicon.ico/"),
)
