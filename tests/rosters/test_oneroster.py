"""OneRoster folders and zips, as the specification says and as vendors write them."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.rosters.reading import read_roster
from conferencer.rosters.shape import Roster, RosterClass

USERS = """\
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,\
familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,o1,student,ana,,Ana,López,,9001,ana@example.org,,555-1,,04,hunter2
u2,,,true,o1,student,ben,,Ben,Ode,,,,,,,"04,05",hunter3
u3,,,TRUE,o1,teacher,mo,,Mo,Smith,,,,,,,,
u4,tobedeleted,,true,o1,student,cy,,Cy,Hu,,,,,,,,
u5,,,false,o1,student,di,,Di,Wu,,,,,,,,
"""
CLASSES = """\
sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,\
location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
c1,,,Oak,04,x,OAK-1,homeroom,,o1,t1,Reading,,
c2,,,Elm,05,x,ELM-1,scheduled,,o1,"t1,t2",,,
c3,tobedeleted,,Old,05,x,OLD-1,scheduled,,o1,t1,,,
"""
ENROLLMENTS = """\
sourcedId,status,dateLastModified,classSourcedId,\
schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,c1,o1,u1,student,,2026-08-15,2027-06-10
e2,,,c1,o1,u2,Student,,,
e3,,,c1,o1,u3,teacher,true,,
e4,,,c1,o1,u4,student,,,
e5,,,c1,o1,u5,student,,,
e6,tobedeleted,,c2,o1,u1,student,,,
e7,,,c1,o1,u1,student,,,
"""
TABLES = {"users.csv": USERS, "classes.csv": CLASSES, "enrollments.csv": ENROLLMENTS}


def written(folder: Path, tables: dict[str, str], encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / name).write_bytes(text.encode(encoding))
    return folder


def zipped(file: Path, tables: dict[str, str], inside: str = "") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(inside + name, text)
    return file


def shuffled(text: str) -> str:
    """The columns the other way round."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(row[::-1] for row in csv.reader(io.StringIO(text)))
    return out.getvalue()


def quoted(text: str) -> str:
    """Every cell in quotes, CRLF, no newline at the end."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text)))
    return out.getvalue().rstrip("\r\n")


def oak(roster: Roster) -> RosterClass:
    return next(group for group in roster.classes if group.name == "Oak")


def learners(roster: Roster) -> list[tuple[str, str]]:
    return [(row.given_name, row.family_name) for row in oak(roster).rows]


GONE = [
    *((row, "no longer enrolled") for row in (5, 6, 7)),
    (8, "in this class already"),
]
ANA_AND_BEN = [("Ana", "López"), ("Ben", "Ode")]


def test_a_folder_gives_its_classes_with_their_learners(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path / "export", TABLES))
    assert roster.format == "OneRoster 1.1"
    assert [(one.row, one.reason) for one in roster.not_read] == GONE
    assert [(group.name, len(group.rows)) for group in roster.classes] == [("Oak", 2), ("Elm", 0)]
    assert oak(roster).outside_ids == {"sourcedId": "c1", "classCode": "OAK-1"}
    assert oak(roster).subject == "Reading"
    ana, ben = oak(roster).rows
    assert (ana.grade, ana.email, ana.class_name) == ("04", "ana@example.org", "Oak")
    assert ana.outside_ids == {"sourcedId": "u1", "identifier": "9001"}
    assert ben.grade == "04,05" and ben.outside_ids == {"sourcedId": "u2"}


def test_passwords_and_phones_are_not_kept(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path, TABLES))
    assert "hunter" not in repr(roster) and "555" not in repr(roster)


@pytest.mark.parametrize("inside", ["", "export/", "deep/er/"])
def test_a_zip_is_read_without_unpacking_also_with_a_folder_in_it(
    tmp_path: Path, inside: str
) -> None:
    file = zipped(tmp_path / "export.zip", TABLES, inside)
    assert learners(read_roster(file)) == ANA_AND_BEN
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


@pytest.mark.parametrize("change", [shuffled, quoted, lambda text: "\ufeff" + text])
def test_other_vendors_ways_of_writing_make_no_difference(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    tables = {name: change(text) for name, text in TABLES.items()}
    assert learners(read_roster(written(tmp_path, tables))) == ANA_AND_BEN


def test_the_case_of_names_and_misspelled_headings_make_no_difference(tmp_path: Path) -> None:
    tables = {
        "Users.CSV": USERS.replace("givenName", "GIVENNAME").replace("dateLast", "dataLast"),
        "Classes.csv": CLASSES.replace("termSourcedIds", "termSourcedId"),
        "enrollments.csv": ENROLLMENTS.replace("userSourcedId", "userSourcedID"),
    }
    assert learners(read_roster(written(tmp_path, tables))) == ANA_AND_BEN


def test_only_the_columns_that_matter_are_needed(tmp_path: Path) -> None:
    tables = {
        "users.csv": "sourcedId,givenName,familyName\nu1,Ana,López\nu2,Ben,Ode\n",
        "classes.csv": "sourcedId,title\nc1,Oak\n",
        "enrollments.csv": "classSourcedId,userSourcedId,role\nc1,u1,student\nc1,u2,student,x\n",
    }
    assert learners(read_roster(written(tmp_path, tables))) == ANA_AND_BEN


def test_one_two_has_its_roles_in_a_file_of_their_own(tmp_path: Path) -> None:
    tables = {
        "users.csv": "sourcedId,enabledUser,username,givenName,familyName,preferredGivenName,"
        "pronouns\nu1,true,a,Ana,López,Anita,she/her\nu2,true,b,Ben,Ode,,\nu3,true,m,Mo,Smith,,\n",
        "roles.csv": "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,primary,student,o\n"
        "r2,u2,primary,student,o\nr3,u3,primary,teacher,o\n",
        "classes.csv": "sourcedId,title\nc1,Oak\n",
        "enrollments.csv": "sourcedId,classSourcedId,userSourcedId,role\n"
        "e1,c1,u1,student\ne2,c1,u2,\ne3,c1,u3,\n",
    }
    roster = read_roster(written(tmp_path, tables))
    assert roster.format == "OneRoster 1.2" and learners(roster) == ANA_AND_BEN
    assert (oak(roster).rows[0].preferred_name, oak(roster).rows[0].pronouns) == (
        "Anita",
        "she/her",
    )


def test_the_enrolment_decides_who_is_a_learner(tmp_path: Path) -> None:
    tables = TABLES | {"users.csv": USERS.replace("o1,student,ben", "o1,teacher,ben")}
    assert learners(read_roster(written(tmp_path, tables))) == ANA_AND_BEN


def test_enrolments_that_lead_nowhere_are_reported(tmp_path: Path) -> None:
    more = "e8,,,c1,o1,u99,student,,,\ne9,,,c99,o1,u1,student,,,\ne10,,,c1,o1,u6,student,,,\n"
    tables = TABLES | {
        "users.csv": USERS + "u6,,,true,o1,student,x,,,,,,,,,,,\n",
        "enrollments.csv": ENROLLMENTS + more,
    }
    roster = read_roster(written(tmp_path, tables))
    assert learners(roster) == ANA_AND_BEN
    assert [(one.row, one.reason) for one in roster.not_read] == [
        *GONE,
        (9, "a learner who is not in users.csv"),
        (10, "a class that is not in classes.csv"),
        (7, "no name"),
    ]


def test_a_class_is_told_of_its_own_rows_and_of_those_of_no_class(tmp_path: Path) -> None:
    more = "e8,,,c1,o1,u99,student,,,\ne9,,,c99,o1,u1,student,,,\ne10,,,c2,o1,u6,student,,,\n"
    tables = TABLES | {
        "users.csv": USERS + "u6,,,true,o1,student,x,,,,,,,,,,,\n",
        "enrollments.csv": ENROLLMENTS + more + "e11,,,c3,o1,u98,student,,,\n",
    }
    roster = read_roster(written(tmp_path, tables))
    elm = next(group for group in roster.classes if group.name == "Elm")
    assert [one.row for one in roster.not_read_for(oak(roster))] == [5, 6, 8, 9, 10, 12]
    assert [one.row for one in roster.not_read_for(elm)] == [7, 10, 7, 12]


def test_choosing_one_file_of_the_folder_reads_the_folder(tmp_path: Path) -> None:
    written(tmp_path, TABLES)
    assert learners(read_roster(tmp_path / "users.csv")) == ANA_AND_BEN


@pytest.mark.parametrize("lacking", ["classes.csv", "enrollments.csv"])
def test_a_missing_file_is_named(tmp_path: Path, lacking: str) -> None:
    tables = {name: text for name, text in TABLES.items() if name != lacking}
    with pytest.raises(ConferencerError, match=lacking):
        read_roster(written(tmp_path / "export", tables))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    tables = TABLES | {"enrollments.csv": "sourcedId,role\ne1,student\n"}
    with pytest.raises(ConferencerError, match="classSourcedId and no column userSourcedId"):
        read_roster(written(tmp_path, tables))


def test_a_zip_of_something_else_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    other = zipped(tmp_path / "other.zip", {"notes.txt": "hello"})
    with pytest.raises(ConferencerError, match=r"other\.zip"):
        read_roster(other)
    whole = zipped(tmp_path / "whole.zip", TABLES).read_bytes()
    for name, data in {"half.zip": whole[: len(whole) // 2], "bent.zip": _bent(whole)}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ConferencerError, match=name):
            read_roster(tmp_path / name)


def _bent(data: bytes) -> bytes:
    at = data.index(b"users.csv") + 40
    return data[:at] + bytes(40) + data[at + 40 :]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in TABLES.items():
            archive.writestr(name, text)
    data = bytearray(file.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (3_000_000_000).to_bytes(4, "little")
    file.write_bytes(data)
    with pytest.raises(ConferencerError, match=r"too large|damaged"):
        read_roster(file)
