"""Which result does somebody ask for by its check code? Asking for none costs as much as asking for one.

So the time of an answer does not tell a guesser that a code is near: for an unknown code the same is read and made for
another result, and thrown away.
"""

from dataclasses import dataclass

from motcua.dossiers.models import ResultDocument
from motcua.dossiers.result_terms import ResultState
from motcua.dossiers.results.proving import Proof, proof_of
from motcua.dossiers.results.queries import AROUND_CHECK, result_by_code


@dataclass(frozen=True, slots=True)
class Asked:
    """`result` of the code, None where there is none; `worked` and `proof`: what is worked on either way.

    Both are None only in an office that has decided nothing yet. Show `proof` only where there is a `result`.
    """

    result: ResultDocument | None
    worked: ResultDocument | None
    proof: Proof | None


def asked_for(check_code: str) -> Asked:
    """The result of a code as people type it."""
    result, other = result_by_code(check_code), _another()
    worked = result or other
    return Asked(result, worked, proof_of(worked) if worked else None)


def _another() -> ResultDocument | None:
    decided = ResultDocument.objects.exclude(state=ResultState.DRAFT)
    return decided.select_related(*AROUND_CHECK).order_by("-pk").first()
