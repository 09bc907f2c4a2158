"""The whole journey by keys from outside: first run, a family, answers, an alert, pause, lock, unlock, referral."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.outside import Outside, missing_tools

pytestmark = pytest.mark.full

PASSPHRASE = "made up for the journey"
PICTURES = Path(__file__).resolve().parents[2] / "shots" / "journey"


@pytest.fixture(params=["light", "dark"])
def outside(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outside]:
    assert not missing_tools(), "dev.py test --full installs what is missing"
    started = Outside(tmp_path, PICTURES / request.param, dark=request.param == "dark")
    yield started
    started.close()


def test_a_worker_with_only_a_keyboard_can_make_a_referral_and_every_answer_is_kept(outside: Outside) -> None:
    outside.start()
    first_run(outside)
    add_family(outside)
    answer_pages(outside)
    pause_and_come_back(outside)
    lock_and_unlock(outside)
    save_referral(outside)
    everything_is_found_by_another_process(outside)


def first_run(outside: Outside) -> None:
    outside.picture("01-first-run")
    outside.go_to("Choose my own")
    outside.key("space")
    outside.go_to("Your own passphrase")
    outside.type(PASSPHRASE)
    outside.go_to("Type it once more")
    outside.type(PASSPHRASE)
    outside.go_to("I have kept it")
    outside.key("space")
    outside.go_to("Your name")
    outside.type("A. Mensah")
    outside.picture("02-first-run-filled")
    outside.go_to("Set up and open")
    outside.key("Return")
    recovery_sheet(outside)
    outside.hear("Find a family")
    outside.picture("03-no-families-yet")


def recovery_sheet(outside: Outside) -> None:
    """Save the sheet, read its code off the page, type it back."""
    outside.hear("Save the sheet")
    outside.picture("03-way-back")
    outside.key("Return")
    outside.wait_for_dialog("Save the sheet")
    sheet = outside.home / "sheet.pdf"
    outside.key("ctrl+a")
    outside.type(str(sheet))
    outside.key("Return")
    outside.until(sheet.is_file, "the sheet")
    outside.wait_for_window()
    outside.hear("Then: type the code back")
    outside.type(code_on(sheet))
    outside.go_to("The sheet is printed and safe")
    outside.key("Return")


def code_on(sheet: Path) -> str:
    """The code, read off the page."""
    printed = subprocess.run(["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(re.findall(r"^(?:[0-9A-Z]{4} ){2}[0-9A-Z]{4}$", printed, re.MULTILINE))


PEOPLE = ("Rosa Vale 3 May 1992 mother", "Leo Vale 4 Mar 2015 son", "Mia Vale 9 Jun 2022 daughter")


def add_family(outside: Outside) -> None:
    outside.go_to("Start an assessment")
    outside.key("Return")
    outside.hear("Add a person")
    for line in PEOPLE:
        outside.type(line)
        outside.key("Return")
    outside.picture("04-family")
    outside.go_to("Back to assessment", key="shift+Tab")
    outside.key("Return")


TYPED = {
    "Whom Rosa trusts": "Her sister Ana, most evenings.",
    "What Rosa lives with": "Like wading through mud. Some days, not all <b>days</b> & nights.",
    "A strength of Rosa": "Reads to both of them every night, hard days and all.",
    "Leo’s own words": "I listen at the door before I go to school.",
    "What matters most to Rosa": "The rent. I cannot think until I know we are staying.",
}
"""What is typed, by the beginning of the question, markup characters included. No letter that is not on the
keyboard: xdotool has to lend each a key, and loses some. Every other letter is tried with the store and the PDF."""


def answer_pages(outside: Outside) -> None:
    outside.until(lambda: page_of(outside) == "Visit details", "the first page")
    outside.go_to("First assessment")
    outside.key("space")
    outside.picture("05-visit-details")
    for question, words in TYPED.items():
        page_with(outside, question)
        outside.type(words)
        outside.picture(f"06-{question.split()[-1].lower()}")
    raise_r02(outside)


def page_with(outside: Outside, question: str) -> None:
    """Ctrl+Enter goes from page to page, Tab within one."""
    for _ in range(12):
        for _ in range(10):
            if outside.spoken()[1].startswith(question):
                return
            outside.key("Tab")
        next_page(outside)
    outside.picture("lost")
    pytest.fail(f"no page asks {question!r}")


def next_page(outside: Outside) -> None:
    """Go on, and wait until the next page has the focus."""
    here = page_of(outside)
    outside.key("ctrl+Return")
    outside.until(lambda: page_of(outside) not in (here, ""), f"the page after {here!r}")


def page_of(outside: Outside) -> str:
    """The page that has the focus, as a screen reader announces it."""
    around = outside.spoken()[3].split(" > ")
    return around[2] if len(around) > 2 else ""


def raise_r02(outside: Outside) -> None:
    """On the desk's page about immediate safety: thoughts of dying, and the children in them."""
    while page_of(outside) != "Immediate safety":
        next_page(outside)
    outside.go_to("", inside="Thoughts of dying or self-harm")
    outside.go_to("Thinking of ending my life", key="Down")
    outside.key("space")
    outside.go_to("", inside="Do the children come into those thoughts")
    outside.go_to("They would come with me", key="Down")
    outside.key("space")
    outside.picture("08-act-today")


def pause_and_come_back(outside: Outside) -> None:
    outside.key("F12")
    outside.until(lambda: page_of(outside) != "Immediate safety", "the cover")
    outside.picture("09-paused")
    outside.type(PASSPHRASE)
    outside.key("Return")
    outside.until(lambda: page_of(outside) == "Immediate safety", "the page that was covered")


def lock_and_unlock(outside: Outside) -> None:
    old = outside.process
    outside.key("ctrl+l")
    outside.wait_for_another_process(old)
    outside.hear("Passphrase")
    outside.picture("10-locked")
    outside.type(PASSPHRASE)
    outside.key("Return")
    outside.until(lambda: page_of(outside) == "Immediate safety", "the page that was locked")
    outside.picture("11-unlocked")


def save_referral(outside: Outside) -> None:
    outside.go_to("Check and refer", key="shift+Tab")
    outside.key("Return")
    outside.until(lambda: page_of(outside).startswith("1 Who is it for"), "check and refer")
    outside.picture("12-check-and-refer")
    outside.go_to("Save the PDF", key="shift+Tab")
    outside.key("Return")
    outside.wait_for_dialog("Where to save the PDF")
    outside.picture("13-where-to")
    outside.key("ctrl+a")
    outside.type(str(outside.home / "referral.pdf"))
    outside.key("Return")
    outside.until((outside.home / "referral.pdf").is_file, "the referral")
    outside.wait_for_window()
    outside.picture("14-saved")


def everything_is_found_by_another_process(outside: Outside) -> None:
    """Closed; then a second process, by command line, over the same store: every answer typed above is there."""
    old = outside.process
    outside.key("ctrl+l")
    outside.wait_for_another_process(old)
    outside.end_programs()
    cases = outside.command("cases", "--json", "--passphrase-file", "-", passphrase=PASSPHRASE)
    reference = json.loads(cases.stdout)["cases"][0]["reference"]
    again = outside.home / "again.pdf"
    made = outside.command(
        "export", reference, "--to", "social-care", "--out", str(again), "--passphrase-file", "-", passphrase=PASSPHRASE
    )
    assert made.returncode == 0, made.stderr
    words = words_of(again)
    for typed in (*TYPED.values(), "Rosa Vale", "Leo Vale", "Mia Vale", "They would come with me"):
        assert squeezed(typed) in words
    assert words_of(outside.home / "referral.pdf") == words


def words_of(pdf: Path) -> str:
    """The text of a PDF as a reader selects it, without its line breaks."""
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True)
    return squeezed(done.stdout)


def squeezed(text: str) -> str:
    return "".join(text.split())
