"""The same journey by touch alone: every target is large enough, and nothing needs a key but the words themselves."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app import test_journey_by_keys as journey
from tests.app.outside import ROOT, Outside, OutsideError, missing_tools

pytestmark = pytest.mark.full

LEAST = 24
"""Pixels of anything that is touched (WCAG 2.2, 2.5.8). That an answer has 44 is held by the accessibility report: to
the outside Qt tells of a tick box's words only, not of the whole card."""
MARGIN = 10
TOP, BOTTOM = 60, 620  # of what is not under a bar
TURNS = 120
PAGES = {
    "Whom Rosa trusts": "People who help",
    "What Rosa lives with": "Health and daily life",
    "A strength of Rosa": "As a parent",
    "Leo’s own words": "Impact on each child",
    "What matters most to Rosa": "Home, money, community",
}


class Finger:
    """Touches things by their names, each time near another edge, as fingers do."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside
        self.touched: list[tuple[str, int, int]] = []

    def touch(self, name: str, inside: str = "") -> None:
        """Bring it into sight and touch it. Fails when it is too small for a finger."""
        self.outside.until(lambda: self.outside.place_of(name, inside) is not None, f"{name!r} in {inside!r}")
        role, x, y, width, height = self._in_sight(name, inside)
        if min(width, height) < LEAST:
            self.outside.picture("small")
            raise OutsideError(f"{name!r}, a {role}, is {width} x {height}, less than {LEAST}")
        right, low = (len(self.touched) % 2, len(self.touched) // 2 % 2)
        aside, down = min(MARGIN, width // 2), min(MARGIN, height // 2)
        self.outside.finger(x + (width - aside if right else aside), y + (height - down if low else down))
        self.touched.append((name, width, height))

    def _in_sight(self, name: str, inside: str) -> tuple[str, int, int, int, int]:
        before = None
        for _ in range(TURNS):
            found = self.outside.place_of(name, inside)
            if found is None:
                raise OutsideError(f"{name!r} went away")
            _, x, y, width, height = found
            if found == before:
                return found  # in sight and at rest, or on a bar that does not scroll
            before, middle = found, y + height // 2
            if not TOP < middle < BOTTOM:
                self.outside.scroll(x + width // 2, (TOP + BOTTOM) // 2, down=middle > TOP)
        raise OutsideError(f"{name!r} never came into sight")

    def type_into(self, name: str, text: str) -> None:
        """Touch a field and write, as on the keyboard that a screen shows for it."""
        self.touch(name)
        self.outside.hear(name)
        self.outside.type(text)


@pytest.fixture
def finger(tmp_path: Path) -> Iterator[Finger]:
    assert not missing_tools(), "dev.py test --full installs what is missing"
    outside = Outside(tmp_path, ROOT / "shots" / "touch")
    yield Finger(outside)
    outside.close()


def test_a_worker_with_only_a_finger_can_make_a_referral_and_every_answer_is_kept(finger: Finger) -> None:
    finger.outside.start()
    first_run(finger)
    add_family(finger)
    answer_pages(finger)
    pause_and_come_back(finger)
    lock_and_unlock(finger)
    save_referral(finger)
    journey.everything_is_found_by_another_process(finger.outside)
    smallest = sorted(finger.touched, key=lambda each: min(each[1:]))[:5]
    print(f"{len(finger.touched)} touches; the smallest targets: {smallest}")  # noqa: T201


def first_run(finger: Finger) -> None:
    finger.touch("Choose my own")
    finger.type_into("Your own passphrase", journey.PASSPHRASE)
    finger.type_into("Type it once more", journey.PASSPHRASE)
    finger.touch("I have kept it")
    finger.type_into("Your name", "A. Mensah")
    finger.touch("Set up and open")
    finger.touch("Save the sheet")
    sheet = finger.outside.home / "sheet.pdf"
    save_as(finger, "Save the sheet", sheet)
    finger.type_into("Then: type the code back", journey.code_on(sheet))
    finger.touch("The sheet is printed and safe")


def save_as(finger: Finger, title: str, path: Path) -> None:
    """Name the file in the dialog, and touch its button."""
    finger.outside.wait_for_dialog(title)
    finger.outside.key("ctrl+a")
    finger.outside.type(str(path))
    finger.touch("Save")
    finger.outside.until(path.is_file, path.name)
    finger.outside.wait_for_window()


def add_family(finger: Finger) -> None:
    finger.touch("Start an assessment")
    for line in journey.PEOPLE:
        finger.type_into("Add a person", line)
        finger.touch("Add")
    finger.touch("Back to assessment")


def answer_pages(finger: Finger) -> None:
    finger.touch("First assessment")
    for question, words in journey.TYPED.items():
        finger.touch(PAGES[question])
        finger.type_into(question, words)
        finger.outside.picture(PAGES[question].lower().replace(" ", "-"))
    finger.touch("Immediate safety")
    finger.touch("Thinking of ending my life", "Thoughts of dying or self-harm")
    finger.touch("They would come with me", "Do the children come into those thoughts")
    finger.outside.picture("act-today")


def pause_and_come_back(finger: Finger) -> None:
    finger.touch("Pause")
    finger.type_into("Passphrase", journey.PASSPHRASE)
    finger.touch("Continue")


def lock_and_unlock(finger: Finger) -> None:
    old = finger.outside.process
    finger.touch("Your families")
    finger.touch("Lock")
    finger.outside.wait_for_another_process(old)
    finger.type_into("Passphrase", journey.PASSPHRASE)
    finger.touch("Unlock")


def save_referral(finger: Finger) -> None:
    finger.touch("Family: Vale")
    finger.touch("Check and refer")
    finger.touch("Save the PDF")
    referral = finger.outside.home / "referral.pdf"
    save_as(finger, "Where to save the PDF", referral)
    finger.outside.picture("saved")
    assert subprocess.run(["pdftotext", str(referral), "-"], capture_output=True, check=True).stdout
