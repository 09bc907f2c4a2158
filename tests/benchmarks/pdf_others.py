"""The same words set by weasyprint and typst, tagged as they can: what the PDF benchmark stands beside."""

import html
from collections.abc import Callable, Iterator

from thinkfamily_desktop.forms.releases import Release


def others(release: Release, only: str = "") -> dict[str, Callable[[], bytes]]:
    """Each by name: makes a tagged PDF of the release's sections, headings, questions and answers."""
    made: dict[str, Callable[[], bytes]] = {}
    if only in ("", "weasyprint, UA-1"):
        import weasyprint  # noqa: PLC0415, RUF100  development only

        page = _as_html(release)
        made["weasyprint, UA-1"] = lambda: bytes(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))
    if only in ("", "typst, UA-1"):
        import typst  # noqa: PLC0415, RUF100  development only

        source = _as_typst(release).encode("utf-8")
        made["typst, UA-1"] = lambda: typst.compile(source, pdf_standards=["ua-1"])
    return made


def _told(release: Release) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for section in release.sections:
        yield str(section.title), [(str(line.label), " ".join(map(str, line.values))) for line in section.lines]


def _as_html(release: Release) -> str:
    parts = [
        f"<h2>{html.escape(title)}</h2>"
        + "".join(f"<p><b>{html.escape(asked)}</b> {html.escape(said)}</p>" for asked, said in lines)
        for title, lines in _told(release)
    ]
    style = "<style>@page{size:A4;margin:18mm}body{font:9.5pt 'Noto Sans'}</style>"
    return f"<html lang=en><head><title>Referral</title>{style}</head><body><h1>Referral</h1>{''.join(parts)}</body>"


def _as_typst(release: Release) -> str:
    head = '#set document(title: "Referral")\n#set text(lang: "en", size: 9.5pt)\n#set page("a4", margin: 18mm)\n'
    parts = [
        f"= #{_quoted(title)}\n" + "\n\n".join(f"#strong({_quoted(asked)}) #{_quoted(said)}" for asked, said in lines)
        for title, lines in _told(release)
    ]
    return head + "\n\n".join(parts)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
