"""Of what does a result paper consist? Laid out as NĐ 30/2020/NĐ-CP asks, from blocks of text that is never markup."""

from dataclasses import dataclass, field

from motcua.documents.sheet import Code, Fields, Lines, Paragraph, SheetHead, Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A line in the middle, bold."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: lines of capacity and title, hint, printed name; at the left recipients or another signature."""

    title: tuple[str, ...]
    name: str
    hint: str = ""
    recipients: tuple[str, ...] = ()
    left_title: str = ""
    left_name: str = ""
    kind: str = field(default="signing", init=False)


ResultBlock = Heading | Paragraph | Fields | Lines | Table | Signing


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """A result laid out. `head` None: a paper that is set under another (a certification on a copy).

    `about` is the line below the number of a letter (V/v …); `check` the code by which anybody can check it.
    """

    page: str
    head: SheetHead | None
    title: str
    subtitle: str
    about: str
    label: str
    code: str
    blocks: tuple[ResultBlock, ...]
    check: Code | None = None
    mark: str = ""
