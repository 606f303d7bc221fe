"""Bringing a file of persons in: how it is read, each kind of bad line, updates, the dry run."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from central.domain.people.documents import cpf_check_digits
from central.domain.people.importing import PersonLine, read_persons
from central.domain.people.inputs import ContactInput, PhoneInput
from central.domain.people.models import Person
from central.domain.people.operations import Outcome, import_persons, save_contact
from central.foundation.actor import SYSTEM
from central.foundation.errors import Invalid, NotAllowed
from tests.cast import World
from tests.domain.people.samples import facts

pytestmark = pytest.mark.django_db

PORTUGUESE = """Nome;CPF/CNPJ;E-mail;Celular;Telefone;WhatsApp;Endereço;Número;Bairro;Cidade;UF;CEP;Contato;Parentesco
João da Conceição;111.444.777-35;joao@example.com;(49) 99999-0123;49 3222-0123;;Rua do Príncipe;12;Centro;Lages;Santa Catarina;88500-000;Rita;esposa
Mercado Sol Ltda;12.ABC.345/01DE-35;;;;49 98888-0456;;;;;;;;
"""
ENGLISH = """name,document,email,mobile,street,city,state
"Araújo, João",11144477735,joao@example.com,49 99999-0123,Rua A,Lages,SC
"""


def run(text: str, encoding: str = "utf-8", **options):
    """What became of the lines of a file: (number, outcome, reasons)."""
    file = read_persons(text.encode(encoding), ignore_unknown=options.pop("ignore_unknown", False))
    results = import_persons(actor=SYSTEM, lines=file.lines, seen={}, **options)
    return [(r.number, r.outcome.value, r.reasons) for r in results]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_portuguese_file_in_each_encoding(encoding: str):
    assert run(PORTUGUESE, encoding) == [(2, "created", ()), (3, "created", ())]
    joao = Person.objects.get(document="11144477735")
    assert (joao.name, joao.city, joao.state, joao.is_client) == ("João da Conceição", "Lages", "SC", True)
    assert [p.e164 for p in joao.phones.filter(contact=None).order_by("pk")] == [
        "+5549999990123",
        "+554932220123",
    ]
    assert joao.contacts.get(is_self=False).role == "esposa"
    sol = Person.objects.get(document="12ABC34501DE35")
    assert (sol.kind, sol.phones.get().has_whatsapp) == ("company", True)
    assert facts(joao)[0].payload["is_import"] is True
    assert facts(joao)[0].user_id is None


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_an_english_file_with_comma_or_tab(delimiter: str):
    text = ENGLISH if delimiter == "," else ENGLISH.replace('"Araújo, João"', "Araújo").replace(",", "\t")
    assert run(text) == [(2, "created", ())]


def test_a_bad_line_does_not_stop_the_good_ones():
    text = (
        "nome;cpf;telefone;nascimento\r\n"
        "Certo Um;529.982.247-25;;\r\n"
        "Errado;529.982.247-26;12;\r\n"
        "\r\n"
        "Curta;529\r\n"
        ";390.533.447-05;;\r\n"
        "Dia Errado;390.533.447-05;;31/02/1990\r\n"
        '"Duas\r\nlinhas";;;\r\n'
        "Certo Dois;390.533.447-05;;24/11/1985\r\n"
    )
    results = run(text)
    assert [(number, outcome) for number, outcome, _ in results] == [
        (2, "created"), (3, "refused"), (5, "refused"), (6, "refused"), (7, "refused"), (8, "refused"),
        (10, "created"),
    ]  # fmt: skip
    reasons = {number: reasons for number, _, reasons in results}
    assert len(reasons[3]) == 2
    assert reasons[5] == ("A linha tem 2 colunas, a primeira linha tem 4.",)
    assert reasons[6] == ("Escreva o nome.",)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Certo Dois", "Certo Um"]


def test_a_document_twice_is_refused_with_the_earlier_line():
    text = "nome;cpf\nUm;529.982.247-25\nDois;52998224725\n"
    assert run(text) == [(2, "created", ()), (3, "refused", ("A linha 2 tem o mesmo documento.",))]
    assert run(text)[0] == (2, "refused", ("Este CPF já está em Um.",))


def test_with_update_what_a_line_has_is_added():
    run(PORTUGUESE)
    text = (
        "nome;documento;telefone;contato;telefone do contato;endereco;cidade;uf;papeis\n"
        "João C. Araújo;111.444.777-35;49 9999-90123;Zeca;49 98877-0001;Rua Nova;Urubici;SC;fornecedor\n"
    )
    assert run(text, may_update=True) == [(2, "updated", ())]
    joao = Person.objects.get(document="11144477735")
    assert (joao.name, joao.email, joao.city) == ("João C. Araújo", "joao@example.com", "Urubici")
    assert joao.phones.filter(contact=None).count() == 2
    assert sorted(joao.contacts.filter(is_self=False).values_list("name", flat=True)) == ["Rita", "Zeca"]
    assert joao.addresses.count() == 1
    assert (joao.is_client, joao.is_supplier) == (True, True)
    assert run(text, may_update=True) == [(2, "unchanged", ())]


def test_zeros_lost_in_a_spreadsheet_come_back():
    whole = "012345678" + cpf_check_digits("012345678")
    run(f"nome;cpf;cep;rua;cidade;uf\nUm;{whole.lstrip('0')};1310100;Rua;São Paulo;SP\n")
    person = Person.objects.get()
    assert (person.document, person.addresses.get().postal_code) == (whole, "01310100")


def test_a_dry_run_stores_nothing_and_says_the_same():
    text = "nome;cpf\nUm;529.982.247-25\nDois;52998224725\nTrês;1\n"
    dry = run(text, dry_run=True)
    assert Person.objects.count() == 0
    assert [outcome for _, outcome, _ in dry] == ["created", "refused", "refused"]
    assert run(text) == dry


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"cpf;telefone\n1;2\n", "nome"),
        (b"nome;cor preferida\nUm;azul\n", "cor preferida"),
        (b"PK\x03\x04\x00\x00\x81", "texto"),
        (b"", "nome"),
    ],
)
def test_a_file_that_is_none_is_refused(content: bytes, said: str):
    with pytest.raises(Invalid) as refused:
        read_persons(content)
    assert said in str(refused.value)


def test_unknown_columns_can_be_left_out():
    assert run("nome;cpf;cor\nUm;529.982.247-25;azul\n", ignore_unknown=True) == [(2, "created", ())]


def test_only_who_edits_everything_imports(world: World):
    line = PersonLine(2, {"name": ["Um"], "document": ["111.444.777-35"]})
    for name in ("ana", "tiago"):
        with pytest.raises(NotAllowed):
            import_persons(actor=world.actor(name), lines=[line], seen={})
    (result,) = import_persons(actor=world.actor("ada"), lines=[line], seen={})
    assert result.outcome is Outcome.CREATED


def test_documents_of_earlier_batches_are_known():
    line = PersonLine(205, {"name": ["Um"], "document": ["111.444.777-35"]})
    (result,) = import_persons(actor=SYSTEM, lines=[line], seen={"11144477735": 12})
    assert result.reasons == ("A linha 12 tem o mesmo documento.",)


def test_the_command_tells_each_bad_line_and_fails(tmp_path: Path):
    file = tmp_path / "clientes.csv"
    file.write_text("nome;cpf\nUm;529.982.247-25\nDois;1\n", "cp1252")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_people", str(file), stdout=out, stderr=err)
    said = out.getvalue()
    assert "Linha 3: " in said
    assert "Cadastradas: 1. Atualizadas: 0. Sem mudança: 0. Recusadas: 1." in said
    assert Person.objects.count() == 1
    assert err.getvalue() == ""


def test_the_command_draws_a_bar_on_a_terminal_only(tmp_path: Path):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    file = tmp_path / "clientes.csv"
    file.write_text("nome;cpf\nUm;529.982.247-25\n")
    err = Terminal()
    call_command("import_people", str(file), "--dry-run", stdout=io.StringIO(), stderr=err)
    assert "100 % 1/1" in err.getvalue()
    assert Person.objects.count() == 0
    with pytest.raises(CommandError):
        call_command("import_people", str(tmp_path / "falta.csv"), stdout=io.StringIO())


def test_an_update_keeps_what_the_line_does_not_say():
    run(PORTUGUESE)
    joao = Person.objects.get(document="11144477735")
    joao.addresses.update(
        latitude="-27.8", longitude="-50.3", property_kind="house", reference="Ao lado da ponte"
    )
    rita = joao.contacts.get(is_self=False)
    given = PhoneInput("49 98888-0456", use="commercial")
    save_contact(
        actor=SYSTEM, person_id=joao.pk, contact=ContactInput(id=rita.pk, name="Rita", phones=(given,))
    )
    assert run(PORTUGUESE, may_update=True)[0][1] == "unchanged"
    kept = joao.addresses.get()
    assert (kept.coordinates, kept.property_kind, kept.reference) == (
        "-27.800000, -50.300000", "house", "Ao lado da ponte",
    )  # fmt: skip
    assert joao.phones.get(contact=rita).use == "commercial"
    run(PORTUGUESE.replace("Rua do Príncipe;12", "Rua Nova;7"), may_update=True)
    moved = joao.addresses.get()
    assert (moved.street, moved.coordinates, moved.reference) == ("Rua Nova", "", "")
