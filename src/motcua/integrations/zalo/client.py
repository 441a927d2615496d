"""How is a notice handed to Zalo?"""

from dataclasses import dataclass

from config.messaging import Gateway
from motcua.integrations.asking import asked
from motcua.integrations.zalo.map import answer_of, request_of
from motcua.notices.ports import Message, NotTaken, Taken


@dataclass(frozen=True, slots=True)
class ZaloCarrier:
    """The official account that is set up."""

    gateway: Gateway
    plain: bool = False

    def send(self, message: Message) -> Taken | NotTaken:
        """See `Carrier.send`."""
        try:
            answered = asked(
                f"{self.gateway.url}/message/template",
                request_of(message),
                {"access_token": self.gateway.token},
                timeout=self.gateway.timeout,
            )
        except OSError as silent:
            return NotTaken(f"Zalo không trả lời ({type(silent).__name__}).")
        return answer_of(answered)
