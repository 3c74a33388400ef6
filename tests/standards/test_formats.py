"""Every format gives the same shape: a tree in order, and nothing unaccounted for."""

import json

import pytest

from conferencer.standards.reading import read_bytes
from conferencer.standards.shape import FrameworkRead
from tests.standards.files import (
    ASN_GRAPH,
    ASN_LD,
    ASN_NESTED,
    BARE_CSV,
    COMPACT_CSV,
    CSP,
    OPENSALT_CSV,
    PLAIN_CSV,
    READING,
    SIMPLE,
    WORKBOOK,
    case,
    item,
    workbook,
)


def read(data: bytes, name: str = "a file.csv") -> FrameworkRead:
    """The one framework in it."""
    (found,) = read_bytes(data, name)
    return found


def tree(framework: FrameworkRead) -> list[str]:
    """Each statement behind as many dots as it is deep."""
    depth = {"": -1}
    for row in framework.rows:
        depth[row.identifier] = depth[row.parent] + 1
    return ["." * depth[row.identifier] + row.statement for row in framework.rows]


def test_case_is_a_tree_by_its_associations_in_the_order_of_their_numbers() -> None:
    found = read(READING)
    assert tree(found) == ["Foundations", ".First", "..A part of the first", ".Second"]
    assert (found.identifier, found.title, found.subject) == ("d1", "Reading", "ELA")
    assert found.publisher == "The State" and found.rows[3].grades == "04"
    assert [row.code for row in found.rows] == ["", "RF.4.1", "RF.4.1", "RF.4.2"]


def test_case_may_come_wrapped_or_several_at_once() -> None:
    package = json.loads(READING)
    other = json.loads(case([item("z", "Zeta")], []))
    other["CFDocument"]["identifier"] = "d2"
    found = read_bytes(json.dumps({"CFPackages": [package, other]}).encode(), "x.json")
    assert [one.identifier for one in found] == ["d1", "d2"]
    assert len(read(json.dumps({"cfPackage": package}).encode()).rows) == 4


def test_circles_orphans_and_parts_of_what_cannot_be_read_lose_nothing() -> None:
    links = [("a", "b", 1), ("b", "a", 1), ("c", "gone", 1), ("e", "empty", 1), ("empty", "a", 1)]
    items = [item(name, name.upper()) for name in "abce"] + [item("empty", " ", "X.1")]
    found = read(case(items, links))
    assert sorted(tree(found)) == ["..E", ".B", "A", "C"] or sorted(tree(found))[-1] == "C"
    assert len(found.rows) + len(found.not_read) == 5
    assert [(one.row, one.reason, one.identifier) for one in found.not_read] == [
        (5, "no statement", "empty")
    ]


def test_a_standard_set_of_csp_knows_its_places_and_ancestors() -> None:
    found = read(CSP)
    assert tree(found) == ["a", ".b", "..c"]
    assert (found.title, found.publisher, found.grades) == ("Math, Grade 4", "Ohio", "04")


def test_an_old_standard_set_names_the_next_and_its_depth() -> None:
    old = {
        "c": {"id": "c", "depth": 1, "description": "C", "nextStandard": "d"},
        "a": {
            "id": "a",
            "depth": 0,
            "description": "A",
            "nextStandard": "b",
            "firstStandard": True,
        },
        "d": {"id": "d", "depth": 0, "description": "D"},
        "b": {"id": "b", "depth": 1, "description": "B", "nextStandard": "c"},
    }
    assert tree(read(json.dumps({"standards": old}).encode())) == ["A", ".B", ".C", "D"]


def test_codes_make_the_tree_where_nothing_else_does() -> None:
    table = b"Code,Standard\nRF.4,Read on\nRF.4.1,First words\nRF.4.1a,A part\nSL.1,Speak up\n"
    assert tree(read(table)) == ["Read on", ".First words", "..A part", "Speak up"]


def test_asn_as_a_graph_follows_the_order_of_the_children() -> None:
    found = read(ASN_GRAPH)
    assert tree(found) == ["Matter", ".Water boils at 100 °C", "Plants & animals"]
    assert (found.identifier, found.title) == ("D1", "Science")
    assert found.rows[2].code == "S.1" and found.rows[2].grades == "4"
    assert tree(read(ASN_LD)) == ["Matter", ".Water"]


def test_asn_as_a_nested_list_has_codes_in_objects() -> None:
    found = read(ASN_NESTED)
    assert tree(found) == ["Geometry", ".Describe shapes"]
    assert found.rows[1].code == "K.G.1" and found.rows[1].grades == "K, 1"
    assert found.rows[0].kind == "Domain" and found.rows[0].identifier == "S1"


def test_a_simple_list_may_repeat_its_codes_or_have_none() -> None:
    found = read(SIMPLE)
    assert tree(found) == ["Interpret", "The same code again", "Only words"]
    assert len({row.identifier for row in found.rows}) == 3
    assert [(one.row, one.text) for one in found.not_read] == [(4, "4.OA.9")]
    assert found.title == "Common Core, Math, 4"


def test_the_tables_of_opensalt_refer_by_code_or_by_level() -> None:
    found = read(OPENSALT_CSV)
    assert tree(found) == [
        "Everything about math",
        ".Fractions",
        "..First\nand a second line",
        "..Second",
    ]
    assert tree(read(COMPACT_CSV)) == ["Top", ".Second", ".Tenth"], "by number, not by letter"


def test_a_workbook_of_opensalt_has_three_sheets() -> None:
    found = read(WORKBOOK)
    assert tree(found) == ["Statement 1", ".Statement 2"]
    assert (found.identifier, found.title, found.publisher) == ("d9", "Sample", "Somebody")
    assert [row.grades for row in found.rows] == ["3", "4,5"]


def test_any_table_with_a_code_and_a_statement_will_do() -> None:
    found = read(PLAIN_CSV, "Lecture.csv")
    assert [(row.code, row.statement) for row in found.rows] == [
        ("RF.4.1", "Lire à voix haute"),
        ("", "No code"),
    ]
    assert [(one.row, one.text) for one in found.not_read] == [(6, "RF.4.2")]
    assert found.title == "Lecture"
    assert [row.code for row in read(BARE_CSV).rows] == ["RF.4.1", "RF.4.2"]
    book = workbook(
        {"Sheet 1": [["Standard", "Description"], ["4.1", "Add"], ["4.2", "Take away"]]}
    )
    assert [row.code for row in read(book).rows] == ["4.1", "4.2"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<p>One</p>\n<p>Two<br/>three &amp; <em>four</em></p>", "One\n\nTwo\nthree & four"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("x<sup>2</sup> + H<sub>2</sub>O, 10<sup>km</sup>", "x² + H₂O, 10^(km)"),
        ("if a < b and c > d, then <3", "if a < b and c > d, then <3"),
        ("$\\frac{1}{2}$ and \\(x^2\\) &lt; 5", "$\\frac{1}{2}$ and \\(x^2\\) < 5"),
        ("<script>alert(1)</script>Safe<!-- not said -->", "Safe"),
        ('<img src="x.png" alt="a triangle"> has sides', "a triangle has sides"),
        ("AT&T &nonsense; &#169;", "AT&T &nonsense; ©"),
    ],
)
def test_markup_becomes_text_and_mathematics_stays(written: str, said: str) -> None:
    (row,) = read(case([item("a", written)], [])).rows
    assert row.statement == said
