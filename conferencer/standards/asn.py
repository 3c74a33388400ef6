"""ASN as a graph: RDF/JSON (address -> property -> values) and JSON-LD (`@graph`).

http://www.achievementstandards.org/content/asn-description-framework
"""

from conferencer.standards.shape import FrameworkRead, NotRead
from conferencer.standards.tree import LAST, About, Entry, framework_of
from conferencer.standards.values import (
    Json,
    Node,
    get,
    names_of,
    plain_key,
    tail,
    text_of,
    texts_of,
)

_PROPERTIES = {"statementnotation", "haschild", "ischildof", "statementlabel", "description"}
_DOCUMENTS = ("standarddocument", "standardsdocument", "competencyframework")


def read(data: "Json", name: str) -> list[FrameworkRead]:
    """The framework that a graph holds; none where it is no graph of statements."""
    nodes = _nodes(data)
    if not nodes:
        return []
    document = next((one for one in nodes.values() if _kind(one) in _DOCUMENTS), {})
    at = next((uri for uri, one in nodes.items() if one is document), "")
    statements = {
        uri: one
        for uri, one in nodes.items()
        if one is not document
        and _kind(one) in ("statement", "competency", "")
        and get(one, "description", "statementNotation", "competencyText", "isChildOf") is not None
    }
    if not statements:
        return []
    places, above = _children(nodes)
    entries = [
        _entry(row, uri, one, places, above) for row, (uri, one) in enumerate(statements.items(), 1)
    ]
    others = [
        NotRead.of(row, "not a statement", uri)
        for row, uri in enumerate(nodes, start=1)
        if uri not in statements and uri != at
    ]
    about = About(
        "ASN",
        tail(at),
        text_of(get(document, "title", "name")),
        _last(get(document, "subject")),
        text_of(get(document, "publisher", "creator")) and _last(get(document, "publisher")),
        _levels(document),
    )
    return [framework_of(about, entries, others, name)]


def _nodes(data: "Json") -> dict[str, "Node"]:
    """Address -> properties."""
    if not isinstance(data, dict):
        return {}
    graph = data.get("@graph")
    if isinstance(graph, list):
        listed = [one for one in graph if isinstance(one, dict) and isinstance(one.get("@id"), str)]
        return {str(one["@id"]): one for one in listed}
    nodes = {uri: one for uri, one in data.items() if isinstance(one, dict) and _is_node(one)}
    return nodes if len(nodes) * 2 >= len(data) else {}


def _is_node(one: "Node") -> bool:
    is_rdf = any(
        isinstance(value, list) and value and isinstance(value[0], dict) and "value" in value[0]
        for value in one.values()
    )
    return is_rdf and any(plain_key(key) in _PROPERTIES | {"title", "type"} for key in one)


def _kind(one: "Node") -> str:
    return plain_key(tail(text_of(get(one, "@type", "type"))))


def _children(nodes: dict[str, "Node"]) -> tuple[dict[str, float], dict[str, str]]:
    """What its parent says of a node: its place, and who that parent is."""
    places: dict[str, float] = {}
    above: dict[str, str] = {}
    for uri, one in nodes.items():
        for place, child in enumerate(names_of(get(one, "hasChild"))):
            places.setdefault(child, float(place))
            above.setdefault(child, tail(uri))
    return places, above


def _entry(
    row: int, uri: str, one: "Node", places: dict[str, float], above: dict[str, str]
) -> Entry:
    name = tail(uri)
    parents = [*names_of(get(one, "isChildOf")), *([above[name]] if name in above else [])]
    return Entry(
        row,
        name,
        text_of(get(one, "statementNotation", "altStatementNotation", "codedNotation")),
        text_of(get(one, "description", "competencyText", "text")),
        tuple(parents),
        (uri,),
        (places.get(name, LAST),),
        _last(get(one, "statementLabel", "competencyLabel")),
        _levels(one),
    )


def _last(value: "Json") -> str:
    return tail(text_of(value) or next(iter(names_of(value)), ""))


def _levels(one: "Node") -> str:
    return ", ".join(tail(text) for text in texts_of(get(one, "educationLevel")))
