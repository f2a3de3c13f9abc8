"""A city's website that embeds the widget under a strict content security policy of its own."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>City of Example</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/city.css"><script src="{vara}/widget.js" data-language="auto" defer></script></head>
<body><main><h1>City of Example</h1><p>Welcome to <a href="/">our city</a>.</p></main></body></html>"""

CITY_CSS = "* { color: red !important; font-size: 9px !important } button { display: none } html { font-size: 62.5% }"

POLICY = (
    "default-src 'none'; script-src {vara}; connect-src {vara}; img-src {vara}; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


class ForeignSite:
    """Serves inside a `with`. `vara` is the address from which it embeds the widget."""

    def __init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_style = self.path.endswith(".css")
                body = (CITY_CSS if is_style else PAGE.format(vara=site.vara)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/css" if is_style else "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", POLICY.format(vara=site.vara))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any, **named: Any) -> None:
                """Nobody reads it."""

        self.vara = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
