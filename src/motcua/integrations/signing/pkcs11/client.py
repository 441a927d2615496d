"""How is signed with a key that never leaves its token?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pkcs11
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from motcua.core.refusals import refuse
from motcua.documents.signing.port import Appearance
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.trusting import certificates
from motcua.documents.signing.writing import PLAIN, Manner, sign_with


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A key on a token: `module` the driver's file, `token` and `key` their labels, `certificate` PEM with `chain`."""

    holder: str
    module: str
    token: str
    pin: str
    key: str
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    manner: Manner = PLAIN

    def sign(
        self, pdf: bytes, *, field: SignatureField, appearance: Appearance | None, at: datetime
    ) -> bytes:
        """See `Signer.sign`; the session with the token is opened for this signature and closed after it."""
        [own] = certificates((self.certificate,))
        with self._session() as session:
            key = PKCS11Signer(
                session,
                key_label=self.key,
                signing_cert=own,
                ca_chain=certificates(self.chain),
                embed_roots=False,
            )
            return sign_with(key, pdf, field=field, appearance=appearance, at=at, manner=self.manner)

    @contextmanager
    def _session(self) -> Iterator[pkcs11.Session]:
        """An open session; whatever the token cannot do, also later, is `key_unavailable`."""
        try:
            session = open_pkcs11_session(
                self.module, token_criteria=TokenCriteria(label=self.token), user_pin=self.pin
            )
            try:
                yield session
            finally:
                session.close()
        except (pkcs11.PKCS11Error, OSError, LookupError) as gone:
            raise refuse(
                "key_unavailable",
                "Không dùng được thiết bị giữ khóa ký nên chưa ký. Văn bản và số vẫn được giữ; hãy kiểm tra thiết bị, "
                "mã PIN rồi ký lại.",
            ) from gone
