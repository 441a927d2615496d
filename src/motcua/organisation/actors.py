"""Who is acting, in which unit, with which roles, posted where? Facts for policies, no database."""

from dataclasses import dataclass

from motcua.organisation.terms import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one unit on one day.

    `desks` are ids of the one-stop units the person is posted to that day.
    """

    person_id: int
    name: str
    unit_id: str
    roles: frozenset[Role]
    desks: frozenset[int]

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of these roles in this unit today."""
        return any(role in self.roles for role in roles)
