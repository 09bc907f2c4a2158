"""YAML without surprises: what is not true, false, a whole number or empty is text, and every value knows its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from thinkfamily_desktop.forms.problems import FormProblem

Step = str | int
Where = tuple[Step, ...]

DEEPEST = 40  # levels of nesting; a form needs about a dozen
_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")


@dataclass(frozen=True)
class YamlFile:
    """A file as plain data, with the line of everything in it; `data` is None when it could not be read."""

    name: str
    data: object = None
    problems: tuple[FormProblem, ...] = ()
    lines: Mapping[Where, int] = field(default_factory=dict, repr=False)

    def line(self, where: Where) -> int:
        """The line of what stands there, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Where, says: str, remedy: str) -> FormProblem:
        """An error at this place of the file."""
        return FormProblem(self.name, self.line(where), says, remedy)


def read_yaml(path: Path, name: str) -> YamlFile:
    """The file as plain data; whatever is wrong with it is in `problems`. `name` is what problems call it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return _refused(name, 1, "This file does not exist.", "Add it, or correct its name where it is listed.")
    except OSError:
        return _refused(name, 1, "This file cannot be opened.", "Check that it is a file and that you may read it.")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        return _refused(name, line, "This is not a text file in UTF-8.", "Save it as plain text in UTF-8.")
    return read_text(text, name)


def read_text(text: str, name: str) -> YamlFile:
    """The YAML text as plain data, as `read_yaml` does."""
    reader = _Reader(name)
    try:
        data = reader.read(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        return _refused(
            name, line, "There is a character here that cannot be printed.", "Save the file as plain text in UTF-8."
        )
    except yaml.MarkedYAMLError as fault:
        return _not_yaml(name, fault)
    except _TooDeepError as fault:
        return _refused(name, fault.line, "This is nested too deeply.", f"No form goes deeper than {DEEPEST} levels.")
    if data is None and not reader.problems:
        return _refused(name, 1, "The file is empty.", "Write its content, or remove it and where it is listed.")
    return YamlFile(name, data, tuple(reader.problems), reader.lines)


def _refused(name: str, line: int, says: str, remedy: str) -> YamlFile:
    return YamlFile(name, problems=(FormProblem(name, line, says, remedy),))


_QUOTE = "If it is part of the words, put the whole value in quotes."
_ALIGN = "Line it up with its neighbours, using spaces."
_FAULTS = (  # what the library says, whether the fault begins earlier than it was noticed, what we say
    ("cannot start any token", False, "This character cannot begin a value.", _QUOTE),
    ("mapping values are not allowed", False, "There is a `:` where none can stand.", f"{_QUOTE} {_ALIGN}"),
    ("found unexpected end of stream", True, "A quotation mark is opened here and never closed.", "Close it."),
    ("expected ',' or '}'", True, "A `{` is opened here and not rightly closed.", "Quote values that hold , : or {}."),
    ("expected ',' or ']'", True, "A `[` is opened here and not rightly closed.", "Quote values that hold , : or []."),
    ("tab character", False, "There is a tab here.", "Indent with spaces only."),
    ("expected <block end>", False, "This line is not in step with the lines around it.", _ALIGN),
    ("did not find expected key", False, "This line is not in step with the lines around it.", f"{_ALIGN} {_QUOTE}"),
    ("expected '-' indicator", False, "This line stands in a list and has no dash.", _ALIGN),
    ("expected node content", False, "A bracket is closed here that was never opened.", _QUOTE),
    ("could not find expected ':'", True, "This line is no `key: value`.", "For long words use `>-` and indent them."),
    ("block sequence entries", False, "A dash cannot stand here.", f"Begin the list on a line of its own. {_QUOTE}"),
    ("unknown escape", True, "A \\ in double quotes means something else.", "Use single quotes."),
    ("comment or line break", True, "Words cannot follow | or > on the same line.", "Begin them on the next line."),
)


def _not_yaml(name: str, fault: yaml.MarkedYAMLError) -> YamlFile:
    said = f"{fault.problem or ''} {fault.context or ''}"
    for sign, begins_earlier, says, remedy in _FAULTS:
        if sign in said:
            mark = fault.context_mark if begins_earlier and fault.context_mark else fault.problem_mark
            return _refused(name, mark.line + 1 if mark else 1, says, remedy)
    line = fault.problem_mark.line + 1 if fault.problem_mark else 1
    return _refused(
        name, line, "This is not YAML that can be read.", "Look at indentation, colons and quotation marks near here."
    )


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Reader:
    """Turns YAML events into plain data, noting lines and what is not allowed."""

    def __init__(self, name: str) -> None:
        self.lines: dict[Where, int] = {}
        self.problems: list[FormProblem] = []
        self._name = name

    def read(self, events: Iterator[yaml.Event]) -> object:
        """The first document. More than one is a problem."""
        data: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 1:
                    data = self._value(next(events), events, ())
                else:
                    self._problem(_line(event), "A second document begins here.", "Take the `---` away.")
                    break
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], where: Where) -> object:
        line = _line(event)
        self.lines.setdefault(where, line)
        if len(where) > DEEPEST:
            raise _TooDeepError(line)
        if isinstance(event, yaml.AliasEvent):
            self._problem(line, "Names after * are not allowed in forms.", "Write the content out here.")
            return None
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            raise AssertionError(f"{type(event).__name__} where a value begins")  # noqa: TRY004 (ours, not the author's)
        if event.anchor is not None:
            self._problem(line, "Names after & are not allowed in forms.", "Take it away, or put the value in quotes.")
        if event.tag is not None:
            self._problem(line, "Words after ! are not allowed in forms.", "Take it away, or put the value in quotes.")
        if isinstance(event, yaml.ScalarEvent):
            return _typed(event.value) if not event.style and event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, where)
        return self._mapping(events, where)

    def _sequence(self, events: Iterator[yaml.Event], where: Where) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, (*where, len(values))))
        return values

    def _mapping(self, events: Iterator[yaml.Event], where: Where) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            key = self._value(event, events, (*where, "?")) if not isinstance(event, yaml.ScalarEvent) else event.value
            if isinstance(event, yaml.ScalarEvent):
                self._check_key(event, line)
            name = key if isinstance(key, str) else "?"
            if not isinstance(key, str):
                self._problem(line, "A key must be a single word here.", "Quote it if it holds braces or brackets.")
            there = (*where, name)
            if name in values:
                first = self.lines[there]
                self._problem(line, f"`{name}` is given twice, first on line {first}.", "Keep one of them.")
                self._value(next(events), events, (*where, "?", line))
                continue
            self.lines[there] = line
            values[name] = self._value(next(events), events, there)
        return values

    def _check_key(self, event: yaml.ScalarEvent, line: int) -> None:
        if event.anchor is not None or event.tag is not None:
            self._problem(line, "Names after & and words after ! are not allowed.", "Take them away.")
        if not event.style and not isinstance(_typed(event.value), str):
            said = event.value or "nothing"
            self._problem(line, f"A key must be text; here it is {said}.", f"Put it in quotes: '{event.value}'.")
        elif event.value == "<<":
            self._problem(line, "Merging with << is not allowed in forms.", "Write the content out here.")

    def _problem(self, line: int, says: str, remedy: str) -> None:
        self.problems.append(FormProblem(self._name, line, says, remedy))


def _typed(plain: str) -> object:
    if plain == "":
        return None
    if plain in ("true", "false"):
        return plain == "true"
    return int(plain) if _WHOLE_NUMBER.match(plain) and len(plain) < 19 else plain


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
