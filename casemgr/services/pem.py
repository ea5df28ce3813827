"""Certificates and private keys from files, as an agency's own key software writes them."""

from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from casemgr.core.errors import BadFile
from casemgr.i18n import _


def read_certificate(path: Path) -> x509.Certificate:
    """A certificate in PEM or DER."""
    try:
        content = path.read_bytes()
        pem = content.lstrip().startswith(b"-----")
        return x509.load_pem_x509_certificate(content) if pem else x509.load_der_x509_certificate(content)
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise BadFile(_("{name} is not a certificate that can be read.").format(name=path.name)) from error


def read_private_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """A private P-256 key in PEM without a passphrase of its own."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadFile(_("{name} is not a private key that can be read.").format(name=path.name)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadFile(_("{name} is not a P-256 key.").format(name=path.name))
    return key
