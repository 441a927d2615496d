"""Why is a file not taken? A code between the process that opens it and the sentence that says it."""


class Unfit(Exception):
    """The content is not what the office takes; `code` is one of `inspecting.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
