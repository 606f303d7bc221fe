"""Making profiles and changing what they grant."""

from collections.abc import Mapping
from secrets import token_hex

from django.utils.text import slugify
from django.utils.translation import gettext as _

from central.domain.access import rules
from central.domain.access.administration import administration_kept
from central.domain.access.events import ProfileCreated, ProfileUpdated
from central.domain.access.models import Profile, ProfileGrant, User
from central.domain.access.permissions import LIMITED, Permission
from central.foundation.actor import Actor, Grant, Reach
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.lines import one_line
from central.foundation.operation import operation


def told(grants: Mapping[str, Grant]) -> dict[str, str]:
    """Grants as facts carry them: `reach` or `reach:limit` by permission."""
    return {
        name: grant.reach.name.lower() + (f":{grant.limit}" if grant.limit is not None else "")
        for name, grant in sorted(grants.items())
        if grant.reach
    }


def grants_of(profile_id: int) -> dict[str, Grant]:
    """What a profile grants."""
    rows = ProfileGrant.objects.filter(profile_id=profile_id)
    return {row.permission: Grant(Reach(row.reach), row.limit) for row in rows}


def checked_name(name: str, *, without: int = 0) -> str:
    """A name no other profile has; raises `Invalid`."""
    line = one_line(name, field="name", longest=80)
    if Profile.objects.filter(name__iexact=line).exclude(pk=without).exists():
        raise Invalid(_("Another profile has this name."), field="name")
    return line


def check_grants(grants: Mapping[str, Grant]) -> None:
    """Raises `Invalid` for an unknown permission, or a limit where there is none or out of its range."""
    for name, grant in grants.items():
        if name not in set(Permission):
            raise Invalid(_("Unknown permission."), field=name)
        if grant.limit is None:
            continue
        most = LIMITED.get(Permission(name))
        if most is None or not 0 <= grant.limit <= most:
            raise Invalid(
                _("Write a whole number from 0 to %(most)s, or nothing.") % {"most": most or 0}, field=name
            )


def write_grants(profile: Profile, grants: Mapping[str, Grant]) -> None:
    """Make the profile grant exactly this."""
    ProfileGrant.objects.filter(profile=profile).delete()
    ProfileGrant.objects.bulk_create(
        ProfileGrant(profile=profile, permission=name, reach=grant.reach, limit=grant.limit)
        for name, grant in grants.items()
        if grant.reach
    )


@operation
def create_profile(*, actor: Actor, name: str, copied_id: int | None = None, once: str = "") -> Profile:
    """Make a profile that grants what another does, or nothing yet."""
    rules.check_can_manage_users(actor)
    line = checked_name(name)
    grants = grants_of(copied_id) if copied_id else {}
    code = slugify(line)[:22] or "perfil"
    if Profile.objects.filter(code=code).exists():
        code = f"{code}-{token_hex(3)}"
    last = Profile.objects.order_by("-position").values_list("position", flat=True).first()
    profile = Profile.objects.create(code=code, name=line, position=min((last or 0) + 1, 32_000))
    write_grants(profile, grants)
    publish(ProfileCreated(code=code, grants=told(grants)), actor=actor, subject=profile)
    return profile


@operation
def update_profile(
    *,
    actor: Actor,
    profile_id: int,
    name: str,
    grants: Mapping[str, Grant],
    is_active: bool = True,
    seen: int | None = None,
    once: str = "",
) -> Profile:
    """Change what a profile grants, its name and its use; its users have it at their next click.

    Raises `Conflict` when somebody changed it since it was shown, when users hold a profile that goes
    out of use, or when nobody would be left to manage users.
    """
    rules.check_can_manage_users(actor)
    check_grants(grants)
    with administration_kept():
        profile = Profile.objects.filter(pk=profile_id).first()
        if profile is None:
            raise NotFound(_("This profile does not exist."))
        if seen is not None and seen != profile.event_count:
            raise Conflict(
                _("%(name)s was changed by somebody else meanwhile. Look at it again, then save.")
                % {"name": profile.name}
            )
        if not is_active and User.objects.filter(profile=profile, is_active=True).exists():
            raise Conflict(_("Active users have this profile: give them another one first."))
        old = grants_of(profile_id)
        line = checked_name(name, without=profile_id)
        was: dict[str, str | bool] = {"name": profile.name, "is_active": profile.is_active, **told(old)}
        now: dict[str, str | bool] = {"name": line, "is_active": is_active, **told(grants)}
        differing = {key for key in {*was, *now} if was.get(key) != now.get(key)}
        if not differing:
            return profile
        profile.name, profile.is_active = line, is_active
        profile.save(update_fields=["name", "is_active"])
        write_grants(profile, grants)
        publish(
            ProfileUpdated(
                before={key: was.get(key, "none") for key in sorted(differing)},
                after={key: now.get(key, "none") for key in sorted(differing)},
            ),
            actor=actor,
            subject=profile,
        )
    return profile
