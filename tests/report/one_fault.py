"""One fault at a time, made in a file that is right: what a validator, or the reading of the tree, has to notice."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

Fault = Callable[[Pdf], None]


def elements(pdf: Pdf, tag: str) -> Iterator[pikepdf.Object]:
    """The structure elements with this tag."""
    return (item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == tag and "/P" in item)


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def not_marked(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


def no_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_way_back_to_the_tree(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/StructParents"]


def no_alternative(pdf: Pdf) -> None:
    next(elements(pdf, "/Figure"))["/Alt"] = ""
    del next(elements(pdf, "/Figure"))["/Alt"]


def no_shown_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def no_claim(pdf: Pdf) -> None:
    words = pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:trap")
    pdf.Root.Metadata.write(words)


def no_title(pdf: Pdf) -> None:
    words = pdf.Root.Metadata.read_bytes().replace(b"dc:title", b"dc:total")
    pdf.Root.Metadata.write(words)


def no_font_file(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor" and "/FontFile2" in item:
            del item["/FontFile2"]


def no_letters_for_glyphs(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
            del item["/ToUnicode"]


def unmarked_words(pdf: Pdf) -> None:
    """Words that are neither content nor decoration."""
    page = pdf.pages[0]
    font = next(iter(page.obj.Resources.Font.keys()))
    more = f"BT {font} 9 Tf 1 0 0 1 50 50 Tm <0001> Tj ET".encode()
    page.contents_add(pdf.make_stream(more))


def a_header_that_speaks_for_nothing(pdf: Pdf) -> None:
    row = next(elements(pdf, "/TR"))
    row["/S"] = Name("/TH")


def a_list_item_alone(pdf: Pdf) -> None:
    next(elements(pdf, "/TD"))["/S"] = Name("/LI")


def words_made_decoration(pdf: Pdf) -> None:
    """What no validator can see: the first paragraph is painted and not read."""
    instructions: list[tuple[Any, Operator]] = []
    turned = False
    for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
        operands, operator = instruction.operands, instruction.operator
        if not turned and str(operator) == "BDC" and str(operands[0]) == "/P":
            instructions.append(([Name("/Artifact")], Operator("BMC")))
            turned = True
        else:
            instructions.append((operands, operator))
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def words_out_of_order(pdf: Pdf) -> None:
    """What no validator can see: the last part of the document is read first."""
    part = next(item for item in elements(pdf, "/Sect") if isinstance(item.K, Array) and len(item.K) > 2)
    part.K = Array(list(reversed(list(part.K))))


SEEN_FAST: tuple[Fault, ...] = (
    no_language, not_marked, no_tree, no_alternative, no_shown_title, no_metadata, no_claim, no_title, no_font_file,
    no_letters_for_glyphs, unmarked_words, a_header_that_speaks_for_nothing, a_list_item_alone,
)  # fmt: skip
"""What the fast validator finds."""

SEEN_BY_VERAPDF: tuple[Fault, ...] = (*SEEN_FAST, no_way_back_to_the_tree)
SEEN_BY_READING: tuple[Fault, ...] = (words_made_decoration, words_out_of_order)


def with_fault(data: bytes, fault: Fault) -> bytes:
    """The file with the fault."""
    with pikepdf.open(BytesIO(data)) as pdf:
        fault(pdf)
        out = BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()
