"""A form as canonical text: equal forms give equal text, and the text gives the form back."""

import hashlib

import pytest

from tests.forms.written import PAGE, SMALL, Written
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.canonical import canonical, form_from_canonical, form_ref
from thinkfamily_desktop.forms.loader import load_set


def test_the_form_comes_back_equal() -> None:
    form = load_set(SMALL).form("first")
    assert form_from_canonical(canonical(form)) == form


def test_a_form_with_everything_comes_back_equal(written: Written) -> None:
    written.add_item(
        """
id: child.count
kind: number
ask: {en: How many?, cy: Faint?}
at_least: 0.50
at_most: 10
unit: times
gaps: [declined, not-known]
gap_note: [declined]
accounts: [assessed, subject]
checks:
  - {when: {item: child.count, at_least: 1.10}, severity: error, says: Too many.}
show_when:
  - {age: {at_least: 8, under: 18, possibly: true}}
  - any:
      - {not: {role: unborn}}
      - {item: child.seen, gap: any}
      - {every_row: {rows: rel.list, where: {item: rel.kind, answered: false}}}
"""
    )
    written.change("set.yaml", "[en]", "[en, cy]")
    written.change("rules.yaml", "    title:", "    levels: [{level: discuss, when: {alert_level: duty}}]\n    title:")
    form = written.read().form("first")
    again = form_from_canonical(canonical(form))
    assert again == form
    assert canonical(again) == canonical(form)
    assert '"at_least":"0.50"' in canonical(form)


def test_the_order_of_keys_and_remarks_in_the_files_change_nothing(written: Written) -> None:
    before = form_ref(written.read().form("first"))
    written.change(PAGE, "id: visit\nnumber: 1\n", "# a remark\nnumber: 1\nid: visit\n")
    written.change(PAGE, "{item: child.seen, is: true}", "{is: [true], item: child.seen}")
    written.change("recipients.yaml", "{people: all, child: all", "{child: all, people: all")
    assert form_ref(written.read().form("first")) == before


def test_the_order_of_languages_changes_nothing(written: Written) -> None:
    written.change(PAGE, "title: About today", "title: {en: About today, cy: Heddiw}")
    one = form_ref(written.read().form("first"))
    written.change(PAGE, "{en: About today, cy: Heddiw}", "{cy: Heddiw, en: About today}")
    assert form_ref(written.read().form("first")) == one


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PAGE, "Was {name} seen?", "Was {name} seen"),
        (PAGE, "is: true}", "is: false}"),
        ("lists.yaml", "label: Child}", "label: A child}"),
        ("rules.yaml", "Speak to somebody today.", "Speak to somebody."),
        ("people.yaml", "adult_roles: [parent]", "adult_roles: []"),
    ],
)
def test_any_change_of_meaning_changes_the_sha256(written: Written, file: str, old: str, new: str) -> None:
    before = form_ref(written.read().form("first"))
    after = form_ref(written.change(file, old, new).read().form("first"))
    assert (after.form, after.version) == (before.form, before.version)
    assert after.sha256 != before.sha256


def test_the_ref_is_the_sha256_of_the_text() -> None:
    form = load_set(SMALL).form("first")
    assert form_ref(form).sha256 == hashlib.sha256(canonical(form).encode()).hexdigest()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"info": 3}'])
def test_text_that_is_no_form_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(ThinkFamilyError) as refused:
        form_from_canonical(text)
    assert refused.value.code == "forms.kept_unreadable"
