"""Looks over a whole set of forms for what its author would want to know."""

from thinkfamily_desktop.forms.family_words import language_problems
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.lint_conditions import condition_problems
from thinkfamily_desktop.forms.lint_names import name_problems
from thinkfamily_desktop.forms.lint_order import order_problems
from thinkfamily_desktop.forms.lint_references import reference_problems
from thinkfamily_desktop.forms.lint_words import word_problems
from thinkfamily_desktop.forms.problems import FormProblem, in_order


def lint(form_set: FormSet) -> tuple[FormProblem, ...]:
    """Everything wrong with the set and everything that could be better, by file and line."""
    looks = (
        name_problems,
        reference_problems,
        condition_problems,
        order_problems,
        word_problems,
        language_problems,
    )
    return in_order(problem for look in looks for problem in look(form_set))
