"""Fills fields as a person would in a browser's reader: clicks into them and types, with PDFium."""

import ctypes
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


def fill(data: bytes, values: dict[str, str]) -> bytes:
    """The same file with these values typed, and these boxes ticked ("Yes"), saved by PDFium."""
    places = _places(data)
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    environment = document.formenv
    assert environment is not None
    for key, value in values.items():
        number, x, y, check = places[key]
        sheet = document[number]
        pdfium.FORM_OnMouseMove(environment, sheet, 0, x, y)
        pdfium.FORM_OnLButtonDown(environment, sheet, 0, x, y)
        pdfium.FORM_OnLButtonUp(environment, sheet, 0, x, y)
        if not check:
            typed = ctypes.create_string_buffer(value.encode("utf-16-le") + b"\0\0")
            pdfium.FORM_ReplaceSelection(environment, sheet, ctypes.cast(typed, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FORM_ForceToKillFocus(environment)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def fill_by_pikepdf(data: bytes, values: dict[str, str]) -> bytes:
    """The same with qpdf's own form code."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for field in pdf.acroform.fields:
            value = values.get(str(field.fully_qualified_name))
            if value is not None:
                field.set_value(pikepdf.Name.Yes if field.is_checkbox else value)
        pdf.save(out)
    return out.getvalue()


def _places(data: bytes) -> dict[str, tuple[int, float, float, bool]]:
    found = {}
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, sheet in enumerate(pdf.pages):
            for annotation in sheet.get("/Annots", []):
                if annotation.get("/Subtype") == "/Widget":
                    left, bottom, right, top = (float(edge) for edge in annotation.Rect)
                    middle = ((left + right) / 2, (bottom + top) / 2)
                    found[str(annotation.T)] = (number, *middle, annotation.FT == "/Btn")
    return found
