"""The list of persons: filters, orders, pages, the search by any key, many rows and few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.people.finding import index_missing, keep_findable
from central.domain.people.models import Badge, ExtraEmail, Person, PersonGroup, Region
from central.domain.people.names import city_key, fold
from central.domain.workspace import people_matching
from central.domain.workspace.people_filter import NO_FILTER, PeopleFilter, PeopleOrder, PeopleSort
from central.domain.workspace.people_list import BY_NAME, cities_like, groups_of, list_choices, people_list
from central.foundation.actor import SYSTEM, Actor
from tests.cast import World

pytestmark = pytest.mark.django_db

CITIES = (("Lages", "SC"), ("Águas Mornas", "SC"), ("Lajeado", "RS"))
NOBODY = Actor(user_id=1, person_id=None, name="Ninguém")


def make_many(count: int, first: str = "Cliente") -> list[Person]:
    """Clients `Cliente 000`, `Cliente 001`… of three cities, registered one a minute, the newest first."""
    now = timezone.now()
    made = Person.objects.bulk_create(
        Person(
            name=f"{first} {n:03d}",
            search_name=fold(f"{first} {n:03d}"),
            is_client=True,
            is_seller=n % 10 == 0,
            is_active=n % 7 != 0,
            city=CITIES[n % 3][0],
            city_key=city_key(CITIES[n % 3][0]),
            state=CITIES[n % 3][1],
            created_at=now - timedelta(minutes=n),
            updated_at=now - timedelta(minutes=(n * 7) % 50),
        )
        for n in range(count)
    )
    index_missing()
    return made


def walk(wanted: PeopleFilter = NO_FILTER, order: PeopleOrder = BY_NAME) -> list[int]:
    """The ids of all pages, forth; each page is compared with the one that leads back to it."""
    page = people_list(SYSTEM, wanted, order)
    assert page.before is None
    found = [row.id for row in page.rows]
    while page.after:
        following = people_list(SYSTEM, wanted, order, after=page.after)
        assert following.before is not None
        back = people_list(SYSTEM, wanted, order, before=following.before)
        assert [row.id for row in back.rows] == [row.id for row in page.rows]
        assert (back.before is None) == (page.before is None)
        page = following
        found += [row.id for row in page.rows]
    return found


@pytest.fixture(params=["few", "many"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The list as it is read when few match, and when too many do."""
    if request.param == "many":
        monkeypatch.setattr(people_matching, "FEW", 3)
        for prepared in (people_matching.LOOK, people_matching.BEGINNING):
            monkeypatch.setattr(prepared.kept, "by_shape", {})
    return str(request.param)


KEYS = {
    PeopleSort.NAME: lambda p: (p.search_name, p.pk),
    PeopleSort.CITY: lambda p: (p.city_key, p.state, p.search_name, p.pk),
    PeopleSort.CODE: lambda p: p.pk,
    PeopleSort.REGISTERED: lambda p: (p.created_at, p.pk),
    PeopleSort.CHANGED: lambda p: (p.updated_at, p.pk),
}


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("sort", PeopleSort)
@pytest.mark.parametrize("wanted", [NO_FILTER, PeopleFilter(is_active=True), PeopleFilter(role="client")])
def test_every_order_shows_each_person_once(
    size: str, sort: PeopleSort, is_descending: bool, wanted: PeopleFilter
) -> None:
    made = make_many(120)
    expected = sorted(made, key=KEYS[sort], reverse=is_descending)
    if wanted.is_active:
        expected = [person for person in expected if person.is_active]
    assert walk(wanted, PeopleOrder(sort, is_descending)) == [person.pk for person in expected]


def test_each_filter_leaves_who_it_names(size: str) -> None:
    made = make_many(60)
    group = PersonGroup.objects.create(name="Condomínios")
    badge = Badge.objects.create(name="VIP", tone="warn")
    region = Region.objects.create(name="Serra")
    for person in made[:5]:
        person.groups.add(group)
    Person.objects.filter(pk__in=[p.pk for p in made[5:12]]).update(badge=badge)
    Person.objects.filter(pk__in=[p.pk for p in made[20:26]]).update(region=region)
    counted = {
        PeopleFilter(role="seller"): 6,
        PeopleFilter(role="technician"): 0,
        PeopleFilter(city="Lages/SC"): 20,
        PeopleFilter(city="la"): 40,
        PeopleFilter(city="aguas mornas"): 20,
        PeopleFilter(city="lages/RS"): 0,
        PeopleFilter(state="RS"): 20,
        PeopleFilter(group_id=group.pk): 5,
        PeopleFilter(badge_id=badge.pk): 7,
        PeopleFilter(region_id=region.pk): 6,
        PeopleFilter(is_active=False): 9,
        PeopleFilter(is_active=True): 51,
        PeopleFilter(city="lages", is_active=False, role="seller"): 1,
        PeopleFilter(search="cliente 00"): 10,
        PeopleFilter(search="cliente 00", state="RS"): 3,
    }
    for wanted, number in counted.items():
        assert len(set(walk(wanted))) == number, wanted
    row = people_list(SYSTEM, PeopleFilter(badge_id=badge.pk)).rows[0]
    assert (row.badge, groups_of([made[0].pk])) == (("VIP", "warn"), {made[0].pk: ["Condomínios"]})


def test_open_protocols_are_those_that_the_actor_sees(world: World) -> None:
    make_many(5)
    wanted = PeopleFilter(has_open=True)
    assert people_list(world.actor("sara"), wanted).rows == []
    world.ticket(team_id=world.finance.pk)
    assert [row.id for row in people_list(world.actor("sara"), wanted).rows] == [world.marlene.pk]
    seen = people_list(world.actor("tiago"), wanted).rows
    assert seen == []


def test_a_protocol_number_finds_its_client_and_says_so(world: World) -> None:
    ticket = world.ticket(team_id=world.finance.pk)
    asked = PeopleFilter(search=f"{ticket.protocol}")
    (row,) = people_list(world.actor("sara"), asked).rows
    assert (row.id, row.protocol) == (world.marlene.pk, ticket.protocol)
    assert people_list(world.actor("tiago"), asked).rows == []
    other = people_list(world.actor("sara"), PeopleFilter(search="marlene")).rows
    assert other[0].protocol is None


def test_all_emails_of_a_person_find_it(world: World) -> None:
    Person.objects.filter(pk=world.marlene.pk).update(invoice_email="boletos@sol.example")
    ExtraEmail.objects.create(person=world.marlene, email="portaria@sol.example")
    keep_findable(world.marlene.pk)
    for text in ("boletos@sol", "portaria@sol.example", "PORTARIA@SOL"):
        found = people_list(SYSTEM, PeopleFilter(search=text)).rows
        assert [row.id for row in found] == [world.marlene.pk], text


def test_one_or_two_letters_are_the_beginning_of_a_name() -> None:
    make_many(3, "Bruna Ana")
    make_many(2, "Ana")
    assert [row.name for row in people_list(SYSTEM, PeopleFilter(search="án")).rows] == ["Ana 000", "Ana 001"]
    assert len(people_list(SYSTEM, PeopleFilter(search="ana")).rows) == 5


def test_too_many_hits_show_the_likeliest_and_say_so(size: str) -> None:
    make_many(4, "Bruna Ana")
    make_many(4, "Ana")
    found = people_list(SYSTEM, PeopleFilter(search="ana"))
    assert found.is_cut == (size == "many")
    assert {row.name for row in found.rows} >= {f"Ana 00{n}" for n in range(4)}
    narrow = people_list(SYSTEM, PeopleFilter(search="ana", role="seller"))
    assert (len(narrow.rows), narrow.counts["seller"], narrow.is_cut) == (2, 2, False)


def test_counts_follow_the_filters(world: World) -> None:
    assert people_list(SYSTEM, NO_FILTER).counts == {
        "": 8, "client": 1, "collaborator": 7, "technician": 2, "supplier": 0,
    }  # fmt: skip
    assert people_list(SYSTEM, PeopleFilter(search="marlene", role="technician")).counts == {
        "": 1, "client": 1, "collaborator": 0, "technician": 0, "supplier": 0,
    }  # fmt: skip


def test_many_are_not_counted_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    make_many(30)
    monkeypatch.setattr(people_matching, "FEW", 9)
    monkeypatch.setattr(people_matching.LOOK.kept, "by_shape", {})
    assert people_list(SYSTEM, PeopleFilter(state="SC")).counts == {"": 10}
    assert people_list(SYSTEM, PeopleFilter(state="SC", role="seller")).counts == {"": 10, "seller": 2}


@pytest.mark.parametrize(
    "wanted",
    [
        NO_FILTER,
        PeopleFilter(search="cliente"),
        PeopleFilter(city="la", role="client"),
        PeopleFilter(has_open=True),
    ],
)
def test_a_page_costs_the_same_for_one_row_and_fifty(size: str, wanted: PeopleFilter) -> None:
    make_many(1)
    with CaptureQueriesContext(connection) as one:
        people_list(SYSTEM, wanted)
    make_many(90)
    with CaptureQueriesContext(connection) as many:
        people_list(SYSTEM, wanted)
    assert len(many) <= 6
    if size == "few" and not wanted.has_open:
        assert len(many) == len(one)


def test_cities_are_offered_by_their_beginning() -> None:
    make_many(9)
    assert cities_like(SYSTEM, "la") == ["Lages/SC", "Lajeado/RS"]
    assert cities_like(SYSTEM, "Águ") == ["Águas Mornas/SC"]
    assert (cities_like(SYSTEM, ""), cities_like(NOBODY, "la")) == ([], [])


def test_who_does_not_see_the_registry_is_offered_nothing() -> None:
    Badge.objects.create(name="VIP")
    assert [name for _pk, name in list_choices(SYSTEM).badges] == ["VIP"]
    assert list_choices(NOBODY).badges == []


def test_an_unknown_edge_shows_the_first_page() -> None:
    made = make_many(3)
    for edge in ({"after": 10**9}, {"before": 10**9}):
        page = people_list(SYSTEM, NO_FILTER, **edge)
        assert [row.id for row in page.rows] == [person.pk for person in made]
        found = people_list(SYSTEM, PeopleFilter(state="SC"), **edge)
        assert len(found.rows) == 2
