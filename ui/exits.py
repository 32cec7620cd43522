"""How a command ends: its exit code, and what is said about an error."""

from typing import Any

import typer
from typer.core import TyperGroup

ERROR = 1
USAGE = 2
ABSTAINED = 3
SOME_REFUSED = 4
INTERRUPTED = 130
TERMINATED = 143


class Commands(TyperGroup):
    """Turns errors that are no bugs into one line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """What the command returns.

        Raises:
            typer.Exit: The command ended with an exit code, or an error was told.
        """
        try:
            return super().invoke(ctx)
        except Exception as error:
            from corpus import FootnoteError, QuestionError
            from ui.text import one_line

            code, message = ERROR, str(error)
            if isinstance(error, QuestionError):
                code = USAGE
            elif isinstance(error, OSError) and error.filename is not None:
                message = f"{error.filename!r} cannot be used: {error.strerror}."
            elif not isinstance(error, FootnoteError):
                raise
            typer.echo(one_line(message), err=True)
            raise typer.Exit(code) from None
