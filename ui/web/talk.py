"""The conversation that a visitor has open: kept where it can be, shown in any case."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from corpus import ConversationNotFound, FootnoteError, Source
from ui.exchange import Exchange, Vote
from ui.history import Conversation, History

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


class Talk:
    """One visitor's conversation over an index, from its first question on.

    What cannot be kept is shown all the same, and `problem` says why it is not kept.

    Args:
        history: Where conversations are kept; `None` if they cannot be.
        visitor: Whose it is.
        index: Key of the index that is asked.
        problem: Why they cannot be kept.
    """

    def __init__(
        self, history: History | None, visitor: str, index: str, problem: str = ""
    ) -> None:
        self._history = history
        self._visitor = visitor
        self._index = index
        self.problem = problem
        """Why what is said is not kept; empty if it is."""
        self.kept: Conversation | None = None
        """The conversation as it is kept; `None` before its first question."""
        self.exchanges: list[Exchange] = []
        self._generation = ""

    @property
    def key(self) -> str:
        """Tells this conversation from others."""
        return "new" if self.kept is None else self.kept.id

    def others(self) -> tuple[Conversation, ...]:
        """All that the visitor has with this index, this one among them, the newest first."""
        return self._try(lambda history: history.conversations(self._visitor, self._index)) or ()

    def open(self, conversation_id: str) -> None:
        """Goes on with an earlier one.

        Raises:
            ConversationNotFound: The visitor has none of this id.
        """
        if self._history is None:
            raise ConversationNotFound(self.problem)
        kept = self._history.conversation(self._visitor, conversation_id)
        if kept.index != self._index:
            raise ConversationNotFound(f"Conversation {kept.id!r} was about other documents.")
        self.exchanges = list(self._history.exchanges(self._visitor, conversation_id))
        self.kept = kept

    def look_again(self) -> None:
        """Takes up what was said or deleted elsewhere, for instance in another window."""
        kept = self.kept
        if kept is None or self._history is None:
            return
        try:
            now = self._history.conversation(self._visitor, kept.id)
            if now != kept:
                self.open(kept.id)
        except ConversationNotFound:
            self.kept, self.exchanges = None, []
        except FootnoteError as error:
            self._not_kept(error)

    def forget_removed(self, generation: str, sources: Sequence[Source]) -> None:
        """Has all conversations with the index forget the words of documents that are gone.

        Args:
            generation: Of the index as it is now; each is looked at once.
            sources: All its documents.
        """
        if generation == self._generation:
            return
        self._generation = generation
        self._try(lambda history: history.purge(self._index, sources))
        if self.kept is not None:
            kept, self.kept = self.kept, None
            self._try(lambda _: self.open(kept.id))

    def add(self, exchange: Exchange) -> None:
        """Keeps one more exchange."""
        self.exchanges.append(exchange)

        def keep(history: History) -> None:
            kept = self.kept or history.begin(self._visitor, self._index, exchange.question)
            self.kept = kept
            history.add(self._visitor, kept.id, exchange)
            self.kept = history.conversation(self._visitor, kept.id)

        self._try(keep)
        if exchange.reply is not None and exchange.reply.generation != self._generation:
            # Of documents that may be gone by now: all is looked at once more.
            self._generation = ""

    def cut(self, count: int) -> None:
        """Drops all but the first `count` exchanges."""
        del self.exchanges[count:]
        self._change(lambda history, kept: history.cut(self._visitor, kept.id, count))

    def vote(self, number: int, vote: Vote | None, comment: str = "") -> None:
        """Keeps what the visitor thinks of the reply of this number, from 0."""
        self.exchanges[number] = replace(self.exchanges[number], vote=vote, comment=comment)
        self._change(
            lambda history, kept: history.vote(self._visitor, kept.id, number, vote, comment)
        )

    def rename(self, title: str) -> None:
        """Gives it another title."""
        self._change(lambda history, kept: history.rename(self._visitor, kept.id, title))

    def delete(self) -> None:
        """Deletes it for good."""
        self._change(lambda history, kept: history.delete(self._visitor, kept.id))

    def _change(self, change: Callable[[History, Conversation], object]) -> None:
        kept = self.kept
        if kept is not None:
            self._try(lambda history: change(history, kept))
        self.look_again()

    def _try(self, work: Callable[[History], T]) -> T | None:
        if self._history is None:
            return None
        try:
            found = work(self._history)
        except ConversationNotFound:
            # Deleted in another window; the next thing said begins a new one.
            self.kept = None
            return None
        except FootnoteError as error:
            self._not_kept(error)
            return None
        self.problem = ""
        return found

    def _not_kept(self, error: FootnoteError) -> None:
        _LOG.warning("A conversation was not kept: %s", error)
        self.problem = str(error)
