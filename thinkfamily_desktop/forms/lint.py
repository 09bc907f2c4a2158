"""Looks over a whole set of forms for what its author would want to know."""

from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.problems import FormProblem, in_order


def lint(form_set: FormSet) -> tuple[FormProblem, ...]:
    """Everything wrong with the set and everything that could be better, by file and line."""
    return in_order(problem for problem in form_set.files["set.yaml"].problems)
