"""Saying that two persons are two, taking it back, and having everybody compared anew."""

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.merging import rules
from central.domain.merging.events import DuplicateDismissed, DuplicateProposedAgain
from central.domain.merging.models import Pair
from central.domain.merging.operations.merging import locked_pair
from central.domain.people.models import Person
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


def pair_for_change(pair_id: int) -> tuple[Pair, tuple[Person, ...]]:
    """A pair and its persons, their rows locked, the persons' first; raises `NotFound`."""
    seen = Pair.objects.filter(pk=pair_id).first()
    persons = tuple(locked_pair(seen.first_id, seen.second_id)) if seen else ()
    pair = Pair.objects.select_for_update(no_key=True).filter(pk=pair_id).first()
    if pair is None:
        raise NotFound(_("This pair is no longer proposed."))
    return pair, persons


@operation
def dismiss_pair(*, actor: Actor, pair_id: int, once: str = "") -> Pair:
    """Say that two persons are two ("Não é duplicada"); only another kind of evidence proposes them again."""
    rules.check_can_merge(actor)
    pair, persons = pair_for_change(pair_id)
    if not pair.is_open:
        raise Conflict(_("It is said already that these two are not the same."))
    pair.is_open = False
    pair.dismissed_at, pair.dismissed_by_id = timezone.now(), actor.person_id
    pair.dismissed_reasons = pair.reasons
    pair.save(update_fields=["is_open", "dismissed_at", "dismissed_by", "dismissed_reasons"])
    for person in persons:
        other_id = pair.second_id if person.pk == pair.first_id else pair.first_id
        fact = DuplicateDismissed(other_id, tuple(pair.reasons.split()))
        publish(fact, actor=actor, subject=person, at=pair.dismissed_at)
    return pair


@operation
def propose_pair_again(*, actor: Actor, pair_id: int, once: str = "") -> Pair:
    """Take it back that two persons are two: the pair is proposed again."""
    rules.check_can_merge(actor)
    pair, persons = pair_for_change(pair_id)
    if pair.dismissed_at is None:
        raise Conflict(_("This pair is proposed already."))
    pair.is_open, pair.dismissed_at, pair.dismissed_by, pair.dismissed_reasons = True, None, None, ""
    pair.save(update_fields=["is_open", "dismissed_at", "dismissed_by", "dismissed_reasons"])
    for person in persons:
        other_id = pair.second_id if person.pk == pair.first_id else pair.first_id
        publish(DuplicateProposedAgain(other_id), actor=actor, subject=person)
    return pair
