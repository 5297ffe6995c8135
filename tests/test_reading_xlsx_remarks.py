"""Our reader of .xlsx: what is written beside the cells, and what a file brings along."""

from awkward import MAIN, package, parts, read, refused, relationships, remarks, worksheet
from every_case import every

from ovpsheets.intake.reading.cells import Remark
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx

NOTES = (
    f'<comments xmlns="{MAIN}"><authors><author>Ана</author><author>tc={{1}}</author></authors>'
    '<commentList><comment ref="B2" authorId="0"><text><r><t>Ана:</t></r><r><t>\nдоцни</t></r>'
    '</text></comment><comment ref="C3" authorId="1"><text><t>[Threaded comment] …</t></text>'
    "</comment></commentList></comments>"
)
THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
    'threadedcomments"><threadedComment ref="C3" id="{1}"><text>Зошто?</text></threadedComment>'
    '<threadedComment ref="C3" id="{2}" parentId="{1}"><text>Нема средства.</text>'
    "</threadedComment></ThreadedComments>"
)


def test_notes_and_threaded_comments_are_read_and_the_placeholder_is_not_doubled() -> None:
    held = parts(
        worksheet(),
        related=[("comments", "../comments1.xml"), ("threadedComment", "../t/threaded1.xml")],
        more={"xl/comments1.xml": NOTES, "xl/t/threaded1.xml": THREAD},
    )
    assert remarks(held) == [
        Remark("Лист", "B2", "note", "Ана:\nдоцни"),
        Remark("Лист", "C3", "comment", "Зошто?"),
        Remark("Лист", "C3", "comment", "Нема средства."),
    ]


def test_a_placeholder_whose_thread_is_gone_is_all_that_is_left_and_is_kept() -> None:
    held = parts(
        worksheet(), related=[("comments", "../comments1.xml")], more={"xl/comments1.xml": NOTES}
    )
    assert [remark.text for remark in remarks(held)] == ["Ана:\nдоцни", "[Threaded comment] …"]


DRAWING = (
    '<d:wsDr xmlns:d="d" xmlns:a="a" xmlns:mc="mc"><d:twoCellAnchor><d:from><d:col>2</d:col>'
    "<d:row>6</d:row></d:from><mc:AlternateContent><mc:Choice><d:sp><d:txBody>"
    "<a:p><a:r><a:t>Прв </a:t></a:r><a:r><a:t>ред</a:t></a:r></a:p><a:p><a:r><a:t>втор</a:t></a:r>"
    "</a:p></d:txBody></d:sp></mc:Choice><mc:Fallback><d:sp><d:txBody><a:p><a:r><a:t>Прв</a:t>"
    "</a:r></a:p></d:txBody></d:sp></mc:Fallback></mc:AlternateContent></d:twoCellAnchor>"
    "<d:twoCellAnchor><d:pic/></d:twoCellAnchor></d:wsDr>"
)


def test_the_text_of_a_shape_is_read_once_with_the_cell_it_begins_in() -> None:
    held = parts(
        worksheet(after='<drawing r:id="rId1"/>'),
        related=[("drawing", "../drawings/drawing1.xml")],
        more={"xl/drawings/drawing1.xml": DRAWING},
    )
    contents = read(held)
    assert contents.sheets[0].remarks == (Remark("Лист", "C7", "textbox", "Прв ред\nвтор"),)
    assert [o.key for o in contents.observed] == ["pictures"]


VML = (
    '<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>скриено</div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData>'
    "</v:shape><v:shape><v:textbox><div>Потврди</div></v:textbox>"
    '<x:ClientData ObjectType="Button"/></v:shape></xml>'
)


def test_text_in_old_drawings_is_read_unless_it_is_a_notes() -> None:
    held = parts(worksheet(), related=[("vmlDrawing", "../v.vml")], more={"xl/v.vml": VML})
    assert remarks(held) == [Remark("Лист", "", "textbox", "Потврди")]


def test_damaged_old_drawings_cost_themselves_only() -> None:
    broken = VML.replace("Потврди", "Потврди<br>")
    held = parts(
        worksheet("<row><c><v>1</v></c></row>"),
        related=[("vmlDrawing", "../v.vml")],
        more={"xl/v.vml": broken},
    )
    contents = read(held)
    assert contents.sheets[0].cells[1, 1].raw == "1"
    assert [o.key for o in contents.observed] == ["shapes_unread"]


def test_headers_and_footers_are_read_with_their_codes() -> None:
    sheet = worksheet(
        after="<headerFooter><oddHeader>&amp;CНацрт</oddHeader><oddFooter>&amp;P</oddFooter>"
        "<firstFooter>само прва</firstFooter></headerFooter>"
    )
    assert [(r.kind, r.text) for r in remarks(parts(sheet))] == [
        ("header", "&CНацрт"), ("header", "&P"), ("header", "само прва"),
    ]  # fmt: skip


def test_prompts_of_a_form_are_no_content() -> None:
    sheet = worksheet(
        after='<dataValidations><dataValidation prompt="Изберете" sqref="A1">'
        "<formula1>A1</formula1></dataValidation></dataValidations>"
    )
    assert remarks(parts(sheet)) == []


def test_macros_links_to_other_files_and_dde_are_reported_and_nothing_is_run() -> None:
    held = parts(worksheet("<row><c><v>1</v></c></row>"))
    held["xl/_rels/workbook.xml.rels"] = relationships(
        [("worksheet", "worksheets/sheet1.xml"), ("vbaProject", "vbaProject.bin"),
         ("externalLink", "externalLinks/e1.xml")]
    )  # fmt: skip
    held["xl/externalLinks/e1.xml"] = f'<externalLink xmlns="{MAIN}"><ddeLink/></externalLink>'
    assert [o.key for o in read(held).observed] == ["macros", "external_links", "dde"]


def test_embedded_documents_and_controls_are_reported_with_their_sheet() -> None:
    sheet = worksheet(
        after='<oleObjects><oleObject r:id="rId1"/></oleObjects><controls><control/></controls>'
    )
    observed = read(parts(sheet)).observed
    assert {(o.key, o.values["sheet"]) for o in observed} == {
        ("objects", "Лист"), ("controls", "Лист"),
    }  # fmt: skip


def test_the_program_that_saved_a_file_is_known() -> None:
    held = parts(worksheet())
    google = dict(held)
    google["xl/workbook.xml"] = str(held["xl/workbook.xml"]).replace(
        " xmlns:r", ' xmlns:mx="m" xmlns:r'
    )
    assert read(google).program == "Google Sheets"
    held["docProps/app.xml"] = (
        "<Properties><Application>LibreOffice/7.4</Application><AppVersion>15.0</AppVersion>"
        "</Properties>"
    )
    assert read(held).program == "LibreOffice/7.4 15.0"
    held["docProps/custom.xml"] = (
        '<Properties><property name="KSOProductBuildVer"><lpwstr>1033-11.2</lpwstr></property>'
        "</Properties>"
    )
    assert read(held).program == "WPS Office 1033-11.2"


def test_too_many_names_or_merged_cells_are_reported_and_the_cells_are_read() -> None:
    names = "".join(f'<definedName name="n_{i}">A1</definedName>' for i in range(20_001))
    sheet = worksheet(
        "<row><c><v>1</v></c></row>",
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    held = parts(sheet, properties=f"<definedNames>{names}</definedNames>")
    contents = read_xlsx(package(held), Limits())
    assert [o.key for o in contents.observed] == ["many_names", "merged_areas"]
    assert contents.sheets[0].cells[1, 1].raw == "1"


def drawn(target: str, kind: str, content: str) -> dict[str, str | bytes]:
    """Return a workbook whose drawing refers to one part more."""
    return parts(
        worksheet(after='<drawing r:id="rId1"/>'),
        related=[("drawing", "../drawings/drawing1.xml")],
        more={
            "xl/drawings/drawing1.xml": '<d:wsDr xmlns:d="d"/>',
            "xl/drawings/_rels/drawing1.xml.rels": relationships([(kind, f"../{target}")]),
            f"xl/{target}": content,
        },
    )


def test_the_titles_of_a_chart_are_read() -> None:
    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><c:tx><c:rich><a:p><a:r>'
        "<a:t>Обуки </a:t></a:r><a:r><a:t>по месеци</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:cat><c:strCache><c:v>јули</c:v></c:strCache></c:cat><c:title><c:tx>"
        "<c:rich><a:p><a:r><a:t>Доцни</a:t></a:r></a:p></c:rich></c:tx></c:title></c:plotArea>"
        "</c:chart></c:chartSpace>"
    )
    assert remarks(drawn("charts/chart1.xml", "chart", chart)) == [
        Remark("Лист", "", "textbox", "Обуки по месеци"),
        Remark("Лист", "", "textbox", "Доцни"),
    ]


def test_the_text_of_smart_art_is_read() -> None:
    art = (
        '<dgm:dataModel xmlns:dgm="dgm" xmlns:a="a"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r>'
        "<a:t>Прво набавка</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r>"
        "<a:t>потоа обука</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    found = remarks(drawn("diagrams/data1.xml", "diagramData", art))
    assert "Прво набавка\nпотоа обука" in [remark.text for remark in found]


def test_damaged_notes_cost_what_stands_after_the_fault() -> None:
    held = parts(
        worksheet('<row r="1"><c r="A1"><v>7</v></c></row>'),
        related=[("comments", "../comments1.xml")],
        more={"xl/comments1.xml": NOTES.replace('<comment ref="C3"', "<comment <")},
    )
    contents = read(held)
    assert contents.sheets[0].remarks == (Remark("Лист", "B2", "note", "Ана:\nдоцни"),)
    assert contents.sheets[0].cells[1, 1].raw == "7"
    assert [o.key for o in contents.observed] == ["notes_damaged"]


def test_damaged_properties_cost_themselves_only() -> None:
    held = parts(worksheet(), more={"docProps/core.xml": "<a><title>План</title><b>"})
    contents = read(held)
    assert contents.properties == {"title": "План"}
    assert [o.key for o in contents.observed] == ["properties_damaged"]


@every("name", ["docProps/app.xml", "docProps/custom.xml", "docProps/core.xml"])
@every("fault", [b"\xff\xfe", b"", b'<?xml version="1.0" encoding="x-none"?><a/>', b"<a>\xff</a>"])
def test_properties_that_are_no_xml_cost_themselves_only(name: str, fault: bytes) -> None:
    contents = read(parts(worksheet("<row><c><v>7</v></c></row>"), more={name: fault}))
    assert [cell.raw for cell in contents.sheets[0].cells.values()] == ["7"]
    assert [o.key for o in contents.observed] == ["properties_damaged"]


def test_damaged_relations_of_a_sheet_cost_what_hangs_on_it() -> None:
    held = parts(worksheet("<row><c><v>7</v></c></row>"), related=[("image", "../media/a.png")])
    held["xl/worksheets/_rels/sheet1.xml.rels"] = "<Relationships><Relat"
    contents = read(held)
    assert [cell.raw for cell in contents.sheets[0].cells.values()] == ["7"]
    assert {o.key for o in contents.observed} == {"notes_damaged", "shapes_unread"}


def test_damaged_relations_of_the_package_leave_the_usual_places() -> None:
    held = parts(worksheet("<row><c><v>7</v></c></row>"))
    contents = read(held | {"_rels/.rels": "<Relationships"})
    assert [cell.raw for cell in contents.sheets[0].cells.values()] == ["7"]
    assert [o.values["part"] for o in contents.observed] == ["_rels/.rels"]


def test_which_part_a_sheet_is_in_is_never_guessed() -> None:
    held = parts(worksheet("<row><c><v>7</v></c></row>"))
    assert refused(package(held | {"xl/_rels/workbook.xml.rels": "<Relationships"})) == "damaged"


def test_a_damaged_drawing_is_told() -> None:
    held = parts(
        worksheet(after='<drawing r:id="rId1"/>'),
        related=[("drawing", "../drawings/drawing1.xml")],
        more={"xl/drawings/drawing1.xml": DRAWING.replace("</d:from>", "</d:form>")},
    )
    assert [o.key for o in read(held).observed] == ["shapes_unread"]


def test_a_formula_that_asks_another_program_is_told() -> None:
    for formula in ("cmd|'/C calc'!A0", "1+MSEXCEL|'\\..\\a'!'x'", "SUM('my app'|topic!item)"):
        rows = f'<row r="1"><c r="A1"><f>{formula}</f><v>7</v></c></row>'
        assert [o.key for o in read(parts(worksheet(rows))).observed] == ["dde_formulas"]


def test_a_bar_in_a_text_asks_no_program() -> None:
    rows = '<row r="1"><c r="A1"><f>"да|не!"&amp;A2</f><v>7</v></c></row>'
    assert read(parts(worksheet(rows))).observed == ()


def test_a_link_on_an_empty_cell_is_told_and_one_within_the_file_is_not() -> None:
    links = '<hyperlinks><hyperlink ref="K7" r:id="rId1"/><hyperlink ref="K8" location="A1"/>'
    held = parts(
        worksheet(after=f"{links}</hyperlinks>"), related=[("hyperlink", "https://example.mk/d")]
    )
    (one,) = read(held).observed
    assert one.key == "links_alone"
    assert one.values == {"sheet": "Лист", "links": "K7 → https://example.mk/d"}
