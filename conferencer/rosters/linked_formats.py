"""Exports whose people, classes and memberships lie in files of their own, as data.

Microsoft School Data Sync V1 (also with the headings of its edition for the United Kingdom), the
five files of Clever, and users, sections and associations of the Ed-Fi LMS toolkit. What is known
of their headings is from the makers' own pages and from exports met. Another one is another entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from conferencer.rosters.headings import ID


@dataclass(frozen=True)
class Table:
    """One of the files of an export."""

    kind: str
    """people, staff, classes, members, or staff_members."""
    columns: Mapping[str, tuple[str, ...]]
    """What -> its headings, in the form that `headings.normal` gives."""
    needed: tuple[str, ...]
    """What tells this table from others."""
    in_name: str = ""
    """A word that the name of the file has to have, where headings do not tell tables apart."""


@dataclass(frozen=True)
class LinkedFormat:
    """An export of several files."""

    name: str
    tables: tuple[Table, ...]
    """Asked in this order."""


_SCHOOL = ("schoolsisid", "schooldfenumber", "schoolid")
_SDS_PERSON: Mapping[str, tuple[str, ...]] = {
    f"{ID}sis_id": ("sisid", "id"),
    "school": _SCHOOL[:2],
    f"{ID}username": ("username",),
    "given": ("firstname", "givenname"),
    "family": ("lastname", "familyname", "surname"),
    "preferred": ("preferredname", "preferredfirstname", "preferredgivenname"),
    "email": ("secondaryemail", "email"),
    "grade": ("grade", "yeargroup"),
    f"{ID}id": ("studentnumber",),
    "status": ("status",),
}
_SDS_KEYS = (f"{ID}sis_id", "school", f"{ID}username")
_SDS_MEMBER: Mapping[str, tuple[str, ...]] = {
    "class": ("sectionsisid", "sectionid"),
    "person": ("sisid", "id"),
    "status": ("status",),
}
_SDS_CLASS: Mapping[str, tuple[str, ...]] = {
    "key": ("sisid", "id"),
    "school": _SCHOOL[:2],
    "title": ("sectionname",),
    "code": ("sectionnumber",),
    "subject": ("coursesubject",),
    "status": ("status",),
}
_CLEVER_NAMES: Mapping[str, tuple[str, ...]] = {
    "given": ("firstname",),
    "family": ("lastname",),
    "preferred": ("preferredfirstname", "preferredname"),
}

FORMATS = (
    LinkedFormat(
        "Microsoft School Data Sync",
        (
            Table("staff_members", _SDS_MEMBER, ("class", "person"), "teacher"),
            Table("members", _SDS_MEMBER, ("class", "person")),
            Table("staff", _SDS_PERSON, _SDS_KEYS, "teacher"),
            Table("people", _SDS_PERSON, _SDS_KEYS),
            Table("classes", _SDS_CLASS, ("key", "school", "title")),
        ),
    ),
    LinkedFormat(
        "Clever",
        (
            Table(
                "members",
                {"class": ("sectionid",), "person": ("studentid",)},
                ("class", "person"),
            ),
            Table(
                "people",
                {
                    f"{ID}clever_id": ("studentid",),
                    f"{ID}id": ("studentnumber",),
                    **_CLEVER_NAMES,
                    "email": ("studentemail",),
                    "grade": ("grade",),
                    "home_language": ("homelanguage",),
                },
                (f"{ID}clever_id", "given", "family"),
            ),
            Table(
                "staff",
                {f"{ID}clever_id": ("teacherid",), **_CLEVER_NAMES},
                (f"{ID}clever_id", "given", "family"),
            ),
            Table(
                "classes",
                {
                    "key": ("sectionid",),
                    "school": _SCHOOL[2:],
                    "teacher": ("teacherid",),
                    "title": ("name", "coursename"),
                    "code": ("sectionnumber",),
                    "subject": ("subject",),
                    "grade": ("grade",),
                },
                ("key", "school"),
            ),
        ),
    ),
    LinkedFormat(
        "Ed-Fi LMS",
        (
            Table(
                "members",
                {
                    "class": ("lmssectionsourcesystemidentifier",),
                    "person": ("lmsusersourcesystemidentifier",),
                    "status": ("enrollmentstatus",),
                },
                ("class", "person"),
            ),
            Table(
                "people",
                {
                    f"{ID}source_id": ("sourcesystemidentifier",),
                    f"{ID}sis_id": ("sisuseridentifier",),
                    f"{ID}local_id": ("localuseridentifier",),
                    "full_name": ("name",),
                    "email": ("emailaddress",),
                    "role": ("userrole",),
                },
                (f"{ID}source_id", "full_name", "role"),
            ),
            Table(
                "classes",
                {
                    "key": ("sourcesystemidentifier",),
                    "title": ("title",),
                    "code": ("sissectionidentifier",),
                    "status": ("lmssectionstatus",),
                },
                ("key", "title", "status"),
            ),
        ),
    ),
)
