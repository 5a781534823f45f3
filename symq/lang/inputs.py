"""Readers of arguments that are no statements: whole numbers and matrices, each with a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index
from typing import Any

from sympy import ImmutableMatrix, MatrixBase

from symq.errors import DimensionError, InputError
from symq.lang.statement import expression, statement


def integer(value: object, name: str, least: int | None = None, most: int | None = None) -> int:
    """A whole number: a Python, sympy or numpy integer, but no truth value.

    Args:
        value: what was given.
        name: how the message names it.
        least: the smallest value that is accepted, if there is one.
        most: the largest, if there is one.
    Raises:
        InputError: it is no whole number, or out of range.

    >>> from sympy import Integer
    >>> integer(Integer(3), "rank", 1)
    3
    >>> integer(2.5, "rank", 1)
    Traceback (most recent call last):
    symq.errors.InputError: rank 2.5 is not a whole number of at least 1
    """
    if not isinstance(value, bool) and not type(value).__name__.startswith("bool"):
        try:
            found = index(value)  # type: ignore[arg-type]
        except TypeError:
            found = None
        if found is not None and (least is None or found >= least) and (
                most is None or found <= most):
            return int(found)
    bounds = {(False, False): "", (True, False): f" of at least {least}",
              (False, True): f" of at most {most}", (True, True): f" from {least} to {most}"}
    raise InputError(f"{name} {value!r} is not a whole number"
                     f"{bounds[least is not None, most is not None]}")


def exact_matrix(value: Any, name: str, shape: tuple[int, int] | None = None) -> ImmutableMatrix:
    """A matrix of exact expressions: from sympy, from numpy, or rows of equal length.

    Args:
        value: what was given.
        name: how the message names it.
        shape: the shape that it must have, if there is one.
    Raises:
        InexactError: an entry is a float.
        InputError: it is no matrix, or an entry is no expression.
        DimensionError: the rows differ in length, or the shape is another one.

    >>> exact_matrix([[1, 2], [0, 1]], "the coin").shape
    (2, 2)
    >>> exact_matrix([[1, 2], [0]], "the coin")
    Traceback (most recent call last):
    symq.errors.DimensionError: the coin has rows of different lengths
    """
    if isinstance(value, MatrixBase):
        rows = value.tolist() if value.rows and value.cols else []
        found = value.shape
    else:
        rows = value.tolist() if hasattr(value, "tolist") else value
        if not isinstance(rows, list | tuple) or not all(isinstance(r, list | tuple) for r in rows):
            raise InputError(f"{name} is no matrix but {value!r}; give Matrix([[...], [...]]) "
                             "or rows")
        if len({len(row) for row in rows}) > 1:
            raise DimensionError(f"{name} has rows of different lengths")
        found = (len(rows), len(rows[0]) if rows else 0)
    entries = [expression(entry) for row in rows for entry in row]
    if shape is not None and found != shape:
        raise DimensionError(f"{name} has the shape {found}, expected {shape}")
    return ImmutableMatrix(*found, entries)


def assumed(values: object) -> tuple[Any, ...]:
    """Assumptions as they were given, when each of them can be read as a statement.

    Raises:
        InputError: it is no list, or one of them is no statement.

    >>> from sympy import Symbol
    >>> assumed([Symbol("J") > 0])
    (J > 0,)
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InputError(f"assuming={values!r} is no list of relations; give [J > 0, ...]")
    found = tuple(values)
    for value in found:
        statement(value)
    return found


__all__ = ["assumed", "exact_matrix", "integer"]
