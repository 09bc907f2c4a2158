"""Settings: a choice counts at once; what the organisation has fixed cannot be chosen."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.pages.first_run import NewWorker
from thinkfamily_desktop.ui.pages.settings import SettingsPage

WORKER = Worker(WorkerId("w"), "A. Mensah", "nurse", "North", "01632 960147", "01632 960100")


def page_with(words: Words, policy: Policy | None = None, **origin: str) -> SettingsPage:
    return SettingsPage(words, Preferences(), InForce(policy or Policy(), (), origin), WORKER, ())


def test_a_larger_text_and_another_theme_count_at_once(show: Show, words: Words, qtbot: QtBot) -> None:
    page = page_with(words)
    robot = show(page)
    with qtbot.waitSignal(page.preferences_chosen) as chosen:
        robot.click(words.say("settings.text_size_percent", percent=150))
    assert chosen.args == [Preferences(text_size=150)]
    with qtbot.waitSignal(page.preferences_chosen) as chosen:
        robot.click(words.say("settings.theme_dark"))
    assert chosen.args == [Preferences(text_size=150, theme="dark")]


def test_text_smaller_than_the_organisation_allows_is_not_offered(show: Show, words: Words) -> None:
    robot = show(page_with(words, Policy(text_size_at_least=150), text_size_at_least="policy.json"))
    assert not robot.has(words.say("settings.text_size_percent", percent=100))
    assert robot.has(words.say("settings.text_size_percent", percent=150))
    assert words.say("settings.fixed_least", percent=150) in robot.reads()


def test_what_is_fixed_is_said_to_be_fixed_and_by_whom(show: Show, words: Words, tmp_path: Path) -> None:
    policy = Policy.model_validate({"idle_lock_minutes": 3, "allowed_export_folders": [str(tmp_path)]})
    robot = show(page_with(words, policy, idle_lock_minutes="policy.json", allowed_export_folders="policy.json"))
    what = words.say("settings.fixed_idle_lock_minutes")
    by = words.say("settings.fixed_by")
    assert words.say("settings.fixed_line", what=what, value=f"3, {by}") in robot.reads()
    assert str(tmp_path) in robot.reads()
    assert words.say("settings.fixed_none") not in robot.reads()


def test_without_a_policy_it_says_that_nothing_is_set(show: Show, words: Words) -> None:
    assert words.say("settings.fixed_none") in show(page_with(words)).reads()


def test_the_worker_may_be_changed_but_never_be_nobody(show: Show, words: Words, qtbot: QtBot) -> None:
    page = page_with(words)
    robot = show(page)
    robot.find("Your name").setFocus()
    field = robot.find("Your name")
    field.selectAll()  # type: ignore[attr-defined]  # it is a line
    robot.type(" ").tab_to(words.say("settings.you_save"))
    with qtbot.assertNotEmitted(page.worker_kept):
        robot.click(words.say("settings.you_save"))
    assert words.say("unlock.first_name_needed") in robot.reads()
    field.setFocus()
    robot.type("B. Osei")
    with qtbot.waitSignal(page.worker_kept) as kept:
        robot.click(words.say("settings.you_save"))
    assert kept.args == [NewWorker("B. Osei", "nurse", "North", "01632 960147", "01632 960100")]


def test_what_is_local_is_listed_with_what_has_to_be_checked_again(show: Show, words: Words) -> None:
    none, again = words.say("settings.local_none"), words.say("settings.local_again")
    said = show(page_with(words)).reads()
    assert none in said
    assert again not in said
    policy = InForce(Policy(), (), {})
    local = (("Numbers to ring: 2.",), ("Duty desk: last checked 3 Feb 2001.",))
    said = show(SettingsPage(words, Preferences(), policy, WORKER, (), local_said=local)).reads()
    assert none not in said
    places = [said.index(line) for line in (*local[0], again, *local[1])]
    assert places == sorted(places)
