"""Servers on sockets of their own: one that answers as it is told, as no well-behaved server does, and an app's."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn

Serve = Callable[[socket.socket], None]


def whole_request(connection: socket.socket) -> bytes:
    """Read a request with its body: closing with bytes unread would reset the connection."""
    seen = b""
    while more := connection.recv(65536):
        seen += more
        head, end, body = seen.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if end and len(body) >= (int(length[1]) if length else 0):
            break
    return seen


@contextmanager
def listening(serve: Serve) -> Iterator[tuple[str, list[bytes]]]:
    """A server on a socket of its own: `serve` answers each connection after its request is read."""
    requests_seen: list[bytes] = []
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)

        def loop() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(5)
                    with suppress(OSError):
                        requests_seen.append(whole_request(connection))
                        serve(connection)

        thread = threading.Thread(target=loop, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", requests_seen
        finally:
            stop.set()
            thread.join()


def says(text: str) -> Serve:
    return lambda connection: connection.sendall(text.encode())


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(50):
        connection.sendall(b"{")
        time.sleep(0.1)


def an_answer_of(size: int) -> Serve:
    """Good JSON behind so many spaces that it is `size` bytes long."""
    body = b'{"meta": {}}'.rjust(size)
    head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n"
    return lambda connection: connection.sendall(head.encode() + body)


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve an application; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
