"""How does a writer say what it was told is done? One line an act, at once."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """An acknowledged act: by whose hand (identity number of the applicant), on which code, promised for when."""

    act: str
    identity: str
    code: str
    due: str = "-"  # ISO, of a reception

    def line(self) -> str:
        return f"{self.act} {self.identity} {self.code} {self.due}"


def told(line: str) -> Told:
    """A line read back."""
    act, identity, code, due = line.split()
    return Told(act, identity, code, due)


def identity(writer: int, number: int) -> str:
    """The identity number of a writer's n-th applicant: everybody is there once."""
    return f"079085{writer:02d}{number:04d}"


def writer_of(said: Told) -> int | None:
    """Whose applicant it is; None for a job."""
    return int(said.identity[6:8]) if said.identity != "-" else None


def tell(act: str, who: str, code: str, due: str = "-") -> None:
    """On standard output in one piece: several writers share it."""
    os.write(1, f"{Told(act, who, code, due).line()}\n".encode())
