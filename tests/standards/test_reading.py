"""Whatever the bytes are: rows, or one sentence; never silence, and not much memory."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.standards.reading import read_bytes, read_standards
from conferencer.standards.shape import FrameworkRead
from tests.standards.files import EVERY, case, item, workbook

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "standards"


def is_whole(framework: FrameworkRead) -> None:
    """The tree holds together, and every identifier is there once."""
    seen = {""}
    for row in framework.rows:
        assert row.parent in seen and row.identifier not in seen and row.statement.strip()
        seen.add(row.identifier)


def read_or_refused(data: bytes) -> None:
    try:
        found = read_bytes(data, "some file")
    except ConferencerError as error:
        assert "\n" not in error.message and "nothing was changed" in error.message
    else:
        assert found and all(one.rows for one in found)
        for one in found:
            is_whole(one)


@pytest.mark.parametrize("name", EVERY)
def test_the_name_of_a_file_says_nothing(name: str) -> None:
    for wrong in ("standards.txt", "x.xlsx", "no ending"):
        (found,) = read_bytes(EVERY[name], wrong)
        is_whole(found)


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data: bytes) -> None:
    read_or_refused(data)


@settings(max_examples=40)
@given(st.sampled_from(sorted(EVERY)), st.integers(0, 3000), st.binary(max_size=5), st.booleans())
def test_damaged_files_give_rows_or_a_sentence(
    name: str, at: int, put: bytes, cut_off: bool
) -> None:
    data = EVERY[name]
    read_or_refused(data[:at] + put + (b"" if cut_off else data[at + len(put) :]))


KEYS = [
    "CFItems",
    "CFDocument",
    "CFAssociations",
    "identifier",
    "uri",
    "fullStatement",
    "description",
    "code",
    "title",
    "text",
    "originNodeURI",
    "destinationNodeURI",
    "associationType",
    "sequenceNumber",
    "standards",
    "children",
    "id",
    "value",
    "position",
    "ancestorIds",
    "parentId",
    "@graph",
    "@id",
    "data",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=30)
@given(VALUES)
def test_any_json_gives_rows_or_a_sentence(value: object) -> None:
    read_or_refused(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no standard"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0abc", "old Excel"),
        (b"<html><body>", "another kind"),
        (b"@prefix skos: <x> .", "another kind"),
        (b'{"CFDocuments": [{"identifier": "x"}]}', "list of frameworks"),
        (b'{"CFDocument": {"title": "x"}, "CFItems": []}', "no standard"),
        (b'[{"id": "3E", "title": "ACT", "type": "school"}]', "no standards"),
        (b'{"a": ' * 5000, "JSON"),
        (b'{"standards": [', "JSON"),
        (b"First,Last,Grade\nAna,Lopez,4\n", "no standard"),
        (b"\0" * 500, "no text"),
        (b"\n" * 1_100_000 + b"x", "longer than any"),
        (b"code,statement\n" + b"," * 20_000_000, "longer than any"),
    ],
)
def test_what_is_no_file_of_standards_is_said_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ConferencerError) as refused:
        read_bytes(data, "file")
    assert words in refused.value.message and "\n" not in refused.value.message


@pytest.mark.slow
def test_bombs_and_giants_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    far = workbook({"A": [["Code", "Statement"], ["1", "One"]]}, far="XFD1048576")
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/s1.xml", b" " * 151_000_000)
    for data in (far, bomb.getvalue()):
        with pytest.raises(ConferencerError, match="far larger"):
            read_bytes(data, "book.xlsx")
    giant = tmp_path / "giant.json"
    with giant.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(ConferencerError, match="larger than any"):
        read_standards(giant)
    with pytest.raises(ConferencerError, match="nothing was changed"):
        read_bytes(b"code,statement\n1," + b"x" * 3_000_000, "line.csv")
    with pytest.raises(ConferencerError, match="a folder"):
        read_standards(tmp_path)
    with pytest.raises(ConferencerError, match="no file"):
        read_standards(tmp_path / "missing.json")


def test_a_statement_may_take_a_page_and_not_a_book() -> None:
    items = [item("page", "word " * 800), item("book", "word " * 5000)]
    (found,) = read_bytes(case(items, []), "x.json")
    assert [row.identifier for row in found.rows] == ["page"]
    assert [one.reason for one in found.not_read] == ["longer than 20,000 characters"]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_every_sample_is_read_whole_or_refused() -> None:
    counts = {}
    for path in sorted(SAMPLES.rglob("*.*")):
        if path.is_file():
            try:
                found = read_standards(path)
            except ConferencerError:
                continue
            counts[path.relative_to(SAMPLES).as_posix()] = len(found[0].rows)
            for one in found:
                is_whole(one)
            if "csp" in path.parts:
                told = json.loads(path.read_text("utf-8"))["standards"]
                assert len(told) == len(found[0].rows) + len(found[0].not_read)
    assert len(counts) == 39
    assert counts["case-opensalt/docs-sample/spreadsheet_import_sample.xlsx"] == 4
