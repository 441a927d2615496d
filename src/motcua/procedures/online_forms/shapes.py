"""Of what does a form consist? Groups (one a page) of questions, their conditions, the paper they make."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.procedures.online_forms.terms import YES_NO_LABELS, QuestionKind


@dataclass(frozen=True, slots=True)
class Clause:
    """The question is shown, answered, and its answer is one of `values` (`negated`: none of them).

    Without values it is enough that it is answered.
    """

    question: str
    values: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers of a choice."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. `least` and `most` bound a number or the length of a text; `first` and `last` a date.

    `first` and `last` are 2000-02-09, `today`, or `today` moved: `today-18y`, `today+30d`.
    `prefill` names where a first value is sought, in this order, and only where `prefill_when` holds.
    `printed` is the label on the declaration ("" where it is not printed), `beside` keeps it in one line with the
    one before.
    """

    key: str
    kind: QuestionKind
    label: str
    hint: str = ""
    error: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()
    shown_when: tuple[Clause, ...] = ()
    least: int | None = None
    most: int | None = None
    first: str = ""
    last: str = ""
    prefill: tuple[str, ...] = ()
    prefill_when: tuple[Clause, ...] = ()
    printed: str = ""
    beside: bool = False

    def labels(self) -> dict[str, str]:
        """The label of each value that may be chosen; empty where nothing is chosen."""
        if self.kind == QuestionKind.YES_NO:
            return dict(YES_NO_LABELS)
        return {choice.value: choice.label for choice in self.choices}


@dataclass(frozen=True, slots=True)
class Repeat:
    """The group is answered again for each thing of its kind; `row` names one ("Người con")."""

    least: int
    most: int
    row: str


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one page. `heading` and `lead` are printed on the declaration before them."""

    key: str
    title: str
    questions: tuple[Question, ...]
    hint: str = ""
    shown_when: tuple[Clause, ...] = ()
    repeat: Repeat | None = None
    heading: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """The paper that the answers make: title, whom it is addressed to, what is stated before the signature.

    `signed_by` and `signed_left_by` name the questions whose answers are printed under the signatures.
    """

    title: str
    subtitle: str = ""
    form_no: str = ""
    addressee: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    signature: str = "Người khai"
    signature_hint: str = "(Ký, ghi rõ họ, chữ đệm, tên)"
    signed_by: str = ""
    signature_left: str = ""
    signed_left_by: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is used; `source` and `confidence` say from where its questions are."""

    title: str
    groups: tuple[Group, ...]
    declaration: Declaration
    source: str = ""
    confidence: str = ""

    def questions(self) -> Iterator[Question]:
        """Every question in its order."""
        for group in self.groups:
            yield from group.questions

    def group(self, key: str) -> Group | None:
        """The group of that key."""
        return next((group for group in self.groups if group.key == key), None)

    def question(self, key: str) -> Question | None:
        """The question of that key, in whichever group."""
        return next((one for one in self.questions() if one.key == key), None)

    def group_of(self, question: str) -> Group | None:
        """The group that holds a question."""
        return next(
            (group for group in self.groups if any(one.key == question for one in group.questions)), None
        )
