"""What a person knows better than the reader: the encoding, and what a column holds."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.rosters.reading import read_roster
from conferencer.rosters.shape import Wishes


def test_a_guess_is_said_with_the_names_that_show_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("First,Last\nAna,Peña\nBen,Ode\n".encode("cp1252"))
    (note,) = read_roster(path).notes
    assert "is a guess" in note and "Peña" in note and "Ode" not in note
    path.write_text("First,Last\nAna,Peña\n", "utf-8")
    assert read_roster(path).notes == ()


def test_another_encoding_can_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("First,Last\nZoë,Peña\n".encode("mac_roman"))
    (row,) = read_roster(path, Wishes("mac_roman")).classes[0].rows
    assert (row.given_name, row.family_name) == ("Zoë", "Peña")
    with pytest.raises(ConferencerError, match="not written in shift_jis"):
        path.write_bytes(b"First,Last\nZo\x80\xff,P\n")
        read_roster(path, Wishes("shift_jis"))


def test_columns_can_be_said_by_heading_or_by_number(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Aa,Bb,Cc\nAna,López,7\nBen,Ode,8\n", "utf-8")
    said = {"Aa": "given", "Bb": "family", "Cc": "id:id"}
    rows = read_roster(path, Wishes(columns=said)).classes[0].rows
    assert [(one.given_name, one.family_name, one.outside_ids["id"]) for one in rows] == [
        ("Ana", "López", "7"),
        ("Ben", "Ode", "8"),
    ]
    path.write_text("1,x,Ana,q,López\n2,y,Ben,r,Ode\n", "utf-8")
    rows = read_roster(path, Wishes(columns={"3": "given", "5": "family"})).classes[0].rows
    assert [(one.given_name, one.family_name) for one in rows] == [("Ana", "López"), ("Ben", "Ode")]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    head=st.sampled_from([b"", b"First,Last\n", b"name;grade\r\n", b"PK\x03\x04", b"\xff\xfe"]),
    data=st.binary(max_size=300),
)
def test_any_bytes_give_learners_or_one_sentence(head: bytes, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(head + data)
    try:
        roster = read_roster(path)
    except ConferencerError as error:
        assert error.message.strip() and "\n" not in error.message
    else:
        assert any(group.rows for group in roster.classes)


def test_a_line_that_does_not_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"a," * 200_000)
    with pytest.raises(ConferencerError, match="does not end"):
        read_roster(path)


@pytest.mark.parametrize(
    ("headings", "cells", "names"),
    [
        ("Nombre,Primer apellido,Segundo apellido,Año", "Ana,Ruiz,Gil,4", ("Ana", "Ruiz Gil")),
        ("Voornaam,Tussenvoegsel,Achternaam", "Jan,van de,Berg", ("Jan", "van de Berg")),
        ("Imię,Nazwisko,Nr ucznia", "Zofia,Żak,0012", ("Zofia", "Żak")),
        ("Cognome,Nome,Anno", "Rossi,Ada,3", ("Ada", "Rossi")),
        ("姓,名,学年", "田中,太郎,4", ("太郎", "田中")),
    ],
)
def test_names_in_several_columns_in_other_languages(
    headings: str, cells: str, names: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{headings}\n{cells}\n", "utf-8")
    (row,) = read_roster(path).classes[0].rows
    assert (row.given_name, row.family_name) == names
