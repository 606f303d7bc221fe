"""The short lists: reasons, channels, solutions, contexts and problems."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from central.domain.catalog.models import (
    ActivityReason,
    ActivityType,
    CancelReason,
    ContactMethod,
    ForwardReason,
    ReopenReason,
    RequestContext,
    RequestProblem,
    Solution,
    UnproductiveReason,
    WaitReason,
)
from central.domain.registries.declarations import Field, Kind, Registry, Use
from central.domain.registries.uses import (
    activities_by,
    bounded,
    protocols_by,
    protocols_through,
    protocols_told,
)
from central.domain.tickets.models import Forwarding, TechnicianActivity, Ticket

NAME = Field(name="name", label=_("Name"))


def cancelled_tickets() -> QuerySet[Ticket]:
    """The protocols that were cancelled."""
    return Ticket.objects.filter(is_open=False, base_status="cancelled")


def reopened_tickets() -> QuerySet[Ticket]:
    """The protocols that were opened again."""
    return Ticket.objects.filter(reopen_count__gt=0)


def problems_of() -> Use:
    """Problems that stand under a context."""
    return Use(
        words=lambda number: ngettext("%(count)s problem", "%(count)s problems", number) % {"count": number},
        count=lambda entry_id: bounded(RequestProblem.objects.filter(context_id=entry_id)),
    )


REGISTRIES = (
    Registry(
        key="activity-reason",
        slug="motivos",
        model=ActivityReason,
        plural=_("Reasons"),
        one=_("Reason"),
        new=_("New reason"),
        explains=_("Why a contact with a client happened: the field Reason of an activity record."),
        icon="message-2",
        fields=(NAME,),
        uses=(activities_by("reason"),),
    ),
    Registry(
        key="contact-method",
        slug="formas",
        model=ContactMethod,
        plural=_("Methods"),
        one=_("Method"),
        new=_("New method"),
        explains=_(
            "The channels of a contact: the field Method of an activity record, the origin of a ticket."
        ),
        icon="phone",
        fields=(NAME,),
        uses=(protocols_by("origin"), activities_by("method")),
    ),
    Registry(
        key="forward-reason",
        slug="motivos-de-encaminhamento",
        model=ForwardReason,
        plural=_("Forwarding reasons"),
        one=_("Forwarding reason"),
        new=_("New forwarding reason"),
        explains=_("Why a ticket goes to another team or person."),
        icon="arrow-forward-up",
        fields=(NAME,),
        uses=(protocols_through(Forwarding, "reason"),),
    ),
    Registry(
        key="solution",
        slug="solucoes",
        model=Solution,
        plural=_("Solutions"),
        one=_("Solution"),
        new=_("New solution"),
        explains=_("How a ticket was solved: chosen when it is closed."),
        icon="circle-check",
        fields=(NAME,),
        uses=(protocols_by("solution"),),
    ),
    Registry(
        key="activity-type",
        slug="tipos-de-atividade",
        model=ActivityType,
        plural=_("Activity types"),
        one=_("Activity type"),
        new=_("New activity type"),
        explains=_("What a technician did: the type of a reported activity."),
        icon="tool",
        fields=(NAME,),
        uses=(protocols_through(TechnicianActivity, "type"),),
    ),
    Registry(
        key="request-context",
        slug="contextos",
        model=RequestContext,
        plural=_("Contexts"),
        one=_("Context"),
        new=_("New context"),
        explains=_("The areas that problems stand under."),
        icon="folder",
        fields=(NAME,),
        uses=(problems_of(), protocols_by("context")),
    ),
    Registry(
        key="request-problem",
        slug="problemas",
        model=RequestProblem,
        plural=_("Problems"),
        one=_("Problem"),
        new=_("New problem"),
        explains=_("What may be wrong, always under a context."),
        icon="alert-triangle",
        fields=(
            Field(
                name="context", label=_("Context"), kind=Kind.ENTRY, of=RequestContext, in_list=True, width=6
            ),
            Field(name="name", label=_("Name"), width=6),
        ),
        uses=(protocols_by("problem"),),
        unique_within=("context",),
        settled=("context",),
    ),
    Registry(
        key="wait-reason",
        slug="motivos-de-espera",
        model=WaitReason,
        plural=_("Waiting reasons"),
        one=_("Waiting reason"),
        new=_("New waiting reason"),
        explains=_("What a waiting ticket waits for."),
        icon="hourglass",
        fields=(NAME,),
        uses=(protocols_by("wait_reason"),),
    ),
    Registry(
        key="cancel-reason",
        slug="motivos-de-cancelamento",
        model=CancelReason,
        plural=_("Cancelling reasons"),
        one=_("Cancelling reason"),
        new=_("New cancelling reason"),
        explains=_("Why a ticket is cancelled."),
        icon="circle-x",
        fields=(NAME,),
        uses=(protocols_told("TicketCancelled", cancelled_tickets),),
    ),
    Registry(
        key="reopen-reason",
        slug="motivos-de-reabertura",
        model=ReopenReason,
        plural=_("Reopening reasons"),
        one=_("Reopening reason"),
        new=_("New reopening reason"),
        explains=_("Why a closed ticket is opened again."),
        icon="repeat",
        fields=(NAME,),
        uses=(protocols_told("TicketReopened", reopened_tickets),),
    ),
    Registry(
        key="unproductive-reason",
        slug="motivos-de-visita-improdutiva",
        model=UnproductiveReason,
        plural=_("Unproductive visit reasons"),
        one=_("Unproductive visit reason"),
        new=_("New unproductive visit reason"),
        explains=_("Why a visit came to nothing."),
        icon="truck",
        fields=(NAME,),
        uses=(protocols_through(TechnicianActivity, "unproductive_reason"),),
    ),
)
