"""A pretended Telegram on a loopback port, for driving the real process."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.pretend.telegram import Pretended, body

TOKEN = "777:pretended"


@contextmanager
def serving(pretended: Pretended) -> Iterator[str]:
    """The base URL of ``pretended`` served on 127.0.0.1 until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            data = form(
                self.headers.get("Content-Type", ""),
                self.rfile.read(int(self.headers.get("Content-Length", 0))),
            )
            status, answer = body(pretended, urlsplit(self.path).path.rsplit("/", 1)[1], data)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            return None

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            return None  # a killed client is part of the tests

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def form(kind: str, raw: bytes) -> dict[str, Any]:
    """The parameters of a call, whichever way they were sent."""
    if kind.startswith("application/json"):
        return dict(json.loads(raw or b"{}"))
    if kind.startswith("multipart/"):
        message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
        parts = [part for part in message.walk() if not part.is_multipart()]
        return {str(part.get_param("name", header="content-disposition")): content(part) for part in parts}
    return dict(parse_qsl(raw.decode(), keep_blank_values=True))


def content(part: Message) -> str | bytes:
    """A form field's text, or a file's bytes."""
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw if part.get_filename() else raw.decode()
