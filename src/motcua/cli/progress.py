"""How does a command show what it is doing? One line on stderr a step, with the seconds it took."""

import sys

from config.launch.steps import step

__all__ = ["say", "step"]


def say(text: str) -> None:
    """A line to the operator; stdout stays free for answers."""
    print(text, file=sys.stderr, flush=True)
