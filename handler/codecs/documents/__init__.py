"""Documents: files that are drawn when they are decoded, SVG and PDF; what drawing would take is counted before."""
