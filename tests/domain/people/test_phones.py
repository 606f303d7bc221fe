"""Phones as people type them, the one form that is stored, and how they find each other."""

import pytest

from central.domain.people.phones import (
    CanonicalPhone,
    PhoneError,
    PhoneKeys,
    canonical_phone,
    format_phone,
    match_key,
    search_keys,
)


@pytest.mark.parametrize(
    "text",
    [
        "(49) 99999-0000",
        "49999990000",
        "49 9 9999 0000",
        "49.99999.0000",
        "+55 49 99999-0000",
        "5549999990000",
        "049 99999-0000",
        "0xx49 99999-0000",
        "021 49 99999-0000",
        "  (49)\u00a099999-0000 ",
    ],
)
def test_a_mobile_has_one_form(text: str):
    phone = canonical_phone(text)
    assert phone.e164 == "+5549999990000"
    assert phone.key == "4999990000"
    assert phone.tail == "99990000"
    assert phone.is_mobile


@pytest.mark.parametrize("text", ["(49) 3333-0000", "4933330000", "+554933330000", "0 49 3333 0000"])
def test_a_fixed_line_has_one_form(text: str):
    phone = canonical_phone(text)
    assert (phone.e164, phone.key, phone.tail, phone.is_mobile) == (
        "+554933330000",
        "4933330000",
        "33330000",
        False,
    )


def test_the_area_code_55_is_not_taken_for_the_country():
    assert canonical_phone("(55) 99999-0000").e164 == "+5555999990000"
    assert canonical_phone("(55) 3222-0139").e164 == "+555532220139"
    assert match_key("+555532220139") == "5532220139"
    assert search_keys("(55) 3222-0139").match_keys == ("5532220139",)


@pytest.mark.parametrize("text", ["(49) 3333-0000 ramal 12", "(49) 3333-0000 r. 12", "(49) 3333-0000 x12"])
def test_an_extension_is_kept_as_typed_only(text: str):
    phone = canonical_phone(text)
    assert (phone.e164, phone.typed) == ("+554933330000", text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0800 000 0000", "08000000000"),
        ("0800-123456", "0800123456"),
        ("+55 800 000 0000", "08000000000"),
        ("0300 789 1234", "03007891234"),
        ("4004-0000", "40040000"),
        ("3003-0000", "30030000"),
        ("190", "190"),
        ("103 15", "10315"),
    ],
)
def test_a_service_number_stays_as_typed(text: str, key: str):
    assert canonical_phone(text) == CanonicalPhone(None, text, key, is_mobile=False)


def test_a_foreign_number_keeps_its_country():
    phone = canonical_phone("+351 912 345 678")
    assert phone == CanonicalPhone("+351912345678", "+351 912 345 678", "+351912345678", is_mobile=True)
    assert phone.tail == "12345678"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("(49) 9999-0000", "(49) 99999-0000"),
        ("49 8888-0000", "(49) 98888-0000"),
        ("+55 11 7777-0000", "(11) 97777-0000"),
        ("554999990000", "(49) 99999-0000"),
    ],
)
def test_an_old_mobile_is_refused_with_its_ninth_digit(text: str, meant: str):
    with pytest.raises(PhoneError) as refusal:
        canonical_phone(text)
    assert (refusal.value.code, refusal.value.suggestion) == ("ninth_digit", meant)
    assert meant in str(refusal.value)
    assert canonical_phone(refusal.value.suggestion).is_mobile


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("3333-0000", "area_code"),
        ("99999-0000", "area_code"),
        ("(20) 99999-0000", "area_code"),
        ("(20) 3333-0000", "area_code"),
        ("(49) 80000-1234", "number"),
        ("(49) 1333-0000", "number"),
        ("(49) 3333-000", "area_code"),
        ("12", "number"),
        ("()-", "number"),
        ("+1 650 253", "number"),
        ("+999 123456789", "number"),
        ("4" * 40, "number"),
        ("telefone", "characters"),
        ("(49) 3333-0000 / 3333-0001", "characters"),
        ("４９ ９９９９９-００００", "characters"),
        ("(49) 99999-000０", "characters"),
    ],
)
def test_what_is_no_phone_is_refused(text: str, code: str):
    with pytest.raises(PhoneError) as refusal:
        canonical_phone(text)
    assert (refusal.value.code, refusal.value.suggestion) == (code, "")
    assert refusal.value.errors.keys() == {"phone"}


def test_whatsapp_ids_without_the_ninth_digit_meet_the_number():
    assert match_key("554999990000") == match_key("+5549999990000") == canonical_phone("49999990000").key


@pytest.mark.parametrize(
    "text",
    [
        "99999-0000",
        "9999-0000",
        "(49) 99999-0000",
        "(49) 9999-0000",
        "+55 49 99999-0000",
        "+55 49 9999-0000",
        "554999990000",
        "049 99999-0000",
    ],
)
def test_a_search_finds_the_mobile_in_every_form(text: str):
    phone, keys = canonical_phone("(49) 99999-0000"), search_keys(text)
    assert phone.key in keys.match_keys or phone.tail in keys.tails


@pytest.mark.parametrize(
    "text", ["0800 000 0000", "4004-0000", "190", "0800-123456", "+351 912 345 678", "(49) 3333-0000"]
)
def test_a_search_finds_what_was_typed(text: str):
    phone, keys = canonical_phone(text), search_keys(text)
    assert phone.key in keys.match_keys or phone.tail in keys.tails


def test_a_search_with_area_code_does_not_find_the_same_number_elsewhere():
    keys = search_keys("(48) 99999-0000")
    assert not keys.tails
    assert canonical_phone("(49) 99999-0000").key not in keys.match_keys


@pytest.mark.parametrize("text", ["", "49", "9999", "0800", "Maria", "12345678901234"])
def test_a_fragment_has_no_keys(text: str):
    assert search_keys(text) == PhoneKeys()
    assert not search_keys(text)


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+5549999990000", "(49) 99999-0000"),
        ("+554933330000", "(49) 3333-0000"),
        ("+16502530000", "+1 650-253-0000"),
        ("+999", "+999"),
        ("0800 000 0000", "0800 000 0000"),
        ("", ""),
    ],
)
def test_phones_are_shown(e164: str, shown: str):
    assert format_phone(e164) == shown
