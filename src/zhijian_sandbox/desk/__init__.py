"""The desk: the sandbox's pages, where phones lie side by side and can be typed on."""
