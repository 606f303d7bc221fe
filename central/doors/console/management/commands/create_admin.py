"""`central create-admin`: the first login of an installation."""

import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from central.domain.access.operations import create_user
from central.domain.people.operations import register_person
from central.domain.teams.operations import add_member
from central.foundation.actor import SYSTEM
from central.foundation.errors import DomainError, Invalid


class Command(BaseCommand):
    """Makes a person with the profile of administrators, and its login."""

    help = "Create an administrator; the password is asked, or read from CENTRAL_ADMIN_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take login, name and document."""
        parser.add_argument("--login", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--cpf", default="")
        parser.add_argument("--team", default="", help="code of the team to join; without it, none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person, the membership and the login, or say what is wrong."""
        password = os.environ.get("CENTRAL_ADMIN_PASSWORD") or getpass.getpass("Password: ")
        try:
            with transaction.atomic():
                self.create(options, password)
        except Invalid as refusal:
            raise CommandError(" ".join(str(text) for text in refusal.errors.values())) from refusal
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['login']} can log in.")

    def create(self, options: dict[str, Any], password: str) -> None:
        """The person, its membership and its login, all or nothing."""
        person = register_person(
            actor=SYSTEM,
            kind="individual",
            name=options["name"],
            document=options["cpf"] or None,
            no_document_reason="" if options["cpf"] else "Colaborador",
            roles=frozenset({"collaborator", "effective"}),
        )
        if options["team"]:
            add_member(actor=SYSTEM, team_code=options["team"], person_id=person.pk, is_main=True)
        create_user(
            actor=SYSTEM,
            person_id=person.pk,
            username=options["login"],
            password=password,
            profile_code="administrador",
        )
