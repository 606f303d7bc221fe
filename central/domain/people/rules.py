"""Who may see, register and change persons, and who may look at a whole document."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotAllowed

VIEW = "person.view"
EDIT = "person.edit"
REVEAL_DOCUMENT = "person.reveal_document"

LIMIT_CONTACTS = 1
CONTACT_PARTS = frozenset({"email", "invoice_email", "emails", "phones", "contacts", "addresses"})


def can_view(actor: Actor) -> bool:
    """Whether the actor sees the registry; a reach of any width shows all of it."""
    return actor.may(VIEW)


def check_can_view(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not see the registry."""
    if not can_view(actor):
        raise NotAllowed(_("Your profile does not see the registry of persons."))


def can_edit(actor: Actor) -> bool:
    """Whether the actor may change at least the ways to reach a person."""
    return can_view(actor) and actor.may(EDIT)


def can_edit_everything(actor: Actor) -> bool:
    """Whether the actor may change every part of a person."""
    return can_edit(actor) and actor.reach(EDIT) is Reach.ALL and actor.limit(EDIT) != LIMIT_CONTACTS


def check_can_edit(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may change nothing of a person."""
    if not can_edit(actor):
        raise NotAllowed(_("Your profile cannot change persons."))


def check_can_change(actor: Actor, parts: Collection[str]) -> None:
    """Raises `NotAllowed` when one of these parts of a person is not the actor's to change."""
    check_can_edit(actor)
    if not can_edit_everything(actor) and not CONTACT_PARTS.issuperset(parts):
        raise NotAllowed(_("Your profile changes only contacts, phones, e-mail and addresses of a person."))


def can_register(actor: Actor) -> bool:
    """Whether the actor may register persons, be it clients only."""
    return can_edit(actor)


def check_can_register(actor: Actor, roles: Collection[str]) -> None:
    """Raises `NotAllowed` when the actor may not register a person with these roles."""
    if not can_register(actor):
        raise NotAllowed(_("Your profile cannot register persons."))
    if not can_edit_everything(actor) and not {"client"}.issuperset(roles):
        raise NotAllowed(_("Your profile registers only clients."))


def check_can_set_active(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not make persons active or inactive."""
    if not can_edit_everything(actor):
        raise NotAllowed(_("Your profile cannot change whether a person is active."))


def can_import(actor: Actor) -> bool:
    """Whether the actor may bring in persons from a file."""
    return can_edit_everything(actor)


def check_can_import(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not bring in persons from a file."""
    if not can_import(actor):
        raise NotAllowed(_("Your profile cannot import persons."))


def can_keep_papers(actor: Actor) -> bool:
    """Whether the actor may keep documents as files and record consents."""
    return can_edit(actor)


def check_can_keep_papers(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may neither keep documents nor record consents."""
    if not can_keep_papers(actor):
        raise NotAllowed(_("Your profile cannot keep documents and consents of a person."))


def can_remove_papers(actor: Actor) -> bool:
    """Whether the actor may take documents off a person's page."""
    return can_edit_everything(actor)


def check_can_remove_papers(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not take documents off a person's page."""
    if not can_remove_papers(actor):
        raise NotAllowed(_("Your profile cannot take out documents of a person."))


def can_read_history(actor: Actor) -> bool:
    """Whether the actor reads who changed what of a person, with the values from and to."""
    return can_edit(actor)


def check_can_read_history(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor does not read the history of persons."""
    if not can_read_history(actor):
        raise NotAllowed(_("Your profile does not see the history of persons."))


def can_reveal_document(actor: Actor) -> bool:
    """Whether the actor may look at a whole document; by profile, each look with a reason."""
    return can_view(actor) and actor.may(REVEAL_DOCUMENT)


def check_can_reveal_document(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not look at whole documents."""
    if not can_reveal_document(actor):
        raise NotAllowed(_("Your profile cannot see whole documents."))
