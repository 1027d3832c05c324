"""An authority of the tests' own, and certificates that it has signed; nothing else trusts it."""

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "images.example.com"
"""The host of all tests that need one."""

LEAF, AUTHORITY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
ISSUER = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority of the tests")])
USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
"""What a key can be good for."""


def _signed(name: x509.Name, public: ec.EllipticCurvePublicKey, host: str = "", days: int = 30) -> x509.Certificate:
    """Return a certificate: of the host, good until so many days from now, or of the authority where there is none."""
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(ISSUER, name, public, x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(AUTHORITY.public_key()), critical=False)
    )
    usage = dict.fromkeys(USAGES, False) | {"digital_signature": bool(host), "key_cert_sign": not host}
    made = made.add_extension(x509.KeyUsage(**usage), critical=True)  # Python 3.13 asks for it
    if host:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return made.sign(AUTHORITY, hashes.SHA256())


@cache
def root() -> str:
    """Return the certificate of the authority."""
    return _signed(ISSUER, AUTHORITY.public_key()).public_bytes(serialization.Encoding.PEM).decode()


@cache
def believing() -> ssl.SSLContext:
    """Return how a client trusts the authority, in place of the system's and otherwise as it does."""
    context = ssl.create_default_context(cadata=root())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@cache
def serving(host: str = HOST, days: int = 30) -> ssl.SSLContext:
    """Return what a server of this host needs. days: until its certificate expires."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    certificate = _signed(name, LEAF.public_key(), host, days).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    key = LEAF.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        file = Path(folder, "both.pem")
        file.write_bytes(key + certificate)
        context.load_cert_chain(file)
    return context
