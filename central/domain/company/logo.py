"""The company's logo: a picture kept as a file and printed on the work order."""

from django.utils.translation import gettext as _

from central.domain.company.events import ParameterChanged
from central.domain.company.models import ParameterValue
from central.domain.company.parameters import forget, stored_values
from central.domain.company.setting import check_can_set_parameters
from central.domain.people.facts import Fact, facts_of
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.files.store import bind, staged_files
from central.foundation.operation import operation

KEY = "company_logo"
KINDS = frozenset({"image/png", "image/jpeg", "image/webp"})
MOST_BYTES = 1024 * 1024


@operation
def set_logo(*, actor: Actor, file_id: str | None, once: str = "") -> ParameterValue:
    """Use a staged picture as the logo, or none (`file_id` None); raises `Invalid` at the field `files`."""
    check_can_set_parameters(actor)
    row, _made = ParameterValue.objects.select_for_update(no_key=True).get_or_create(key=KEY)
    files = staged_files([file_id], actor=actor) if file_id else []
    if file_id and not files:
        raise Invalid(_("Choose a picture."), field="files")
    for file in files:
        check_logo(file)
    before, row.value = row.value, str(files[0].pk) if files else ""
    if before == row.value:
        return row
    bind(files)
    row.save(update_fields=["value"])
    publish(ParameterChanged(changes={KEY: (before, row.value)}), actor=actor, subject=row)
    forget()
    return row


def check_logo(file: StoredFile) -> None:
    """Raises `Invalid` for what is no picture that browsers print, or too large."""
    if file.content_type not in KINDS:
        raise Invalid(_("The logo is a PNG, JPEG or WebP picture."), field="files")
    if file.size > MOST_BYTES:
        raise Invalid(_("The logo has at most 1 MB."), field="files")


def logo_file() -> StoredFile | None:
    """The logo, None while there is none; at most two queries."""
    stored = stored_values().get(KEY)
    return StoredFile.objects.filter(pk=stored).first() if stored else None


def logo_facts(actor: Actor) -> list[Fact]:
    """When the logo was changed and by whom, newest first; raises `NotAllowed`."""
    check_can_set_parameters(actor)
    row = ParameterValue.objects.filter(key=KEY).first()
    return facts_of("parametervalue", row.pk) if row else []


def has_logo() -> bool:
    """Whether the company has a logo."""
    return bool(stored_values().get(KEY))
