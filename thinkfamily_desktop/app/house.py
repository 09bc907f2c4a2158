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
    from thinkfamily_desktop.forms.adapted import Adapted
    from thinkfamily_desktop.forms.form_set import FormSet
    from thinkfamily_desktop.forms.migrations import Migrations
    from thinkfamily_desktop.forms.model import Form
    from thinkfamily_desktop.settings.policy import InForce
    from thinkfamily_desktop.settings.policy_sources import PolicyProblem

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
    def adapted(self) -> "Adapted":
        """The shipped forms as the policy's nation and the organisation's own changes have them.

        Raises FormError when the shipped ones have been damaged; a fault in the changes is one of its problems.
        """
        from thinkfamily_desktop.forms.adapted import adapted  # noqa: PLC0415, RUF100  as above
        from thinkfamily_desktop.forms.loader import load_set  # noqa: PLC0415, RUF100  as above

        policy = self.in_force.policy
        return adapted(load_set(self.set_folder), self.set_folder, policy.nation, policy.overlay_folder)

    @property
    def form_problems(self) -> "tuple[PolicyProblem, ...]":
        """What is not right in the organisation's changes to the forms: one of them, as it is said to a worker."""
        from thinkfamily_desktop.settings.policy_sources import PolicyProblem  # noqa: PLC0415, RUF100  as above

        folder, found = self.in_force.policy.overlay_folder, self.adapted
        if folder is None or not found.problems:
            return ()
        errors = [problem for problem in found.problems if problem.severity == "error"]
        code = "overlay_missing" if not folder.is_dir() else "overlay_wrong" if errors else "overlay_advice"
        first = str((errors or found.problems)[0])
        return (PolicyProblem(f"policy.{code}", {"source": str(folder), "first": first}),)

    @property
    def form_set(self) -> "FormSet":
        """The form set in use. Raises FormError when the shipped one has been damaged."""
        return self.adapted.form_set

    @cached_property
    def migrations(self) -> "Migrations":
        """How drafts begun in earlier versions of the forms come into these. Raises FormError as above."""
        from thinkfamily_desktop.forms.migrations import read_migrations  # noqa: PLC0415, RUF100  as above

        return read_migrations(self.set_folder)

    @property
    def set_folder(self) -> Path:
        """Where the shipped set lies."""
        return forms_folder() / FORM_SET

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
        """The forms in use, by id."""
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
