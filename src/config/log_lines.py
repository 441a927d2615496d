"""What does a log line say of an error? Where and why, never the row: PostgreSQL's details hold personal data."""

import logging
import re

# psycopg adds these lines to the text of an error: whole rows, keys, the statement with its values.
_DETAILS = re.compile(r"^\s*(?:DETAIL|CONTEXT|QUERY|STATEMENT|LINE \d+):?.*$", re.MULTILINE)


class PatternFilter(logging.Filter):
    """Of an address its pattern: what somebody typed into an address may be a name or a code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, its request's path as the pattern that it matched."""
        path = getattr(getattr(record, "request", None), "path", None)
        if path is not None and isinstance(record.args, tuple):
            match = getattr(record.request, "resolver_match", None)  # type: ignore[attr-defined]
            pattern = f"/{match.route}" if match is not None else "/…"
            record.args = tuple(pattern if said == path else said for said in record.args)
        return True


class LineFormatter(logging.Formatter):
    """A line of the log; of an exception its way through the code and the first line of its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole record, without what the database says about rows."""
        return _DETAILS.sub(
            "  (chi tiết của cơ sở dữ liệu không ghi vào nhật ký máy)", super().format(record)
        )
