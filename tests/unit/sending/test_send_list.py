"""Lists of addresses as people keep them."""

from pathlib import Path

import pytest

from papershelf.errors import UsageError
from papershelf.sending import Recipients, read_list, read_recipients


def _addresses(found: Recipients) -> list[str]:
    return [person.address.address for person in found.people]


def test_a_list_has_one_address_a_line_and_may_name_people() -> None:
    found = read_list('ada@example.org\r\n\r\n# friends\r\n"Grace H." <grace@example.org>\r')

    assert _addresses(found) == ["ada@example.org", "grace@example.org"]
    assert [(p.line, p.address.name) for p in found.people] == [(1, ""), (4, "Grace H.")]
    assert not found.problems


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_names_its_columns_and_others_are_left_alone(separator: str) -> None:
    rows = [
        ["id", "Name", "E-Mail", "note"],
        ["1", '"Lovelace, Ada; PhD"', "ada@example.org", '"a ""b"""'],
        ["", "", "grace@example.org"],
    ]
    found = read_list("\ufeff" + "\n".join(map(separator.join, rows)))

    assert _addresses(found) == ["ada@example.org", "grace@example.org"]
    assert found.people[0].address.name == "Lovelace, Ada; PhD"


def test_addresses_that_differ_in_case_only_are_one() -> None:
    found = read_list(
        "Ada@Example.org\n ada@example.ORG \nada@bücher.example\nada@xn--bcher-kva.example"
    )

    assert _addresses(found) == ["Ada@example.org", "ada@xn--bcher-kva.example"]
    assert found.doubles == 2


def test_a_wrong_line_is_told_by_its_number_and_spoils_no_other() -> None:
    wrong = [
        "nobody",
        "two@example.org, three@example.org",
        "a\x00b@example.org",
        "=?utf-8?q?=0d=0aBcc:_x?=@example.org",
        "Name\u2028Bcc: <x@example.org>",
        "\u202eada@example.org",
        "x" * 10_000 + "@example.org",
        "a@localhost",
        "\udcff@example.org",
    ]
    found = read_list("\n".join([*wrong, "ada@example.org"]))

    assert _addresses(found) == ["ada@example.org"]
    assert [line for line, _ in found.problems] == list(range(1, len(wrong) + 1))
    assert not any("example" in what or "x@" in what for _, what in found.problems)
    assert "one address a line" in found.problems[1][1]


def test_a_quotation_mark_without_partner_swallows_one_row_only() -> None:
    found = read_list('email,name\nada@example.org,"Ada\ngrace@example.org,Grace\n,Nobody')

    assert _addresses(found) == ["grace@example.org"]
    assert [line for line, _ in found.problems] == [2, 4]


def test_a_name_of_a_table_can_begin_no_header() -> None:
    found = read_list("email,name\nada@example.org,Ada\x0bBcc: x\ngrace@example.org," + "G" * 201)

    assert [line for line, _ in found.problems] == [2, 3]


def test_ten_thousand_rows_are_read() -> None:
    found = read_list("email;name\n" + "\n".join(f"a{n}@example.org;Ä {n}" for n in range(10_000)))

    assert len(found.people) == 10_000
    assert found.people[-1].line == 10_001


def test_a_file_of_excel_and_one_in_another_encoding_are_read(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("email\tname\nada@example.org\tÄda\n".encode("utf-16"))
    excel = read_recipients(path)
    path.write_bytes("Äda <ada@example.org>\ngrace@example.org\n".encode("latin-1"))
    latin = read_recipients(path)

    assert excel.people[0].address.name == "Äda"
    assert _addresses(latin) == ["grace@example.org"]
    assert [line for line, _ in latin.problems] == [1]


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 10_000_001)

    with pytest.raises(UsageError, match="10 MB"):
        read_recipients(large)
    with pytest.raises(UsageError, match="no file"):
        read_recipients(tmp_path)
