"""Every exception that symq raises on purpose; all of them derive from `SymqError`.

A message says what was given, what was expected and what to do, on one line. The parts that a
program may want are attributes, so that nobody has to parse the text.
"""


class SymqError(Exception):
    """Base of all symq errors."""


class InputError(SymqError):
    """What the caller gave cannot be used; nothing was computed."""


class DimensionError(InputError):
    """Shapes or dimensions do not fit together."""


class InexactError(InputError):
    """A float was given where exactness is promised."""


class DomainError(InputError):
    """A value lies outside the domain, or the assumptions contradict each other."""


class UndeclaredSymbol(InputError):
    """A symbol is unknown, or two different symbols share one name."""


class UnsupportedError(InputError):
    """The statement contains something that symq's term language cannot carry."""


class InternalError(InputError):
    """Something other than a symq error was raised while symq worked.

    Either the arguments do not fit together in a way that is not checked before, or symq has a
    fault; what was raised is the cause (`__cause__`).
    """


class RegisterError(SymqError):
    """A register and its paper module do not fit: ids missing, duplicated, cyclic."""


class DerivationError(SymqError):
    """A derivation step does not follow from what it cites."""


class EngineRefusal(SymqError):
    """An engine declines a well-formed input.

    Attributes:
        reason: why.
        suggestion: what would work, or None.
    """

    def __init__(self, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason if suggestion is None else f"{reason}; {suggestion}")
        self.reason = reason
        self.suggestion = suggestion


class Rejected(SymqError):
    """The kernel does not accept a certificate; the message says where it fails."""


class MissingExtra(SymqError):
    """An optional dependency is not installed.

    Attributes:
        package: the package that is missing.
        extra: the extra of symq that installs it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f'this needs "{package}", which is not installed; '
                         f'run: pip install "symq[{extra}]"')
        self.package = package
        self.extra = extra
