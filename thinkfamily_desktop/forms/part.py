"""What every part of a form is made of: closed frozen models, flags, and words in one or more languages."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict

from thinkfamily_desktop.domain.text import Text


def words_in(raw: object) -> Text:
    """Text from a string or a map of languages; the languages in a fixed order, so that equal words are equal.

    Raises:
        ValueError: with a plain remedy, when it is neither.
    """
    if isinstance(raw, Text):
        return Text(tuple(sorted(raw.versions)))
    if isinstance(raw, str):
        return Text.of(raw)
    if isinstance(raw, bool | int):
        typed = str(raw).lower()
        raise ValueError(f"Text is meant here: put it in quotes, '{typed}'.")  # noqa: TRY004 (pydantic wants it)
    if isinstance(raw, Mapping) and all(isinstance(part, str) for pair in raw.items() for part in pair):
        return Text(tuple(sorted(raw.items())))
    raise ValueError("Write words here, or a map of languages such as {en: Name, cy: Enw}.")


Flag = Annotated[bool, Strict()]  # only true and false: `yes` in a form file is text
WordsIn = Annotated[Text, BeforeValidator(words_in)]


class Part(BaseModel):
    """What every part of a form shares: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, arbitrary_types_allowed=True)
