"""What a file says of itself: title, language, conformance, times. None of it is the clock's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFName

from thinkfamily_desktop.report.objects import Objects, text_string

PRODUCER = "Think Family Desktop"


@dataclass(frozen=True, slots=True)
class Description:
    """Title and the like. `made` is the Release's own time, so that the same Release makes the same bytes."""

    title: str
    author: str
    subject: str
    language: str
    made: datetime


def information(description: Description) -> str:
    """The information dictionary, for readers that do not know XMP."""
    made = text_string(description.made.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
    return (
        f"<</Title{text_string(description.title)}/Author{text_string(description.author)}"
        f"/Subject{text_string(description.subject)}/Creator{text_string(PRODUCER)}"
        f"/Producer{text_string(PRODUCER)}/CreationDate{made}/ModDate{made}>>"
    )


def catalog(entries: Sequence[str], language: str) -> str:
    """The catalogue with these entries."""
    return f"<</Type/Catalog/Lang{text_string(language)}/ViewerPreferences<</DisplayDocTitle true>>{''.join(entries)}>>"


def metadata(objects: Objects, description: Description) -> str:
    """The XMP stream; returns the reference to it."""
    packet = _packet(description).encode("utf-8")
    return objects.add_stream(packet, {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}, compress=False)


def _packet(description: Description) -> str:
    made = description.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")

    def said(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'

    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title>{said(description.title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(description.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>{said(description.subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(description.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
