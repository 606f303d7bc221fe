"""The closed sets of words that protocols are described by."""

from django.db import models


class Notify(models.TextChoices):
    """Avisos: who is to be told of a report or a forwarding."""

    NOBODY = "nobody"
    CUSTOMER = "customer"
    TEAM = "team"
    ALL = "all"


class ReportKind(models.TextChoices):
    """What act a text belongs to."""

    NOTE = "note"
    TECHNICIAN = "technician"
    CLOSING = "closing"
    CANCELLING = "cancelling"
    REOPENING = "reopening"


class DestinationKind(models.TextChoices):
    """Encaminhamento: the kind of whoever will attend."""

    TEAM = "team"
    COLLABORATOR = "collaborator"
    TECHNICIAN = "technician"


class HandoverState(models.TextChoices):
    """Where a forwarding stands: `direct` asks for no acceptance, `lapsed` was overtaken by another act."""

    SENT = "sent", "sent"
    ACCEPTED = "accepted", "accepted"
    RETURNED = "returned", "returned"
    TAKEN_BACK = "taken_back", "taken back"
    EXPIRED = "expired", "expired"
    LAPSED = "lapsed", "lapsed"
    DIRECT = "direct", "direct"
