"""The certificate that the college's server shows, asked for before anything is trusted or sent."""

import socket
import ssl
from hashlib import sha256

from branchtui.store.college.connection import PATIENCE, AwayError, CollegeError

_SSL_REQUEST = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")  # PostgreSQL's question whether it speaks TLS
FINGERPRINT = 16  # bytes of its SHA-256 in a code: who makes one that is like it has to try 2¹²⁸
_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL


def shown(host: str, port: int) -> bytes:
    """The certificate of the server there, as DER. Nothing says yet whose it is. Raises AwayError, CollegeError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # it is compared with the code afterwards
    return _hand_shaken(host, port, context)


def refuse_other_name(host: str, port: int, certificate: bytes) -> None:
    """Raises CollegeError where the certificate is not for this name of the server, so that no seat could connect."""
    context = ssl.create_default_context(cadata=certificate)
    try:
        _hand_shaken(host, port, context)
    except ssl.SSLCertVerificationError as error:
        expired = error.verify_code == _EXPIRED
        wrong = "服务器的证书过期了" if expired else f"服务器的证书里没有 {host} 这个名字。请换成证书里有的名字或地址"
        raise CollegeError(
            f"{wrong}；{'请' if expired else '或'}在服务器上删去数据目录里的 college.crt，"
            f"运行 branchtui college script --host {host} … 重做证书，那以后已加入的电脑都要新的加入码。"
        ) from error


def fingerprint(certificate: bytes) -> bytes:
    """What a join code says of a certificate."""
    return sha256(certificate).digest()[:FINGERPRINT]


def pem(certificate: bytes) -> str:
    """As the driver reads it."""
    return ssl.DER_cert_to_PEM_cert(certificate)


def _hand_shaken(host: str, port: int, context: ssl.SSLContext) -> bytes:
    """Raises ssl.SSLCertVerificationError where the context asks for more than is shown."""
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as plain:
            plain.sendall(_SSL_REQUEST)
            if plain.recv(1) != b"S":
                raise CollegeError(
                    f"{host}:{port} 不是能加密的 PostgreSQL。请核对主机名和端口，或请学院管理员运行 branchtui college check。"
                )
            with context.wrap_socket(plain, server_hostname=host) as sealed:
                certificate = sealed.getpeercert(binary_form=True)
    except ssl.SSLCertVerificationError:
        raise
    except ssl.SSLError as error:
        raise CollegeError(f"与 {host}:{port} 建立不了加密连接（{error.reason}）。请学院管理员检查服务器。") from error
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise AwayError(
            f"连不上 {host}:{port}（{why}）。请核对主机名、端口，确认连上了校园网；都对的，请学院管理员检查服务器和防火墙。"
        ) from error
    assert certificate is not None, "a server always shows one"
    return certificate
