"""What a file says of itself: title, language, conformance, times. None of it is the clock's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from reportlab.pdfbase.pdfdoc import PDFName

from thinkfamily_desktop.report.colour_profile import srgb_profile
from thinkfamily_desktop.report.objects import Objects, name, text_string

PRODUCER = "Think Family Desktop"


@dataclass(frozen=True, slots=True)
class Description:
    """Title and the like. `made` is the Release's own time, so that the same Release makes the same bytes."""

    title: str
    author: str
    subject: str
    language: str
    made: datetime
    archival: bool = True  # PDF/A-3a as well as PDF/UA-1; a file with fields or a password is not
    identifier: str = ""  # which record, version and text this is: what `report.identity` reads again


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


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file: data that says no more than the pages do, for a machine to read."""

    name: str
    mime: str
    says: str
    data: bytes


def output_intent(objects: Objects) -> str:
    """Says that our colours are sRGB; returns an entry of the catalogue."""
    profile = objects.add_stream(srgb_profile(), {"N": 3})
    called = text_string("sRGB IEC61966-2.1")
    return (
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        f"/Info{called}/DestOutputProfile {profile}>>]"
    )


def attached(objects: Objects, attachment: Attachment, made: datetime) -> str:
    """The attachment as an associated file; returns entries of the catalogue."""
    when = text_string(made.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
    parameters = f"<</Size {len(attachment.data)}/ModDate{when}>>"
    entries = {"Type": PDFName("EmbeddedFile"), "Subtype": name(attachment.mime), "Params": parameters}
    stream = objects.add_stream(attachment.data, entries)
    called = text_string(attachment.name)
    file = objects.add(
        f"<</Type/Filespec/F{called}/UF{called}/Desc{text_string(attachment.says)}/AFRelationship/Data"
        f"/EF<</F {stream}/UF {stream}>>>>"
    )
    return f"/AF[{file}]/Names<</EmbeddedFiles<</Names[{called} {file}]>>>>"


def metadata(objects: Objects, description: Description) -> str:
    """The XMP stream; returns the reference to it."""
    packet = _packet(description).encode("utf-8")
    return objects.add_stream(packet, {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}, compress=False)


_UA_SCHEMA = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description></rdf:li></rdf:Seq>
</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A asks that a vocabulary it does not know, such as PDF/UA's, is explained in the file."""


def _escaped(text: str) -> str:
    """For XML. The standard library's own function for it brings an HTTP client along."""
    return escape(text, quote=False)


def _packet(description: Description) -> str:
    made = description.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")

    def said(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt>'

    archive = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" if description.archival else ""
    extension = _UA_SCHEMA if description.archival else ""
    identifier = _escaped(description.identifier)
    known_by = f"<dc:identifier>{identifier}</dc:identifier>" if identifier else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title>{said(description.title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>{_escaped(description.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>{said(description.subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>{_escaped(description.language)}</rdf:li></rdf:Bag></dc:language>{known_by}
<pdf:Producer>{PRODUCER}</pdf:Producer><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>{archive}
</rdf:Description>{extension}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
