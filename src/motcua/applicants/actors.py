"""Which citizen is here, how sure is that, whom do they act for? Facts for policies, no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation somebody acts for: confirmed, and in force on the day of the request (R-033)."""

    representation_id: int
    tax_code: str
    name: str


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person signed in at the public pages.

    `assurance` is how sure this session is (1 to 3, `terms.Assurance`), never more than how the person came in;
    `id_verified` says whether name and number were shown by an identity provider or an official, not only typed.
    `assisted_by` is the staff member (organisation.Person id) who helps at the desk, `session_id` the row of
    the session (applicants.AccountSession).
    """

    account_id: int
    name: str
    id_type: str
    id_number: str
    phone: str
    email: str
    assurance: int
    acting_for: Organisation | None = None
    id_verified: bool = False
    assisted_by: int | None = None
    session_id: int = 0
