"""What one entry of the corpus is."""

from dataclasses import dataclass

from symq.lang.statement import Statement


@dataclass(frozen=True)
class Case:
    """A statement whose truth is known from elsewhere.

    `truth` is True when the statement holds on the whole domain that `assuming` describes, and
    False when it fails somewhere in it. `flaw` says, for a false one, what is wrong (sign, factor,
    exponent, branch, missing condition, ...); `source` says where the truth comes from.
    """

    id: str
    statement: Statement
    truth: bool
    source: str
    assuming: tuple[object, ...] = ()
    flaw: str = ""
