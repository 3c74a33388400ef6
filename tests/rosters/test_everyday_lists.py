"""Class lists as teachers and school offices write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.core.names import full_name
from conferencer.rosters.reading import read_pasted, read_roster
from conferencer.rosters.shape import Roster, RosterRow


def names(roster: Roster) -> list[tuple[str, str]]:
    return [(row.given_name, row.family_name) for group in roster.classes for row in group.rows]


def rows(roster: Roster) -> list[RosterRow]:
    return [row for group in roster.classes for row in group.rows]


ANA_AND_BEN = [("Ana", "López"), ("Ben", "Ode")]


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name\nAna,López\nBen,Ode\n",
        "LAST_NAME;first_name\nLópez;Ana\nOde;Ben\n",
        "Surname\tForename\nLópez\tAna\nOde\tBen\n",
        "given|family\nAna|López\nBen|Ode\n",
        "Name,Vorname\nLópez,Ana\nOde,Ben\n",
        "Nom;Prénom\nLópez;Ana\nOde;Ben\n",
        "Nombre;Apellidos\nAna;López\nBen;Ode\n",
        "Legal First Name,Legal Last Name\nAna,López\nBen,Ode\n",
        '"Student Last","Student First Middle"\n\n"López","Ana"\n"Ode","Ben"\n',
        'Name,Grade\n"López, Ana",4\n"Ode, Ben",4\n',
        "Name,Grade\nLópez, Ana,4\nOde, Ben,4\n",
        "Student Name\nAna López\nBen Ode\n",
        "Full name,Sortable name\nAna López,'López, Ana'\nBen Ode,'Ode, Ben'\n".replace("'", '"'),
        "sep=;\r\nFirst;Last\r\nAna;López\r\nBen;Ode\r\n",
        "First,Last\rAna,López\rBen,Ode\r",
        "Oak School,,\nClass 4B,,\n\nFirst,Last,Seat\nAna,López,1\nBen,Ode,2\n",
        'First,Last\n"Ana,López\nBen,Ode\n',
        "First,Last\nAna,López,extra,\nBen,Ode,,,\n",
        "Ana López\nBen Ode\n",
        "López, Ana\nOde, Ben\n",
        "López, Ana\nBen Ode\n",
        "1. Ana López\n2. Ben Ode\n",
        "1\tAna López\n2\tBen Ode\n",
        "- Ana López\n- Ben Ode\n",
        "Ana López <ana@example.org>\nBen Ode <ben@example.org>\n",
        "a1,López,Ana\nb2,Ode,Ben\n",
        "López\tAna\nOde\tBen\n",
    ],
)
def test_the_usual_spellings_of_a_list_give_the_same_learners(text: str) -> None:
    assert names(read_pasted(text)) == ANA_AND_BEN


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_names_keep_their_letters_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Vorname;Name\r\nZoë;Peña\r\nJürgen;Müller\r\n".encode(encoding))
    assert names(read_roster(file)) == [("Zoë", "Peña"), ("Jürgen", "Müller")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("imię;nazwisko\nŁucja;Wójcik\n", "cp1250"),
        ("Имя;Фамилия\nАнна;Иванова\nПётр;Смирнов\n", "cp1251"),
        ("姓,名\n李,雷\n韩,梅梅\n", "gb18030"),
        ("姓,名\n佐藤,花子\n鈴木,タロウ\n", "cp932"),
        ("성,이름\n김,민준\n이,서연\n", "cp949"),
    ],
)
def test_other_alphabets_are_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(text.encode(encoding))
    assert rows(read_roster(file)) == rows(read_pasted(text))


@pytest.mark.parametrize(
    ("whole", "given_name", "family_name"),
    [
        ("Ana Maria Lopez", "Ana Maria", "Lopez"),
        ("María de la Cruz", "María", "de la Cruz"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Mary Van Dyke", "Mary", "Van Dyke"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Smith, Bob, Jr.", "Bob", "Smith Jr."),
        ("Bob Smith Jr.", "Bob", "Smith Jr."),
        ("Al Gore", "Al", "Gore"),
        ("Sukarno", "Sukarno", ""),
        ("李雷", "李雷", ""),
        ("佐藤 花子", "花子", "佐藤"),
        ("[/] :smile: O'Brien-Ñandú 李雷", "[/] :smile: O'Brien-Ñandú", "李雷"),
    ],
)
def test_a_whole_name_is_cut_where_people_would_cut_it(
    whole: str, given_name: str, family_name: str
) -> None:
    assert names(read_pasted(whole)) == [(given_name, family_name)]


def test_every_known_column_is_kept() -> None:
    text = (
        "Student ID,First,Last,Preferred Name,Pronouns,Grade,Email,Home Language\n"
        "1001,Benjamin,Ode,Ben,he/him,4,ben@example.org,Spanish\n"
    )
    assert rows(read_pasted(text)) == [
        RosterRow(
            2, "Benjamin", "Ode", "Ben", "he/him", "4", "ben@example.org", "Spanish", "",
            {"id": "1001"},
        )
    ]  # fmt: skip


def test_passwords_and_birth_dates_are_neither_kept_nor_shown() -> None:
    text = (
        "First,Last,Password,DOB,Race,Phone,Parent Email\n"
        "Ana,Lopez,hunter2,2015-01-02,x-race,555-1234,mum@example.org\n"
        ",,hunter3,2015-01-03,y-race,555-1235,dad@example.org\n"
    )
    roster = read_pasted(text)
    assert [one.reason for one in roster.not_read] == ["no name"]
    for secret in ("hunter", "2015", "race", "555", "mum@", "dad@"):
        assert secret not in repr(roster)


def test_a_class_column_makes_several_classes() -> None:
    roster = read_pasted("Class,Name\n4A,Ana Lopez\n4B,Ben Ode\n4a,Cy Hu\n")
    assert [(group.name, len(group.rows)) for group in roster.classes] == [("4A", 2), ("4B", 1)]


def test_blank_rows_are_skipped_and_rows_without_a_name_are_reported() -> None:
    roster = read_pasted("First,Last,Grade\nAna,Lopez,4\n,,\n\n,,5\n\u200b,\u3164,6\n")
    assert names(roster) == [("Ana", "Lopez")]
    assert [(one.row, one.reason) for one in roster.not_read] == [(5, "no name"), (6, "no name")]


def test_a_repeated_row_or_id_is_reported_and_another_id_is_another_learner() -> None:
    text = "First,Last,ID\nAna,Lopez,1\nAna,Lopez,1\nAna,Lopez,2\nBen,Ode,2\n"
    roster = read_pasted(text)
    assert [row.outside_ids["id"] for row in rows(roster)] == ["1", "2"]
    assert [(one.row, one.reason) for one in roster.not_read] == [
        (3, "the same row stands above (row 2)"),
        (5, "the id 2 stands above (row 4)"),
    ]


def test_brothers_and_sisters_may_share_an_email() -> None:
    roster = read_pasted("First,Last,Email\nAna,Lopez,mum@x.org\nBen,Lopez,mum@x.org\n")
    assert len(rows(roster)) == 2 and not roster.not_read


def test_places_in_the_list_and_the_number_of_the_school_are_no_ids() -> None:
    roster = read_pasted("No.,First,Last,ID\n1,Ana,Lopez,77\n2,Ben,Ode,77\n3,Cy,Hu,77\n")
    assert [dict(row.outside_ids) for row in rows(roster)] == [{}, {}, {}]


def test_the_rows_for_dates_and_points_of_a_grade_export_are_no_learners() -> None:
    roster = read_pasted(
        "Last Name,First Name,Email Address,Essay\nDate,,,2026-10-01\nPoints,,,10\n"
        "Lopez,Ana,ana@example.org,9\n"
    )
    assert names(roster) == [("Ana", "Lopez")]
    assert [one.row for one in roster.not_read] == [2, 3]


def test_teachers_in_a_list_are_no_learners() -> None:
    roster = read_pasted("First,Last,Role\nAna,Lopez,Student\nMo,Smith,Teacher\n")
    assert names(roster) == [("Ana", "Lopez")]
    assert roster.not_read[0].reason == "Teacher, not a learner"


def test_a_title_above_a_plain_list_is_no_name() -> None:
    roster = read_pasted("Class 4B:\nAna Lopez\nBen Ode\n")
    assert names(roster) == [("Ana", "Lopez"), ("Ben", "Ode")]
    assert roster.not_read[0].text == "Class 4B:"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n \n,,\n"),
        ("headings.csv", b"First,Last\n"),
        ("numbers.csv", b"1,2,3\n4,5,6\n"),
        ("unknown.csv", b"a,b,c\n1,2,3\n"),
        ("ids-only.csv", b"SIS ID,School SIS ID,Username\n1,2,ana\n"),
        ("book.csv", b"PK\x03\x04\x00\x00"),
        ("paper.csv", b"%PDF-1.7 ..."),
        ("noise.csv", bytes(range(256)) * 4),
        ("page.csv", b"<!DOCTYPE html><html></html>"),
        ("calendar.csv", b"BEGIN:VCALENDAR\nVERSION:2.0\n"),
        ("prose.txt", b"It was a dark and stormy night and it rained in torrents.\n" * 9),
    ],
)
def test_a_file_that_is_no_class_list_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ConferencerError) as caught:
        read_roster(tmp_path / name)
    assert name in caught.value.message and "\n" not in caught.value.message


def test_a_missing_file_and_a_strange_folder_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for name in ("photos", "gone.csv"):
        with pytest.raises(ConferencerError, match=name):
            read_roster(tmp_path / name)


@given(st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_a_sentence(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.csv"
        file.write_bytes(data)
        try:
            roster = read_roster(file)
        except ConferencerError:
            return
    assert all(full_name(row).strip() for row in rows(roster))


@given(st.text(alphabet=st.sampled_from('ab ,;\t|"\n\r1.=@<>李Ñ\u200b\x00'), max_size=80))
def test_no_text_ends_in_anything_but_a_sentence(text: str) -> None:
    try:
        roster = read_pasted(text)
    except ConferencerError:
        return
    assert rows(roster)


WORDS = st.text(
    st.characters(whitelist_categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=2, max_size=9
).map(str.capitalize)


@given(
    st.lists(
        st.tuples(WORDS, WORDS).filter(lambda pair: not pair[1].isupper()), min_size=2, unique=True
    )
)
def test_any_list_of_names_comes_back_as_it_was_written(people: list[tuple[str, str]]) -> None:
    headed = "Given name,Family name\n" + "".join(f'"{a}","{b}"\n' for a, b in people)
    found = read_pasted(headed)
    assert set(names(found)) <= set(people)
    assert len(rows(found)) + len(found.not_read) == len(people)
    listed = read_pasted("Name\n" + "".join(f"{a} {b}\n" for a, b in people))
    whole = {f"{a} {b}" for a, b in people}
    assert {full_name(row) for row in rows(listed)} <= whole
    assert len(rows(listed)) + len(listed.not_read) == len(people)
