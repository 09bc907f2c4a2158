"""The manual that every package brings: what it points to is there, in the checkout and in the package."""

import re
from pathlib import Path

import parts
import pytest

INSTALLER = Path(__file__).resolve().parents[2] / "installer"
README = INSTALLER / "README.md"


def broken(text: str) -> list[str]:
    """The links of a page in installer/ that lead nowhere, or to what the packages do not bring."""
    headings = [
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()) for line in text.splitlines() if line.startswith("#")
    ]
    anchors = {f"#{heading.replace(' ', '-')}" for heading in headings}
    links = re.findall(r"\]\(([^)]+)\)", text)
    return [link for link in links if not (link in anchors if link.startswith("#") else is_brought(link))]


def is_brought(link: str) -> bool:
    brought = any(link == name or link.startswith(f"{name}/") for name in parts.HANDED_OVER)
    return brought and (INSTALLER / link).exists()


def test_every_link_leads_somewhere_in_the_package_too() -> None:
    assert broken(README.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("link", ["#no-such-heading", "no_such_file.md", "lock/build.txt"])
def test_a_link_that_leads_nowhere_is_named(link: str) -> None:
    assert broken(f"# A heading\n[here]({link}) [there](#a-heading)") == [link]
