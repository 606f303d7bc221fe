"""The words of the screen for reasons, parts and kinds of rows."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from central.domain.merging.evidence import AGAINST
from central.domain.merging.preview import Moving
from central.domain.people.choices import ROLE_NAMES
from central.doors.web.people.labels import part_name, shown_value

REASONS: dict[str, str | Promise] = {
    "phone": _("same phone"),
    "ninth": _("same phone, ninth digit"),
    "email": _("same e-mail"),
    "place": _("similar name and address"),
    "name": _("same name"),
    "similar": _("similar name"),
    "birth": _("same date of birth"),
    "other_name": _("different names"),
    "other_birth": _("different dates of birth"),
    "other_document": _("different documents"),
}
KINDS = {
    "": pgettext_lazy("reasons", "All"),
    "phone": _("Same phone"),
    "email": _("Same e-mail"),
    "place": _("Name and address"),
}
COUNTED = {
    "people.Contact": ngettext_lazy("%(count)d contact", "%(count)d contacts", "count"),
    "people.Phone": ngettext_lazy("%(count)d phone", "%(count)d phones", "count"),
    "people.Address": ngettext_lazy("%(count)d address", "%(count)d addresses", "count"),
    "people.ExtraEmail": ngettext_lazy("%(count)d other e-mail", "%(count)d other e-mails", "count"),
    "people.PersonFile": ngettext_lazy("%(count)d document", "%(count)d documents", "count"),
    "people.Consent": ngettext_lazy("%(count)d consent", "%(count)d consents", "count"),
    "people.Person_groups": ngettext_lazy("%(count)d group", "%(count)d groups", "count"),
    "people.Person": ngettext_lazy(
        "%(count)d person merged before", "%(count)d persons merged before", "count"
    ),
    "tickets.Ticket": ngettext_lazy("%(count)d protocol", "%(count)d protocols", "count"),
    "tickets.Schedule": ngettext_lazy("%(count)d scheduled visit", "%(count)d scheduled visits", "count"),
    "tickets.Follower": ngettext_lazy("%(count)d protocol followed", "%(count)d protocols followed", "count"),
    "catalog.TicketType": ngettext_lazy(
        "%(count)d type that gives it its protocols", "%(count)d types that give it their protocols", "count"
    ),
    "activities.Activity": ngettext_lazy("%(count)d activity record", "%(count)d activity records", "count"),
}


def reason_pills(reasons: tuple[str, ...]) -> list[dict[str, str]]:
    """The reasons as pills; what speaks against it as a warning."""
    return [
        {"label": str(REASONS.get(reason, reason)), "kind": "warn" if reason in AGAINST else "brand"}
        for reason in reasons
    ]


def counted(model: str, count: int) -> str:
    """`3 protocolos`."""
    words = COUNTED.get(model)
    return str(words % {"count": count}) if words else f"{count} {model}"


def moving_lines(moving: tuple[Moving, ...]) -> list[dict[str, str]]:
    """What moves, counted, with the first names."""
    return [
        {"count": counted(kind.model, kind.count), "named": "; ".join(name for name in kind.named if name)}
        for kind in moving
    ]


def column_name(column: str) -> str:
    """The name of a column of a person."""
    role = column.removeprefix("is_")
    if column.startswith("is_") and role in ROLE_NAMES:
        return str(ROLE_NAMES[role])
    return part_name(column.removesuffix("_id"))


def column_value(column: str, text: str) -> str:
    """A value of a column in the words of the screen."""
    if column.startswith("is_"):
        return str(_("Yes") if text == "True" else _("No"))
    return shown_value(column.removesuffix("_id"), text)
