"""Small exports of several files, and workbooks, as vendors write them."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SDS = {
    "School.csv": "SIS ID,Name\n1,Oak School\n",
    "Section.csv": (
        "SIS ID,School SIS ID,Section Name,Course Subject\nk1,1,Reading,ELA\nk2,1,Maths,\n"
    ),
    "Student.csv": (
        "SIS ID,School SIS ID,First Name,Last Name,Username,Password,Grade,Birthdate\n"
        "007,1,Ana,López,ana,hunter2,4,4/2/2016\n"
        "008,1,Ben,Ode,ben,hunter2,4,\n"
        "009,1,Cy,Hu,cy,hunter2,4,\n"
    ),
    "StudentEnrollment.csv": "Section SIS ID,SIS ID\nk1,007\nk1,008\nk2,007\nk2,999\nk1,007\n",
    "Teacher.csv": (
        "SIS ID,School SIS ID,First Name,Last Name,Username,Password\nt1,1,Mo,Diaz,mo,secret\n"
    ),
    "TeacherRoster.csv": "Section SIS ID,SIS ID\nk1,t1\n",
}
SDS_UK = {
    "School.csv": "DfE Number,Name\n1,Oak School\n",
    "Section.csv": "ID,School DfE Number,Section Name\nk1,1,Reading\n",
    "Student.csv": "ID,School DfE Number,Username\n007,1,ana@example.org\n",
    "Teacher.csv": "ID,School DfE Number,Username\nt1,1,mo@example.org\n",
    "StudentEnrollment.csv": "Section ID,ID\nk1,007\n",
    "TeacherRoster.csv": "Section ID,ID\nk1,t1\n",
}
CLEVER = {
    "schools.csv": "School_id,School_name\n1,Oak School\n",
    "students.csv": (
        "School_id,Student_id,Student_number,Last_name,First_name,Grade,Race,Frl_status,"
        "Home_language,Contact_name\n"
        "1,s1,0017,López,Ana,KG,X,Y,Spanish,Eva\n"
        "1,s1,0017,López,Ana,KG,X,Y,Spanish,Luis\n"
        "1,s2,0018,Ode,Ben,0,X,Y,,\n"
    ),
    "teachers.csv": "School_id,Teacher_id,First_name,Last_name\n1,t1,Mo,Diaz\n",
    "sections.csv": (
        "School_id,Section_id,Teacher_id,Name,Section_number,Subject\n1,k1,t1,Reading,1,ELA\n"
        "1,k1,t1,Reading,1,ELA\n"
    ),
    "enrollments.csv": "School_id,Section_id,Student_id\n1,k1,s1\n1,k1,s2\n1,k1,s3\n",
}
EDFI = {
    "users/2026-07-01-00-00-00.csv": (
        "SourceSystemIdentifier,SourceSystem,UserRole,LocalUserIdentifier,SISUserIdentifier,Name,"
        "EmailAddress\n1,Canvas,student,old,001,Old Name,\n"
    ),
    "users/2026-08-01-00-00-00.csv": (
        "SourceSystemIdentifier,SourceSystem,UserRole,LocalUserIdentifier,SISUserIdentifier,Name,"
        "EmailAddress\n1,Canvas,student,ana,001,Ana López,ana@example.org\n"
        "2,Canvas,teacher,mo,,Mo Diaz,\n"
    ),
    "sections/2026-07-01-00-00-00.csv": (
        "SourceSystemIdentifier,SourceSystem,SISSectionIdentifier,Title,LMSSectionStatus\n"
        "k1,Canvas,K-1,Reading,Active\n"
    ),
    "section=k1/section-associations/2026-07-01-00-00-00.csv": (
        "SourceSystemIdentifier,EnrollmentStatus,LMSUserSourceSystemIdentifier,"
        "LMSSectionSourceSystemIdentifier\n9,Active,1,k1\n10,Active,2,k1\n"
    ),
}

_CONTENT = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The files in a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def zipped(path: Path, files: Mapping[str, str]) -> Path:
    """The files in a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[str | int]]]) -> Path:
    """An `.xlsx` as small as one can be."""
    listed, related = [], []
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_OFFICE}'
            '/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        for number, (name, rows) in enumerate(sheets.items(), start=1):
            listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>')
            related.append(
                f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" '
                f'Target="worksheets/sheet{number}.xml"/>'
            )
            data = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{_CONTENT}"><sheetData>{data}</sheetData></worksheet>',
            )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_CONTENT}" xmlns:r="{_OFFICE}"><sheets>{"".join(listed)}'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{"".join(related)}</Relationships>',
        )
    return path


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
