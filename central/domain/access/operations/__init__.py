"""Changes of users and profiles."""

from central.domain.access.operations.accounts import (
    create_user,
    record_password_change,
    update_preferences,
)
from central.domain.access.operations.inviting import (
    choose_password,
    invite_again,
    invite_user,
    request_password_reset,
    send_password_link,
)
from central.domain.access.operations.lists import choose_people_columns
from central.domain.access.operations.profiles import create_profile, update_profile
from central.domain.access.operations.users import (
    end_absence,
    set_absence,
    set_user_active,
    update_user,
)

__all__ = [
    "choose_password",
    "choose_people_columns",
    "create_profile",
    "create_user",
    "end_absence",
    "invite_again",
    "invite_user",
    "record_password_change",
    "request_password_reset",
    "send_password_link",
    "set_absence",
    "set_user_active",
    "update_preferences",
    "update_profile",
    "update_user",
]
