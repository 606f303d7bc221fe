"""Drafts: kept for their writer alone, once for each form, dropped when the act succeeded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.workspace.drafts.keys import DraftAct, DraftKey
from central.domain.workspace.drafts.operations import (
    LONGEST_DRAFT,
    MOST_DRAFTS,
    discard_draft,
    forget_drafts,
    save_draft,
)
from central.domain.workspace.drafts.queries import draft_lines, draft_of
from central.domain.workspace.models import Draft
from central.domain.workspace.sheet import sheet_view
from central.foundation.actor import Actor
from central.foundation.errors import AlreadyDone, Conflict, Invalid, NotFound
from tests.cast import World

pytestmark = pytest.mark.django_db
TEXT = (("text", "<p>Sinal medido na <b>ONU</b>.</p>"), ("notify", "team"))


def of(ticket: Ticket, act: str = DraftAct.REPORT) -> DraftKey:
    return DraftKey(act, ticket.pk)


def test_a_form_is_kept_once_and_comes_back_as_it_was_left(world: World, ana: Actor) -> None:
    key = of(world.ticket())
    save_draft(actor=ana, key=key, pairs=(("text", "Sinal"),))
    save_draft(actor=ana, key=key, pairs=TEXT)
    kept = draft_of(ana, key)
    assert kept is not None and kept.pairs == TEXT and Draft.objects.count() == 1
    assert draft_of(world.actor("bia"), key) is None


def test_a_form_that_was_sent_is_not_kept_again(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    add_report(actor=ana, ticket_id=ticket.pk, report=NewReport(text="Sinal medido."), once="key")
    with pytest.raises(AlreadyDone):
        save_draft(actor=ana, key=of(ticket), pairs=TEXT, form_key="key")
    save_draft(actor=world.actor("bia"), key=of(ticket), pairs=TEXT, form_key="key")
    assert draft_of(ana, of(ticket)) is None


def test_what_is_not_kept(world: World, ana: Actor) -> None:
    ticket, otto = world.ticket(), world.actor("otto")
    with pytest.raises(NotFound):
        save_draft(actor=otto, key=of(ticket), pairs=TEXT)
    with pytest.raises(NotFound):
        save_draft(actor=ana, key=DraftKey("paint", ticket.pk), pairs=TEXT)
    with pytest.raises(Invalid):
        save_draft(actor=ana, key=of(ticket), pairs=(("text", "x" * LONGEST_DRAFT),))
    now = timezone.now()
    Draft.objects.bulk_create(
        Draft(user_id=ana.user_id or 0, act="report", subject_id=-n, body="[]", saved_at=now)
        for n in range(1, MOST_DRAFTS + 1)
    )
    with pytest.raises(Conflict):
        save_draft(actor=ana, key=of(ticket), pairs=TEXT)
    assert Draft.objects.count() == MOST_DRAFTS


def test_a_draft_begun_goes_on_when_the_protocol_leaves_the_view(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    save_draft(actor=ana, key=of(ticket), pairs=TEXT)
    blind = Actor(user_id=ana.user_id, person_id=ana.person_id, name=ana.name)
    save_draft(actor=blind, key=of(ticket), pairs=(("text", "Sinal medido de novo."),))
    (line,) = draft_lines(blind)
    assert (line.protocol, line.customer, line.excerpt) == (None, "", "Sinal medido de novo.")


def test_the_list_tells_what_was_written_and_where(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    save_draft(actor=ana, key=of(ticket), pairs=TEXT)
    save_draft(actor=ana, key=DraftKey(DraftAct.OPEN), pairs=(("title", "Sem sinal"), ("text", "")))
    opening, report = draft_lines(ana)
    assert (opening.protocol, opening.excerpt) == (None, "Sem sinal")
    assert (report.protocol, report.title) == (ticket.protocol, ticket.title)
    assert report.excerpt == "Sinal medido na ONU."
    assert draft_lines(world.actor("bia")) == []


def test_the_sheet_brings_the_quick_report_along(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    save_draft(actor=ana, key=of(ticket, DraftAct.QUICK_REPORT), pairs=TEXT)
    kept = sheet_view(ana, ticket.pk).quick_draft
    assert kept is not None and kept.pairs == TEXT
    assert sheet_view(world.actor("bia"), ticket.pk).quick_draft is None


def test_drafts_go_when_discarded_or_forgotten(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    save_draft(actor=ana, key=of(ticket), pairs=TEXT)
    discard_draft(actor=world.actor("bia"), key=of(ticket))
    assert draft_of(ana, of(ticket)) is not None
    discard_draft(actor=ana, key=of(ticket))
    assert draft_of(ana, of(ticket)) is None
    save_draft(actor=ana, key=of(ticket), pairs=TEXT)
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=31))
    assert forget_drafts() == 1
