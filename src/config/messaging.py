"""By which carriers does the office send messages? Read from the environment; none set up: people are phoned."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from config.carrier_address import address_and_token

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server; `security`: starttls, tls or none."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


@dataclass(frozen=True, slots=True)
class Gateway:
    """A carrier's HTTP address and the secret it knows us by; `sender` is our name or page there.

    `plain`: short messages go out in letters without marks. `receipt_secret` signs what it tells afterwards.
    """

    url: str
    token: str
    sender: str
    plain: bool = False
    receipt_secret: str = ""
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class MessageSettings:
    """The carriers that are set up. `illustrated`: none is, and a demonstration shows its messages on a page."""

    mail: MailServer | None
    sms: Gateway | None
    zalo: Gateway | None
    illustrated: bool

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that are open, by the words of notices."""
        if self.illustrated:
            return ("email", "zalo", "sms")
        found = (("email", self.mail), ("zalo", self.zalo), ("sms", self.sms))
        return tuple(way for way, carrier in found if carrier is not None)


def message_settings_from(environ: Mapping[str, str], *, demonstration: bool) -> MessageSettings:
    """Raises ImproperlyConfigured for what cannot be read."""
    mail, sms, zalo = _mail(environ), _gateway(environ, "SMS"), _gateway(environ, "ZALO")
    nothing = mail is None and sms is None and zalo is None
    return MessageSettings(mail, sms, zalo, illustrated=demonstration and nothing)


def _mail(environ: Mapping[str, str]) -> MailServer | None:
    """MOTCUA_SMTP=host[:port], _USER, _PASSWORD, _SECURITY (starttls, tls, none), _FROM."""
    said = environ.get("MOTCUA_SMTP", "").strip()
    if not said:
        return None
    host, _, port = said.partition(":")
    security, sender = environ.get("MOTCUA_SMTP_SECURITY", "starttls"), environ.get("MOTCUA_SMTP_FROM", "")
    if security not in _PORTS:
        raise ImproperlyConfigured(
            "MOTCUA_SMTP_SECURITY phải là starttls, tls hoặc none. Hãy sửa rồi chạy lại."
        )
    if (port and not port.isdecimal()) or "@" not in sender:
        raise ImproperlyConfigured(
            "MOTCUA_SMTP phải là máy[:cổng] và MOTCUA_SMTP_FROM là địa chỉ gửi. Hãy sửa rồi chạy lại."
        )
    user, password = environ.get("MOTCUA_SMTP_USER", ""), environ.get("MOTCUA_SMTP_PASSWORD", "")
    return MailServer(host, int(port or _PORTS[security]), user, password, security, sender)


def _gateway(environ: Mapping[str, str], name: str) -> Gateway | None:
    """MOTCUA_<name>_URL, _TOKEN, _SENDER, _RECEIPT_SECRET; MOTCUA_SMS_PLAIN=0 keeps the marks of Vietnamese."""
    found = address_and_token(environ, name)
    if found is None:
        return None
    url, token = found
    return Gateway(
        url=url,
        token=token,
        sender=environ.get(f"MOTCUA_{name}_SENDER", ""),
        plain=name == "SMS" and environ.get("MOTCUA_SMS_PLAIN", "1") != "0",
        receipt_secret=environ.get(f"MOTCUA_{name}_RECEIPT_SECRET", ""),
    )
