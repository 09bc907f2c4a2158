"""What every command and the window stand on: places, words, policy, forms. Read once, passed down as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from thinkfamily_desktop.domain.clock import Clock, SystemClock
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.settings.locations import data_folder, forms_folder, resources_folder, state_folder
from thinkfamily_desktop.settings.words import load_words

if TYPE_CHECKING:  # each is read when first asked for: the unlock screen waits for none of them
    from thinkfamily_desktop.forms.loader import FormSet
    from thinkfamily_desktop.forms.model import Form
    from thinkfamily_desktop.settings.policy import InForce

FORM_SET = "think_family"


@dataclass
class House:
    """The program's own parts. Forms are read when first asked for: the unlock screen does not wait for them."""

    clock: Clock = field(default_factory=SystemClock)

    @cached_property
    def words(self) -> Words:
        """Every sentence of ours."""
        return load_words(self.resources / "words")

    @cached_property
    def resources(self) -> Path:
        """Fonts, words, themes, practice families."""
        return resources_folder()

    @property
    def fonts(self) -> Path:
        """The font files that pages and PDFs use."""
        return self.resources / "fonts"

    @cached_property
    def form_set(self) -> "FormSet":
        """The shipped form set. Raises FormError when it has been damaged."""
        from thinkfamily_desktop.forms.loader import load_set  # noqa: PLC0415, RUF100  as above

        return load_set(forms_folder() / FORM_SET)

    @cached_property
    def in_force(self) -> "InForce":
        """What the organisation has set on this laptop. Never fails: what is wrong in it is part of it."""
        from thinkfamily_desktop.settings.policy import load_policy  # noqa: PLC0415, RUF100  as above

        return load_policy()

    @property
    def passphrase_rule(self) -> PassphraseRule:
        """What a passphrase of somebody's own has to withstand here."""
        policy = self.in_force.policy
        return PassphraseRule(policy.min_passphrase_length, (policy.organisation_name,))

    @property
    def forms(self) -> "Mapping[str, Form]":
        """The shipped forms by id."""
        return self.form_set.forms

    @property
    def vault(self) -> Path:
        """Where the real store lives unless another place is named."""
        return data_folder() / "vault"

    @property
    def practice_vault(self) -> Path:
        """Where the practice store lives unless another place is named."""
        return data_folder() / "practice"

    def tries_file(self, vault: Path) -> Path:
        """Where the wrong tries at one vault are counted: beside the program's own notes, never in the vault."""
        return state_folder() / f"tries-{vault.name}.json"
