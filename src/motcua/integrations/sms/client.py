"""How is an SMS handed to the gateway?"""

from dataclasses import dataclass

from config.messaging import Gateway
from motcua.integrations.asking import asked
from motcua.integrations.sms.map import answer_of, request_of
from motcua.notices.ports import Message, NotTaken, Taken


@dataclass(frozen=True, slots=True)
class SmsCarrier:
    """The gateway that is set up."""

    gateway: Gateway

    @property
    def plain(self) -> bool:
        """See `Carrier.plain`: the operator's setting."""
        return self.gateway.plain

    def send(self, message: Message) -> Taken | NotTaken:
        """See `Carrier.send`."""
        headers = {"Authorization": f"Bearer {self.gateway.token}", "Idempotency-Key": message.key}
        try:
            answered = asked(
                f"{self.gateway.url}/messages",
                request_of(message, self.gateway),
                headers,
                timeout=self.gateway.timeout,
            )
        except OSError as silent:
            return NotTaken(f"Nhà mạng không trả lời ({type(silent).__name__}).")
        return answer_of(answered)
