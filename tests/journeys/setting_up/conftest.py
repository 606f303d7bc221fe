"""An installation as `make run` and `create-admin` leave it, instead of the small company."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from central.domain.catalog.operations import load_ground
from central.foundation.actor import SYSTEM

PASSWORD = "uma-frase-bem-longa"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These journeys first: they empty the tables that the small company of the others then fills."""
    items.sort(key=lambda item: Path(__file__).parent not in item.path.parents)


@pytest.fixture(scope="package")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Nothing but the ground and the first administrator, Rita; the end empties the tables."""
    with django_db_blocker.unblock():
        assert "test" in Path(str(connection.settings_dict["NAME"])).name
        call_command("flush", interactive=False, verbosity=0)
        load_ground(actor=SYSTEM)
        os.environ["CENTRAL_ADMIN_PASSWORD"] = PASSWORD
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            call_command("create_admin", login="rita", name="Rita Souza", verbosity=0)
        del os.environ["CENTRAL_ADMIN_PASSWORD"]
        yield
        call_command("flush", interactive=False, verbosity=0)
