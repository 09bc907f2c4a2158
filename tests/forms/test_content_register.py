"""The content register says all of the set, and the kept file is the one that the set makes today."""

from pathlib import Path

from tests.forms.written import SMALL, Written
from thinkfamily_desktop.forms.content_register import FILE_NAME, content_register
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.nation import read_nations

FORMS = Path(__file__).parent.parent.parent / "forms"


def test_the_kept_register_is_up_to_date() -> None:
    kept = (FORMS / FILE_NAME).read_text(encoding="utf-8")
    made = content_register(load_set(FORMS / "think_family"), read_nations(FORMS / "think_family")[0])
    assert kept == made, "run: thinkfamily forms register --out forms/content-register.md"


def test_every_question_alert_and_action_stands_in_it() -> None:
    form_set = load_set(FORMS / "think_family")
    lines = content_register(form_set).splitlines()
    first_cells = {line.split(" | ")[0].removeprefix("| ").split(" (")[0] for line in lines if line.startswith("| ")}
    assert {placed.item.id for placed in form_set.items() if placed.rows is None} <= first_cells
    for rule, _ in form_set.rules():
        assert rule.id in first_cells
        assert {f"{rule.id} action {at}" for at in range(1, len(rule.first_actions) + 1)} <= first_cells


def test_a_signed_wording_says_so_and_an_unsigned_one_does_not(written: Written) -> None:
    before = content_register(load_set(SMALL))
    assert "| child.seen | Was {name} seen?<br>why: Every child is seen. | made-up | no |" in before
    written.change(
        "first/pages/01_visit.yaml",
        "        needed_for: referral",
        "        needed_for: referral\n        verified: true",
    )
    after = content_register(written.read())
    assert "| child.seen | Was {name} seen?<br>why: Every child is seen. | made-up | yes |" in after


def test_words_that_look_like_a_table_stay_in_their_cell(written: Written) -> None:
    written.change("first/pages/01_visit.yaml", "ask: Was {name} seen?", 'ask: "Seen | not seen"')
    assert "| child.seen | Seen \\| not seen<br>" in content_register(written.read())
