"""Small files of each format, as their makers write them."""

import json
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

ASN = "http://purl.org/ASN/schema/core/"
TERMS = "http://purl.org/dc/terms/"
CHILD = "http://purl.org/gem/qualifiers/"
AT = "http://asn.example.org/resources/"


def case(items: list[dict[str, object]], links: list[tuple[str, str, int | None]]) -> bytes:
    """A CASE package with the document `d1`; links are child, parent and sequence number."""
    associations = [
        {
            "identifier": f"a{number}",
            "associationType": "isChildOf",
            "originNodeURI": {
                "title": "",
                "identifier": child,
                "uri": f"https://x.org/uri/{child}",
            },
            "destinationNodeURI": f"https://x.org/uri/{parent}",
            **({} if place is None else {"sequenceNumber": place}),
        }
        for number, (child, parent, place) in enumerate(links)
    ]
    associations.append(
        {"associationType": "exactMatchOf", "originNodeURI": "a", "destinationNodeURI": "b"}
    )
    document = {"identifier": "d1", "title": "Reading", "creator": "The State", "subject": ["ELA"]}
    package = {"CFDocument": document, "CFItems": items, "CFAssociations": associations}
    return json.dumps(package).encode()


def item(identifier: str, statement: str, code: str = "", **more: object) -> dict[str, object]:
    """An item of a CASE package."""
    return {
        "identifier": identifier,
        "uri": f"https://x.org/uri/{identifier}",
        "fullStatement": statement,
        "humanCodingScheme": code or None,
        **more,
    }


READING = case(
    [
        item("two", "Second", "RF.4.2", educationLevel=["04"]),
        item("one", "First", "RF.4.1", CFItemType="Standard"),
        item("top", "Foundations"),
        item("part", "A part of the first", "RF.4.1"),
    ],
    [("two", "top", 2), ("one", "top", 1), ("top", "d1", 1), ("part", "one", None)],
)
CSP = json.dumps(
    {
        "data": {
            "id": "SET1",
            "title": "Grade 4",
            "subject": "Math",
            "educationLevels": ["04"],
            "jurisdiction": {"id": "J", "title": "Ohio"},
            "standards": {
                "B": {
                    "id": "B",
                    "position": 2000,
                    "depth": 1,
                    "description": "b",
                    "ancestorIds": ["A"],
                },
                "A": {
                    "id": "A",
                    "position": 1000,
                    "depth": 0,
                    "description": "a",
                    "ancestorIds": [],
                },
                "C": {
                    "id": "C",
                    "position": 3000,
                    "depth": 2,
                    "statementNotation": "4.C",
                    "description": "c",
                    "ancestorIds": ["B", "A"],
                },
            },
        }
    }
).encode()


def _values(*texts: str) -> list[dict[str, str]]:
    return [{"value": text, "type": "literal", "lang": "en-US"} for text in texts]


ASN_GRAPH = json.dumps(
    {
        f"{AT}D1": {
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": _values(f"{ASN}StandardDocument"),
            f"{TERMS}title": _values("Science"),
            f"{CHILD}hasChild": _values(f"{AT}S2", f"{AT}S1"),
        },
        f"{AT}S1": {
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": _values(f"{ASN}Statement"),
            f"{TERMS}description": _values("Plants &amp; animals"),
            f"{ASN}statementNotation": _values("S.1"),
            f"{TERMS}educationLevel": _values("http://purl.org/ASN/scheme/ASNEducationLevel/4"),
        },
        f"{AT}S2": {
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": _values(f"{ASN}Statement"),
            f"{TERMS}description": _values("Matter"),
            f"{CHILD}hasChild": _values(f"{AT}S3"),
        },
        f"{AT}S3": {
            f"{TERMS}description": _values("Water boils at 100 °C"),
            f"{CHILD}isChildOf": _values(f"{AT}S2"),
        },
    }
).encode()
ASN_LD = json.dumps(
    {
        "@context": "x",
        "@graph": [
            {"@id": f"{AT}D1", "@type": "asn:StandardDocument", "dc:title": "Science"},
            {
                "@id": f"{AT}S3",
                "@type": "asn:Statement",
                "dcterms:description": {"@value": "Water", "@language": "en"},
                "gemq:isChildOf": {"@id": f"{AT}S2"},
            },
            {"@id": f"{AT}S2", "@type": "asn:Statement", "dcterms:description": "Matter"},
        ],
    }
).encode()
ASN_NESTED = json.dumps(
    [
        {
            "id": f"{AT}S1",
            "text": "Geometry",
            "asn_statementLabel": {"prefLabel": "Domain"},
            "children": [
                {
                    "id": f"{AT}S2",
                    "asn_statementNotation": {"language": "en-au", "literal": "K.G.1"},
                    "text": "Describe <b>shapes</b>",
                    "dcterms_educationLevel": [{"prefLabel": "K"}, {"prefLabel": "1"}],
                    "children": [],
                }
            ],
        }
    ]
).encode()
SIMPLE = json.dumps(
    {
        "framework": "Common Core",
        "subject": "Math",
        "grade": "4",
        "standards": [
            {"code": "4.OA.1", "description": "Interpret"},
            {"code": "4.OA.1", "description": "The same code again"},
            "Only words",
            {"code": "4.OA.9"},
        ],
    }
).encode()
OPENSALT_CSV = b"""\
"Identifier","fullStatement","Human Coding Scheme","sequenceNumber","Is Child Of"
"Math","Everything about math","M","1",""
"Math.F.2","Second","M.F.2","2","M.F"
"Math.F","Fractions","M.F","1","M"
"Math.F.1","First
and a second line","M.F.1","1","M.F"
"""
COMPACT_CSV = """\
identifier;fullStatement;humanCodingScheme;smartLevel;CFItemType
u10;Tenth;;1.10;Standard
u2;Second;;1.2;Standard
u1;Top;;1;Strand
""".encode("utf-16")
PLAIN_CSV = """\
Grade 4 reading\r

Code,Standard\r
RF.4.1,Lire à voix haute\r
,No code\r
RF.4.2,\r
""".encode("cp1252")
BARE_CSV = b"RF.4.1\tRead with sufficient accuracy\nRF.4.2\tRead on-level text, and poems\n"


def workbook(sheets: dict[str, list[list[str | float]]], far: str = "") -> bytes:
    """A workbook with inline texts.

    Args:
        far: one more cell, such as XFD1048576, in the first sheet.
    """
    file = BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r" Target="xl/workbook.xml" '
            f'Type="{relation}/officeDocument"/></Relationships>',
        )
        names = "".join(
            f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>'
            for at, name in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{names}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{at}" Type="{relation}/worksheet" Target="worksheets/s{at}.xml"/>'
            for at in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}">{links}</Relationships>',
        )
        for at, rows in enumerate(sheets.values(), 1):
            lines = "".join(_row(number, cells) for number, cells in enumerate(rows, 1))
            if far:
                number = "".join(c for c in far if c.isdigit())
                lines += f'<row r="{number}"><c r="{far}" t="inlineStr"><is><t>x</t></is></c></row>'
                far = ""
            archive.writestr(
                f"xl/worksheets/s{at}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
            )
    return file.getvalue()


def _row(number: int, cells: list[str | float]) -> str:
    said = ""
    for at, cell in enumerate(cells):
        name = f"{chr(65 + at)}{number}"
        if isinstance(cell, float):
            said += f'<c r="{name}"><v>{cell}</v></c>'
        elif cell:
            said += f'<c r="{name}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<row r="{number}">{said}</row>'


WORKBOOK = workbook(
    {
        "CF Doc": [["identifier", "creator", "title"], ["d9", "Somebody", "Sample"]],
        "CF Item": [
            ["identifier", "fullStatement", "humanCodingScheme", "smartLevel", "educationLevel"],
            ["i1", "Statement 1", "S", "1", 3.0],
            ["i2", "Statement 2", "S.1", "", "4,5"],
        ],
        "CF Association": [
            ["originNodeIdentifier", "associationType", "destinationNodeIdentifier"],
            ["i1", "Is Child Of", "d9"],
            ["i2", "Is Child Of", "i1"],
        ],
    }
)
EVERY = {
    "case.json": READING,
    "csp.json": CSP,
    "asn-graph.json": ASN_GRAPH,
    "asn-ld.json": ASN_LD,
    "asn-nested.json": ASN_NESTED,
    "simple.json": SIMPLE,
    "opensalt.csv": OPENSALT_CSV,
    "compact.csv": COMPACT_CSV,
    "plain.csv": PLAIN_CSV,
    "bare.txt": BARE_CSV,
    "book.xlsx": WORKBOOK,
}
