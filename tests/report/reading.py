"""Reads a PDF as assistive technology does: along the structure tree, not along the page. Knows nothing of `report`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")

Place = tuple[int, int]  # page, marked-content id


@dataclass(frozen=True)
class Element:
    """A structure element with the words directly in it, and its depth."""

    tag: str
    words: str
    depth: int
    alt: str
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """What a file says: along the tree, and what is painted outside it."""

    elements: tuple[Element, ...]
    artifacts: str

    @property
    def words(self) -> str:
        """All words along the tree, with single spaces."""
        return tidy(" ".join(element.words for element in self.elements))

    def of(self, *tags: str) -> list[str]:
        return [tidy(element.words) for element in self.elements if element.tag in tags and element.words.strip()]


def tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("\u200b", "")).strip()


def read(data: bytes) -> Said:
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        marked: dict[Place, str] = {}
        artifacts: list[str] = []
        for index, page in enumerate(pdf.pages):
            for mark, words in _page(page):
                if mark is None:
                    artifacts.append(words)
                else:
                    marked[index, mark] = marked.get((index, mark), "") + words
        elements = tuple(_walk(pdf.Root.StructTreeRoot.K, None, 0, marked, numbers))
    return Said(elements, tidy(" ".join(artifacts)))


def _walk(
    node: pikepdf.Object, page: int | None, depth: int, marked: dict[Place, str], numbers: dict[tuple[int, int], int]
) -> Iterator[Element]:
    if "/Pg" in node:
        page = numbers[node.Pg.objgen]
    kids = node.get("/K", pikepdf.Array())
    words: list[str] = []
    pages: list[int] = []
    below: list[Element] = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            assert page is not None
            words.append(marked.pop((page, int(kid)), ""))
            pages.append(page)
        elif kid.get("/Type") == "/MCR":
            words.append(marked.pop((numbers[kid.Pg.objgen], int(kid.MCID)), ""))
            pages.append(numbers[kid.Pg.objgen])
        elif kid.get("/Type") != "/OBJR":
            inner = list(_walk(kid, page, depth + 1, marked, numbers))
            if inner[0].tag in ("/Link", "/Span"):
                words.append(inner[0].words)
            below += inner
    alt = str(node.get("/Alt", ""))
    yield Element(str(node.S), "".join(words), depth, alt, tuple(pages))
    yield from below


def _page(page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
    """What is shown in each marked sequence: (id, or None for an artifact; words)."""
    fonts = {name: _meanings(font) for name, font in page.Resources.Font.items()}
    meaning: dict[int, str] = {}
    stack: list[tuple[int | None, str | None]] = []
    turned: list[str] | None = None  # what a stretch of reversed characters has shown so far
    for instruction in pikepdf.parse_content_stream(page):
        operands = [*instruction.operands]
        match operator := str(instruction.operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else {}
                actual = properties.get("/ActualText")
                mark = int(properties["/MCID"]) if "/MCID" in properties else stack[-1][0] if stack else None
                inherited = stack[-1][1] if stack else None
                stack.append((mark, str(actual) if actual is not None else inherited))
                if str(operands[0]) == "/ReversedChars":
                    turned = []
                if actual is not None:
                    yield mark, str(actual)
            case "EMC":
                mark, _ = stack.pop()
                if turned is not None:
                    yield mark, "".join(reversed(turned)).translate(MIRRORED)
                    turned = None
            case "Tf":
                meaning = fonts[str(operands[0])]
            case "Tm":
                if stack:
                    yield stack[-1][0], ""
            case "TJ" | "Tj":
                assert stack, "words outside every marked sequence"
                if stack[-1][1] is None:
                    strings = operands[0] if operator == "TJ" else [operands[0]]
                    codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
                    pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
                    meanings = [meaning[code] for code in pairs]
                    if turned is None:
                        yield stack[-1][0], "".join(meanings)
                    else:
                        turned += meanings
            case _:
                pass
    assert not stack


def _meanings(font: pikepdf.Object) -> dict[int, str]:
    found = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(meaning.decode()).decode("utf-16-be") for code, meaning in found}
