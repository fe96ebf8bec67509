"""A command that cannot do what it was asked for, told in one sentence."""


class Refusal(Exception):
    """What the owner should know; the text may be empty if it was shown already.

    `code` is the command's exit code: 1 for what is wrong with the content, 2 for a wrong call.
    """

    def __init__(self, text: str = "", code: int = 1) -> None:
        self.code = code
        super().__init__(text)
