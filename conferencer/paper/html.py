"""Slips and pages as one self-contained HTML file: for the browser, and where there is no typst.

The same words as in print; the browser breaks the lines, in the fonts that the computer has.
"""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from conferencer.paper.layout import PAPERS, Layout
from conferencer.paper.parts import Line, Part, Slip
from conferencer.paper.qr import qr_code
from conferencer.paper.room import step_size
from conferencer.paper.sheets import Item, Section, Sheet

_LINES = {"wide": 2, "rows": 1, "line": 1}


def write_html(slips: Sequence[Slip]) -> str:
    """The slips on sheets of their layout, with cut lines, as one page of HTML."""
    layout, words = slips[0].layout, slips[0].words
    sheets = [
        slips[at : at + layout.per_page] for at in range(0, len(slips), max(1, layout.per_page))
    ]
    body = "".join(
        f'<section class="sheet">{"".join(map(_slip, sheet))}</section>' for sheet in sheets
    )
    style = _slip_sizes(layout)
    return _document(slips[0].title or words["title"], words.code, style, body)


def write_sheets_html(sheets: Sequence[Sheet], paper: str = "a4", large: bool = False) -> str:
    """The pages, each beginning on a page of its own, as one page of HTML."""
    wide, high = PAPERS[paper]
    size = 18 if large else 11
    style = f"@page{{size:{wide}mm {high}mm;margin:18mm}}body{{font-size:{size}pt}}"
    body = "".join(map(_sheet, sheets))
    return _document(sheets[0].title, sheets[0].words.code, style, body)


def _document(title: str, lang: str, style: str, body: str) -> str:
    ours = files(__package__).joinpath("page.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{ours}{style}\n</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _slip_sizes(layout: Layout) -> str:
    wide, high = PAPERS[layout.paper]
    page = f"{wide}mm auto" if layout.is_roll else f"{wide}mm {high}mm"
    beside, above, below = layout.margin
    tall = "" if layout.is_roll else f"height:{layout.high:.2f}mm;"
    columns = f"repeat({layout.columns},{layout.wide:.2f}mm)"
    dashed = "outline:.2mm dashed #999;" if layout.per_page > 1 else ""
    return (
        f"@page{{size:{page};margin:0}}.sheet{{display:grid;grid-template-columns:{columns}}}"
        f".slip{{{tall}{dashed}padding:{above}mm {beside}mm {below}mm;font-size:{layout.size}pt}}"
        f".rule{{height:{layout.ruling}mm}}"
    )


def _dir(slip: Slip | Sheet) -> str:
    return "rtl" if slip.words.right_to_left else "ltr"


def _said(text: str) -> str:
    """People's words: their own direction, their own lines, never read as HTML."""
    return f'<span dir="auto">{"<br>".join(map(escape, text.split(chr(10))))}</span>'


def _slip(slip: Slip) -> str:
    title = f'<p class="kind">{escape(slip.title)}</p>' if slip.title else ""
    hint = f'<p class="quiet">{escape(slip.hint)}</p>' if slip.hint else ""
    head = f'<header><h1>{_said(slip.name)}</h1><p class="quiet">{escape(slip.date)}</p></header>'
    parts = "".join(_part(part, slip) for part in slip.parts)
    lang = escape(slip.words.code)
    return (
        f'<article class="slip" lang="{lang}" dir="{_dir(slip)}">'
        f"{title}{head}{hint}{parts}</article>"
    )


def _part(part: Part, slip: Slip) -> str:
    inside = "".join(_inside(part, slip))
    return f'<div class="part {part.key}"><h2>{escape(part.label)}</h2>{inside}</div>'


def _inside(part: Part, slip: Slip) -> Iterator[str]:
    if part.to_write:
        for word in part.to_write:
            yield f"<p>{escape(word)}</p>" if word else ""
            yield '<div class="rule"></div>' * (3 if not word else _LINES[slip.layout.tear_off])
        return
    if part.steps:
        squares = "■ " * part.done + "□ " * (part.steps - part.done)
        yield f'<p><span aria-hidden="true">{squares}</span>{_said(part.lines[0].text)}</p>'
        return
    if part.link and (code := qr_code(part.link, slip.layout.tear_off)):
        alt = escape(f"{slip.words['link']}: {part.link}")
        yield f'<figure role="img" aria-label="{alt}" style="width:{code.side}mm">'
        yield f"{code.svg}</figure>"
    size = step_size(slip.layout, len(part.lines)) if part.key == "my_next_steps" else 1
    for line in part.lines:
        yield _line(line, part, size)


def _line(line: Line, part: Part, size: float) -> str:
    box = '<span class="box" aria-hidden="true"></span>' if part.key == "my_next_steps" else ""
    day = (
        f' <span class="quiet">{escape(part.aside)}: {_said(line.by_when)}</span>'
        if line.by_when
        else ""
    )
    details = "".join(f'<span class="quiet detail">{_said(each)}</span>' for each in line.details)
    return f'<p style="font-size:{size}em">{box}{_said(line.text)}{day}{details}</p>'


def _sheet(sheet: Sheet) -> str:
    title = f'<p class="kind">{escape(sheet.title)}</p>'
    head = f'<header><h1>{_said(sheet.name)}</h1><p class="quiet">{escape(sheet.date)}</p></header>'
    hint = f"<p>{escape(sheet.hint)}</p>" if sheet.hint else ""
    foot = f"<footer>{escape(sheet.foot)}</footer>" if sheet.foot else ""
    sections = "".join(map(_section, sheet.sections))
    lang = escape(sheet.words.code)
    return (
        f'<article class="page" lang="{lang}" dir="{_dir(sheet)}">'
        f"{title}{head}{hint}{sections}{foot}</article>"
    )


def _section(section: Section) -> str:
    items = "".join(_item(item, section.large) for item in section.items)
    rules = '<div class="rule"></div>' * section.to_write
    return f'<section class="part"><h2>{escape(section.label)}</h2>{items}{rules}</section>'


def _item(item: Item, large: bool) -> str:
    boxes = {"open": '<span class="box"></span>', "done": '<span class="box done">✓</span>'}
    aside = f' <span class="quiet">{escape(item.aside)}</span>' if item.aside else ""
    details = "".join(f'<span class="quiet detail">{_said(each)}</span>' for each in item.details)
    kind = "said" if item.mark == "said" else "large" if large else "item"
    return f'<p class="{kind}">{boxes.get(item.mark, "")}{_said(item.text)}{aside}{details}</p>'
