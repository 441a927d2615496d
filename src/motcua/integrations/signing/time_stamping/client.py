"""How is a trusted moment asked for?"""

from asyncio import to_thread

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from motcua.integrations.signing.posting import posted


class HttpTimeStamper(TimeStamper):
    """The authority at `url`; an answer after `timeout` seconds is none."""

    def __init__(self, url: str, *, timeout: float = 5.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url = url
        self.timeout = timeout

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer. Raises TimestampRequestError, which the signing tells as `time_stamp_silent`."""
        return await to_thread(self._asked, req.dump())

    def _asked(self, body: bytes) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            return tsp.TimeStampResp.load(posted(self.url, body, headers, timeout=self.timeout))
        except (OSError, ValueError) as silent:
            raise TimestampRequestError(f"no time stamp from {self.url}") from silent
