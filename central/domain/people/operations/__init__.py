"""Changes of persons."""

from central.domain.people.operations.changing import (
    save_notes,
    set_contract_standing,
    set_groups,
    set_roles,
    update_person_main,
)
from central.domain.people.operations.importing import (
    LineResult,
    Outcome,
    import_persons,
)
from central.domain.people.operations.keeping import (
    attach_person_document,
    give_consent,
    open_person_document,
    remove_person_document,
    withdraw_consent,
)
from central.domain.people.operations.reaching import (
    remove_address,
    retire_contact,
    save_address,
    save_contact,
)
from central.domain.people.operations.registering import (
    register_person,
    set_person_active,
)
from central.domain.people.operations.revealing import reveal_document

__all__ = [
    "LineResult",
    "Outcome",
    "attach_person_document",
    "give_consent",
    "import_persons",
    "open_person_document",
    "register_person",
    "remove_address",
    "remove_person_document",
    "retire_contact",
    "reveal_document",
    "save_address",
    "save_contact",
    "save_notes",
    "set_contract_standing",
    "set_groups",
    "set_person_active",
    "set_roles",
    "update_person_main",
    "withdraw_consent",
]
