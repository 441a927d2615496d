"""Who is acting, in which unit, with which roles, posted where? Facts for policies, no database."""

from dataclasses import dataclass

from motcua.organisation.terms import Role


@dataclass(frozen=True, slots=True)
class StoodFor:
    """A person who is away and whose roles in the unit the actor takes that day (R-241)."""

    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Seat:
    """A posting to a desk as acts see it: `roles` and `procedures` empty are all that the person may do."""

    desk: int
    roles: frozenset[Role] = frozenset()
    procedures: frozenset[str] = frozenset()

    def allows(self, roles: tuple[Role, ...], procedure: str) -> bool:
        """Whether the assignment covers one of these roles for that procedure (144/KH-UBND II.4)."""
        return (not self.roles or bool(self.roles & set(roles))) and (
            not self.procedures or procedure in self.procedures
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one unit on one day.

    `desks` are ids of the one-stop units the person is posted to that day, `seats` say for which work.
    `postal_unit` is the postal unit of a worker of the public post, whose acts name it (R-132), `postal_unit_id`
    its key, by which their parcels are found.
    `roles` and `desks` hold what the people give whom the actor stands in for (`stands_for`); `own_roles` is then
    what the actor holds themself, `own_desk` whether they are posted themself.
    """

    person_id: int
    name: str
    unit_id: str
    roles: frozenset[Role]
    desks: frozenset[int]
    stands_for: tuple[StoodFor, ...] = ()
    own_roles: frozenset[Role] = frozenset()
    own_desk: bool = False
    seats: tuple[Seat, ...] = ()
    postal_unit: str = ""
    postal_unit_id: str = ""

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of these roles in this unit today."""
        return any(role in self.roles for role in roles)

    def assigned(self, desk: int, roles: tuple[Role, ...], procedure: str) -> bool:
        """Whether a posting to the desk is for this work; without a posting there is nothing to judge (R-229)."""
        here = [seat for seat in self.seats if seat.desk == desk]
        return not here or any(seat.allows(roles, procedure) for seat in here)

    def acts_for_post(self, *roles: Role) -> bool:
        """Whether an act open to these roles is done as a worker of the public post, by no other right (R-132)."""
        return Role.POST in roles and self.has(Role.POST) and not self.has(*(set(roles) - {Role.POST}))

    def name_for(self, *roles: Role, at_desk: bool = False) -> str:
        """The name an act by one of these roles is signed with: both names where it is done for another.

        An official who holds the role themself, and where the act is done `at_desk` a seat too, acts as themself.
        """
        if self.acts_for_post(*roles) and self.postal_unit:
            return f"{self.name} ({self.postal_unit})"
        wanted = frozenset(roles)
        if wanted & self.own_roles and (self.own_desk or not at_desk):
            return self.name
        others = [other.name for other in self.stands_for if other.roles & wanted]
        return f"{self.name} (làm thay {', '.join(others)})" if others else self.name
