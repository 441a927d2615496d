"""When is a question shown? Only what was asked before may decide; loops and forward references are named."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.procedures.online_forms.kinds import is_empty
from motcua.procedures.online_forms.shapes import Clause, Form, Group, Question
from motcua.procedures.online_forms.terms import QuestionKind

DECIDING = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO})


def holds(clause: Clause, shown: Mapping[str, Any]) -> bool:
    """Whether a clause holds; `shown` are the answers of questions that are shown, and no others."""
    answer = shown.get(clause.question)
    if is_empty(answer):
        return False
    if not clause.values:
        return True
    given = {str(one) for one in answer} if isinstance(answer, list) else {str(answer)}
    return bool(given & set(clause.values)) != clause.negated


def all_hold(clauses: tuple[Clause, ...], shown: Mapping[str, Any]) -> bool:
    """Whether every clause holds."""
    return all(holds(clause, shown) for clause in clauses)


def condition_faults(form: Form) -> Iterator[tuple[str, str]]:
    """Conditions that can never be judged: (place, what is wrong)."""
    loops = _loops(form)
    looped = {name for loop in loops for name in loop}
    for loop in loops:
        yield (
            f"câu hỏi {loop[0]}",
            f"điều kiện vòng tròn: {' → '.join((*loop, loop[0]))}. Hãy bỏ một điều kiện.",
        )
    earlier: dict[str, Question] = {}
    for group in form.groups:
        yield from _clause_faults(f"nhóm {group.key}", group.shown_when, earlier, form, looped)
        of_group = dict(earlier)
        for question in group.questions:
            place = f"câu hỏi {question.key}"
            yield from _clause_faults(place, question.shown_when, of_group, form, looped)
            yield from _clause_faults(place, question.prefill_when, of_group, form, looped)
            yield from _source_faults(place, question, of_group)
            of_group[question.key] = question
        if group.repeat is None:
            earlier = of_group


def _clause_faults(
    place: str, clauses: tuple[Clause, ...], earlier: Mapping[str, Question], form: Form, looped: set[str]
) -> Iterator[tuple[str, str]]:
    for clause in clauses:
        asked = earlier.get(clause.question)
        if asked is None:
            if clause.question not in looped:
                yield place, _why_not_earlier(clause, form)
        elif clause.values and asked.kind not in DECIDING:
            yield place, f"điều kiện so với “{asked.key}”, nhưng câu đó không phải câu chọn."
        elif unknown := sorted(set(clause.values) - set(asked.labels())):
            yield (
                place,
                f"điều kiện cần “{asked.key}” là {', '.join(unknown)}, nhưng câu đó không có lựa chọn này.",
            )


def _source_faults(
    place: str, question: Question, earlier: Mapping[str, Question]
) -> Iterator[tuple[str, str]]:
    """A first value may be taken from an answer only where that was given before."""
    for source in question.prefill:
        where, _, name = source.partition(".")
        if where == "answer" and name not in earlier:
            yield place, f"điền sẵn từ câu “{name}”, nhưng mẫu không có câu đó đứng trước."


def _why_not_earlier(clause: Clause, form: Form) -> str:
    group = form.group_of(clause.question)
    if group is None:
        return f"điều kiện hỏi “{clause.question}”, mẫu không có câu hỏi này."
    if group.repeat is not None:
        return (
            f"điều kiện hỏi “{clause.question}” của nhóm lặp lại {group.key}; chỉ câu trong nhóm đó hỏi được."
        )
    return f"điều kiện hỏi “{clause.question}”, câu này đứng sau. Hãy chuyển câu đó lên trước."


def _loops(form: Form) -> list[tuple[str, ...]]:
    """Questions whose conditions lead back to themselves, each loop once, from its first name."""
    asks = {
        question.key: [clause.question for clause in (*group.shown_when, *question.shown_when)]
        for group in form.groups
        for question in group.questions
    }
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for start in asks:
        _walk(start, (), asks, done, found)
    return list(found.values())


def _walk(
    name: str,
    path: tuple[str, ...],
    asks: Mapping[str, list[str]],
    done: set[str],
    found: dict[frozenset[str], tuple[str, ...]],
) -> None:
    if name in path:
        loop = path[path.index(name) :]
        found.setdefault(frozenset(loop), loop)
        return
    if name in done:
        return
    for asked in asks.get(name, ()):
        _walk(asked, (*path, name), asks, done, found)
    done.add(name)


def shown_questions(group: Group, shown: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Question]:
    """The questions of a group that are shown, judged in their order.

    `shown` are the shown answers before the group, `given` what was answered in it (or in one of its rows).
    """
    if not all_hold(group.shown_when, shown):
        return
    so_far = dict(shown)
    for question in group.questions:
        if all_hold(question.shown_when, so_far):
            so_far[question.key] = given.get(question.key)
            yield question
