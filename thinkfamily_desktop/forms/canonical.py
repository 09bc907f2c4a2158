"""One form as canonical text: what the vault keeps, what a signature covers, and the form read back from it."""

import hashlib
import json
from decimal import Decimal
from enum import Enum
from typing import get_args

from pydantic import ValidationError

from thinkfamily_desktop.domain.assessment import FormRef
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.conditions import Condition
from thinkfamily_desktop.forms.model import Form, Part
from thinkfamily_desktop.forms.plain_condition import condition_as_plain

_CONDITIONS = get_args(Condition)


def canonical(form: Form) -> str:
    """The whole form as JSON: keys sorted, no spaces, what stands at its default left out.

    Equal forms give equal text, whatever file and order they were read from.
    """
    return json.dumps(_plain(form), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def form_from_canonical(text: str) -> Form:
    """The form that was kept as this text; equal to the one it was made from.

    Raises:
        ThinkFamilyError: `forms.kept_unreadable` when the text is not such a form.
    """
    try:
        return Form.model_validate(json.loads(text))
    except (ValueError, ValidationError):
        raise ThinkFamilyError("forms.kept_unreadable") from None


def form_ref(form: Form) -> FormRef:
    """The form's id and version, and the SHA-256 of its canonical text in hexadecimal."""
    digest = hashlib.sha256(canonical(form).encode("utf-8")).hexdigest()
    return FormRef(form.info.form, form.info.version, digest)


def _plain(value: object) -> object:
    if isinstance(value, _CONDITIONS):
        return condition_as_plain(value)
    match value:
        case Part():
            return _plain_part(value)
        case Text():
            return dict(value.versions)
        case Enum():
            return value.value
        case Decimal():
            return format(value, "f")
        case tuple():
            return [_plain(each) for each in value]
        case dict():
            return {str(_plain(key)): _plain(each) for key, each in value.items()}
        case None | bool() | int() | str():
            return value
        case _:
            raise TypeError(f"a form cannot hold a {type(value).__name__}")


def _plain_part(part: Part) -> dict[str, object]:
    plain: dict[str, object] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() or value != field.default:
            plain[name] = _plain(value)
    return plain
