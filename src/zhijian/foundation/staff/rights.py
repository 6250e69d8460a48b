"""Which part of the tree somebody's roles reach, read once."""

from dataclasses import dataclass

from zhijian.foundation.org.scope import NOTHING, Scope
from zhijian.foundation.staff.roles import Role


@dataclass(frozen=True, slots=True)
class Rights:
    """Today's roles, each with the top of the subtree it is held on; the empty path is the whole house."""

    held: tuple[tuple[str, str], ...] = ()  # (role, path)

    def scope(self, *roles: Role) -> Scope:
        """Where at least one of these is held; without any named, where any is held."""
        found = [path for role, path in self.held if not roles or role in roles]
        return Scope.of(*found) if found else NOTHING

    def has(self, *roles: Role) -> bool:
        """Anywhere at all: whether to show a door, not whether to open it."""
        return any(role in roles for role, _path in self.held)

    def reach(self, path: str, *roles: Role) -> bool:
        """At this very place."""
        return self.scope(*roles).holds(path)
