"""The options of a choice, both ways."""

from collections.abc import Iterable, Iterator

from thinkfamily_desktop.exchange.fhir import EXCLUSIVE, OPTION_HELP, Json, extended, extension, extensions
from thinkfamily_desktop.exchange.texts import read_text, text_extension, written_text


def written_options(options: Iterable[Json], language: str) -> list[Json]:
    """Those that are not retired, as answerOption: nobody else should offer the others."""
    return [_written(option, language) for option in options if not option.get("retired")]


def _written(option: Json, language: str) -> Json:
    coding = {"code": option["code"], **written_text("display", option["label"], language)}
    exclusive = [extension(EXCLUSIVE, "Boolean", True)] if option.get("exclusive") else []
    helping = text_extension(OPTION_HELP, option.get("help", {}), language)
    return extended({"valueCoding": coding}, *exclusive, *helping)


def same_options(ours: object, said: list[Json], language: str) -> bool:
    """Whether what FHIR says is what it would say of our options: nobody has changed them since."""
    try:
        written = written_options(ours, language) if isinstance(ours, list) else []
        return list(read_options({"answerOption": written}, language)) == said
    except (AttributeError, KeyError, TypeError):
        return False


def read_options(raw: Json, language: str) -> Iterator[Json]:
    """The options of a question, as the plain data of a form."""
    for answer in raw.get("answerOption", ()):
        coding = answer.get("valueCoding")
        if coding is None:
            said = str(answer["valueString"] if "valueString" in answer else answer["valueInteger"])
            option: Json = {"code": said, "label": {language: said}}
        else:
            label = read_text(coding, "display", language) or {language: coding["code"]}
            option = {"code": coding["code"], "label": label}
        if any(each.get("valueBoolean") for each in extensions(answer, EXCLUSIVE)):
            option["exclusive"] = True
        for each in extensions(answer, OPTION_HELP):
            option["help"] = read_text(each, "valueString", language)
        yield option
