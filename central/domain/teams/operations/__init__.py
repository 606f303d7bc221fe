"""Changes of teams, of their forwarding destinations and of who is in them."""

from central.domain.teams.operations.keeping import create_team, set_forwardings, update_team
from central.domain.teams.operations.members import add_member, change_member, remove_member

__all__ = [
    "add_member",
    "change_member",
    "create_team",
    "remove_member",
    "set_forwardings",
    "update_team",
]
