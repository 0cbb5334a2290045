"""Workbooks written by hand: the XML of one sheet, and what else the archive holds."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def root(name: str, inside: str, prefix: str = "") -> str:
    """A document of the main namespace; `inside` is written with the same prefix."""
    colon = f"{prefix}:" if prefix else ""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    return f'<?xml version="1.0"?><{colon}{name} {declared}="{MAIN}">{inside}</{colon}{name}>'


def sheet(rows: str, after: str = "") -> str:
    return root("worksheet", f"<sheetData>{rows}</sheetData>{after}")


SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
KINDS = {SHEET: "worksheet", STRINGS: "sharedStrings", STYLES: "styles"}


def frame(*members: str, properties: str = "") -> dict[str, str]:
    """What says which member is the one sheet `Sales`, and which are the shared texts and the styles."""
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{KINDS[member]}" Target="/{member}"/>'
        for n, member in enumerate(members, start=1)
    )
    listed = f'{properties}<sheets><sheet name="Sales" sheetId="1" xmlns:o="{OFFICE}" o:id="r1"/></sheets>'
    return {
        "xl/workbook.xml": root("workbook", listed),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
    }


def book(page: str, *, strings: str = "", styles: str = "", properties: str = "") -> bytes:
    """A workbook of the one sheet, with just the parts a reader needs."""
    parts = {SHEET: page, STRINGS: strings, STYLES: styles}
    parts = {member: text for member, text in parts.items() if text}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in (frame(*parts, properties=properties) | parts).items():
            archive.writestr(member, text)
    return content.getvalue()


def shared(*texts: str) -> str:
    return root("sst", "".join(f"<si><t>{text}</t></si>" for text in texts))


def styles(*codes: str) -> str:
    """Styles 0, 1, 2 ... with these number formats; a number is a built-in one."""
    own = {code: 200 + n for n, code in enumerate(codes) if not code.isdecimal()}
    formats = "".join(f'<numFmt numFmtId="{id_}" formatCode="{code}"/>' for code, id_ in own.items())
    cells = "".join(f'<xf numFmtId="{own.get(code, code)}"/>' for code in codes)
    inside = f'<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{cells}</cellXfs>'
    return root("styleSheet", inside)
