"""Matrices of PDF: six numbers that turn, scale and move points."""

from collections.abc import Sequence
from typing import NamedTuple


class Matrix(NamedTuple):
    """`x' = a x + c y + e` and `y' = b x + d y + f`."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def within(self, outer: "Matrix") -> "Matrix":
        """This matrix first, then the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def moved(self, x: float, y: float) -> "Matrix":
        """A step of `x` and `y`, in this matrix's own measure, first."""
        return Matrix(1.0, 0.0, 0.0, 1.0, x, y).within(self)


SAME = Matrix()
"""The matrix that changes nothing."""


def matrix_of(operands: Sequence[object]) -> Matrix:
    """The matrix that six operands make; without six numbers, the one that changes nothing."""
    numbers = [float(one) for one in operands if isinstance(one, int | float)]
    return Matrix(*numbers[-6:]) if len(numbers) >= 6 else SAME
