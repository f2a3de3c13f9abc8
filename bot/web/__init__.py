"""The web chat: HTTP interface, full page and widget."""
