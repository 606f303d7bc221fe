"""Lists taken out as files: who may, what stands in them, what stays told, what happens to the file."""

import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from central.domain.access.models import ProfileGrant
from central.domain.exports import writing
from central.domain.exports.cells import CsvFile, XlsxFile, harmless
from central.domain.exports.columns import HEADS
from central.domain.exports.models import ExportState, PeopleExport
from central.domain.exports.operations import fetch_people_export, request_people_export
from central.domain.exports.queries import people_exports
from central.domain.exports.writing import BeingWritten, purge_exports, taken, write_export
from central.domain.people.models import Badge, Person, PersonGroup
from central.domain.workspace.people_filter import NO_FILTER, PeopleFilter, PeopleOrder, PeopleSort
from central.domain.workspace.people_list import BY_NAME
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from central.foundation.files.models import StoredFile
from central.foundation.files.store import open_file
from central.foundation.jobs.models import Job
from central.foundation.jobs.worker import run_job
from tests.cast import World

pytestmark = pytest.mark.django_db


def ask(actor: Actor, wanted: PeopleFilter = NO_FILTER, **given) -> PeopleExport:
    """An export that waits."""
    usual = {"order": BY_NAME, "file_format": "csv", "columns": ["name", "document", "city"]}
    return request_people_export(actor=actor, wanted=wanted, **{**usual, **given})


def lines(export: PeopleExport) -> list[str]:
    """The lines of the written file."""
    export.refresh_from_db()
    assert export.file is not None
    with open_file(export.file) as stream:
        return stream.read().decode("utf-8-sig").split("\r\n")[:-1]


def test_the_filtered_list_is_written_in_its_order_with_masked_documents(world: World) -> None:
    sara = world.actor("sara")
    export = ask(sara, PeopleFilter(role="technician"), order=PeopleOrder(PeopleSort.NAME, True))
    assert write_export(export.pk) == 2
    head, first, second = lines(export)
    assert head == "Nome;CPF/CNPJ;Cidade"
    assert [first.partition(";")[0], second.partition(";")[0]] == ["Tiago Rezende", "Téo Farias"]
    client = ask(sara, PeopleFilter(search="marlene"))
    write_export(client.pk)
    assert "Marlene Brandão de Oliveira;•••.982.247-••;" in lines(client)[1]
    assert "529.982.247-25" not in "".join(lines(client))


def test_whole_documents_ask_for_a_reason_and_the_right(world: World) -> None:
    ada = world.actor("ada")
    with pytest.raises(Invalid) as refused:
        ask(ada, has_documents=True)
    assert "reason" in refused.value.errors
    export = ask(ada, PeopleFilter(search="marlene"), has_documents=True, reason_code="titular")
    write_export(export.pk)
    assert "529.982.247-25" in lines(export)[1]
    assert (export.has_documents, export.reason) == (True, "titular")
    ProfileGrant.objects.filter(permission="person.reveal_document").delete()
    with pytest.raises(NotAllowed):
        ask(world.actor("ada"), has_documents=True, reason_code="titular")
    with pytest.raises(NotAllowed):
        fetch_people_export(actor=world.actor("ada"), export_id=export.pk)


def test_a_right_lost_meanwhile_writes_nothing(world: World) -> None:
    export = ask(world.actor("sara"))
    ProfileGrant.objects.filter(permission="report.export").delete()
    assert write_export(export.pk) == 0
    export.refresh_from_db()
    assert (export.state, export.file) == (ExportState.FAILED, None)


@pytest.mark.parametrize("name", ["ana", "tiago"])
def test_who_may_not_export_is_refused(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        ask(world.actor(name))


def test_a_reach_over_teams_does_not_reach_the_registry(world: World) -> None:
    ProfileGrant.objects.filter(permission="report.export").update(reach=2)
    with pytest.raises(NotAllowed):
        ask(world.actor("sara"))
    with pytest.raises(NotAllowed):
        ask(SYSTEM)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"file_format": "exe"}, "file_format"),
        ({"columns": []}, "columns"),
        ({"columns": ["name", "notes"]}, "columns"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(world: World, given: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world.actor("sara"), **given)
    assert field in refused.value.errors


def test_the_facts_tell_who_took_what_but_not_what_was_searched(world: World) -> None:
    sara = world.actor("sara")
    export = ask(sara, PeopleFilter(search="marlene", role="client", is_active=True))
    write_export(export.pk)
    fetch_people_export(actor=sara, export_id=export.pk)
    facts = EventRecord.objects.filter(subject_kind="peopleexport", subject_id=export.pk).order_by("sequence")
    requested, exported, fetched = facts
    assert (requested.name, requested.user_id) == ("PeopleExportRequested", sara.user_id)
    assert requested.payload["filters"] == {"role": "client", "is_active": True}
    assert requested.payload["is_searched"] is True
    assert "marlene" not in str(requested.payload)
    assert (exported.name, exported.payload) == ("PeopleExported", {"count": 1, "has_documents": False})
    assert (fetched.name, fetched.payload) == ("PeopleExportFetched", {"count": 1})


def test_only_who_asked_gets_the_file(world: World) -> None:
    sara = world.actor("sara")
    export = ask(sara)
    with pytest.raises(Conflict):
        fetch_people_export(actor=sara, export_id=export.pk)
    write_export(export.pk)
    assert fetch_people_export(actor=sara, export_id=export.pk).name.startswith("pessoas-")
    with pytest.raises(NotFound):
        fetch_people_export(actor=world.actor("ada"), export_id=export.pk)
    with pytest.raises(NotFound):
        fetch_people_export(actor=sara, export_id=export.pk + 1)


def test_the_request_queues_the_writing(world: World, settings) -> None:
    export = ask(world.actor("sara"))
    (job,) = Job.objects.filter(task="central.reactions.exports.tasks.write_people_export")
    job.lease = "x"
    job.state = "running"
    job.save()
    run_job(job)
    export.refresh_from_db()
    assert (export.state, export.total, export.written) == ("ready", 8, 8)


def test_three_at_a_time(world: World) -> None:
    sara = world.actor("sara")
    for _number in range(3):
        ask(sara)
    with pytest.raises(Conflict):
        ask(sara)
    ask(world.actor("ada"))


def test_one_worker_writes_and_another_takes_over_what_was_cut_off(world: World) -> None:
    export = ask(world.actor("sara"))
    assert taken(export.pk) is not None
    assert taken(export.pk) is None
    with pytest.raises(BeingWritten):
        write_export(export.pk)
    PeopleExport.objects.update(touched_at=timezone.now() - writing.CUT_OFF - timedelta(seconds=1))
    assert write_export(export.pk) == 8
    assert write_export(export.pk) == 0


def test_what_goes_wrong_is_shown_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask(world.actor("sara"))
    with monkeypatch.context() as broken:
        broken.setattr(writing, "KNOWN", None)
        with pytest.raises(TypeError):
            write_export(export.pk)
    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    assert write_export(export.pk) == 8


def test_every_column_has_its_cell(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHUNK", 3)
    world.ticket(team_id=world.finance.pk)
    badge = Badge.objects.create(name="VIP")
    Person.objects.filter(pk=world.marlene.pk).update(badge=badge)
    world.marlene.groups.add(PersonGroup.objects.create(name="Condomínios"))
    export = ask(world.actor("sara"), columns=list(HEADS))
    write_export(export.pk)
    found = lines(export)
    assert len(found) == 9
    row = next(line for line in found if "Marlene" in line).split(";")
    assert len(row) == len(HEADS)
    values = dict(zip(HEADS, row, strict=True))
    assert (values["badge"], values["groups"], values["open"], values["status"], values["roles"]) == (
        "VIP", "Condomínios", "1", "Ativa", "Cliente",
    )  # fmt: skip


def test_files_go_after_their_days(world: World) -> None:
    sara = world.actor("sara")
    export = ask(sara)
    write_export(export.pk)
    assert purge_exports() == 0
    PeopleExport.objects.update(requested_at=timezone.now() - timedelta(days=8))
    assert purge_exports() == 1
    assert StoredFile.objects.count() == 0
    with pytest.raises(Conflict):
        fetch_people_export(actor=sara, export_id=export.pk)
    assert people_exports(sara)[0].state == "expired"


def test_an_auditor_sees_everybodys_exports_but_no_file(world: World, django_assert_num_queries) -> None:
    export = ask(world.actor("sara"), PeopleFilter(search="marlene"))
    assert people_exports(world.actor("ana")) == []
    ada = world.actor("ada")
    with django_assert_num_queries(1):
        (row,) = people_exports(ada)
    assert (row.id, row.who, row.is_mine) == (export.pk, "Sara Antunes", False)


HARMFUL = ["=1+1", "+55 49 9", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"]


def written(kind: type[CsvFile] | type[XlsxFile], path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A file with these rows."""
    with kind(path) as target:
        for row in rows:
            target.write(row)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("text", HARMFUL)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    assert harmless(text) == f"'{text}"
    csv_text = written(CsvFile, tmp_path / "a.csv", [["Nome"], [text]]).read_bytes().decode()
    assert f"'{text[0]}" in csv_text
    with zipfile.ZipFile(written(XlsxFile, tmp_path / "a.xlsx", [["Nome"], [text]])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "inlineStr" in sheet


def test_ordinary_texts_moments_and_numbers(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 24, 15, 30, tzinfo=timezone.get_current_timezone())
    rows = [["a", "b", "c"], ['José; "Zé"', 7, moment], ["😀", 0, moment]]
    path = written(CsvFile, tmp_path / "a.csv", rows)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfa;b;c\r\n")
    assert path.read_text("utf-8-sig").splitlines()[1] == '"José; ""Zé""";7;24/11/2026 15:30'
    with zipfile.ZipFile(written(XlsxFile, tmp_path / "a.xlsx", rows)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>7</v>" in sheet
    assert "😀" in sheet
