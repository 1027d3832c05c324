"""An S3 behind TLS, with a certificate that its own authority has signed, which is itself."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"


class SecureServer(NamedTuple):
    """Where it is, the file of its authority, and the connections that were made to it."""

    address: str
    authority: Path
    connections: list[object]


class _Object(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", "3")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def secure_server(folder: Path) -> Iterator[SecureServer]:
    """Run a server that has every object, three bytes long. folder: for its certificate."""
    certificate = _certificate(folder / "own.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer((HOST, 0), _Object)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    connections: list[object] = []
    accept = server.get_request

    def accepting() -> tuple[object, object]:
        taken = accept()
        connections.append(taken[1])
        return taken

    server.get_request = accepting  # type: ignore[method-assign, assignment]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield SecureServer(f"https://{HOST}:{server.server_port}", certificate, connections)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(file: Path) -> Path:
    """Write a key and a certificate of it into a file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
