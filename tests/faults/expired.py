"""A server whose certificate ran out: no request may ever arrive inside its encryption."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Expired:
    port: int
    knocks: int = 0
    requests: int = 0
    """Calls that went on in spite of the certificate."""

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"


@contextmanager
def expired_server(folder: Path) -> Iterator[Expired]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired_certificate(folder))

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            seen.knocks += 1
            self.request.settimeout(10)
            try:
                with context.wrap_socket(self.request, server_side=True) as inside:
                    if inside.recv(1):
                        seen.requests += 1
            except OSError:
                return

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        seen = Expired(server.server_address[1])
        Thread(target=server.serve_forever, daemon=True).start()
        yield seen
        server.shutdown()


def expired_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    ended = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ended - timedelta(days=90))
        .not_valid_after(ended)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "expired.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(pem))
    return path
