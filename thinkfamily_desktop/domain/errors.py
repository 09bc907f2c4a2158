"""Errors about the world, which a person can act on. Anything else that goes wrong is a fault of ours."""


class ThinkFamilyError(Exception):
    """Something about the world stands in the way.

    `code` names a sentence in `resources/words`; `parameters` fill it in. The sentence is looked up where it is
    shown. Parameters never hold an answer's content.
    """

    def __init__(self, code: str, /, **parameters: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.parameters: dict[str, str | int] = parameters
