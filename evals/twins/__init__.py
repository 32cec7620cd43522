"""Whether versions of one page leave room for others in what is found for a question."""

from evals.twins.crowding import Asked, Crowding, Row, crowding, questions, table

__all__ = ["Asked", "Crowding", "Row", "crowding", "questions", "table"]
