"""Teams: members, leader, who may close, where they may forward."""

from django.db import models

from central.domain.calendars.models import Calendar
from central.domain.company.models import CompanyPlace
from central.domain.people.models import Person
from central.foundation.events.models import ChainedModel


class Team(ChainedModel):
    """A group of effective persons that holds protocols."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    place = models.ForeignKey(CompanyPlace, on_delete=models.PROTECT, null=True, related_name="+")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    members_can_close = models.BooleanField(default=False)
    is_field = models.BooleanField(default=False)
    forwards_to_all = models.BooleanField(default=False)
    forwards_to = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="receives_from")
    stay_minutes = models.PositiveIntegerField(default=480)
    accept_minutes = models.PositiveIntegerField(default=15)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """An effective person in a team; the leader answers for it, the main team signs its acts."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    is_leader = models.BooleanField(default=False)
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="team_member_once"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(is_main=True), name="team_main_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.team_id}"
