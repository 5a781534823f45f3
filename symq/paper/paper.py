"""`Paper`: a paper's symbols, assumptions, definitions and claims, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sympy import Function, Symbol
from sympy import symbols as make_symbols

from symq.errors import InputError, RegisterError, UndeclaredSymbol
from symq.lang.notation import default_latex
from symq.lang.statement import Inequality, Statement, expression
from symq.lang.theorem import RESERVED
from symq.paper.claim import Claim, Correction, Defined, Given, Lazy, many, relations
from symq.paper.register import Register, parse, read
from symq.paper.source import header

F = TypeVar("F", bound=Callable[..., object])
SLUG = re.compile(r"\w[\w.-]*")       # it names folders


class Paper:
    """A paper: bibliographic header, symbols, standing assumptions, definitions, claims.

    Args:
        slug: the part of every id before the colon.
        title, authors, source: the header; in a folder they stand in `paper.yaml`.
        register: path of the register, its rows, or None (then it is found beside the module).

    >>> paper = Paper("demo")
    >>> x, y = paper.real("x y")
    >>> paper.given(x > 0)
    >>> _ = paper.claim("demo:1", x + y > y)
    >>> paper.ids
    ('demo:1',)
    """

    def __init__(self, slug: str, *, title: str = "", authors: Iterable[str] = (),
                 source: str = "", register: object = None) -> None:
        if not isinstance(slug, str) or not SLUG.fullmatch(slug):
            raise InputError(f"{slug!r} is no slug; use lower-case words joined by -")
        self.slug = slug
        self.title = title or slug
        self.authors = (authors,) if isinstance(authors, str) else tuple(authors)
        self.source = source
        self.register: Register | None = None
        self.register_path: Path | None = None
        self.givens: list[Given] = []
        self.claims: dict[str, Claim] = {}
        self.names: dict[Any, str] = {}     # symbol or function -> LaTeX, in order of declaration
        self._declared: dict[str, Any] = {}
        if isinstance(register, Register):
            self.register = register
        elif isinstance(register, list):
            self.register = parse(register, f"{slug} register")
        elif register is not None:
            self.register_path = Path(str(register))

    @classmethod
    def at(cls, file: str) -> Paper:
        """The paper whose module is `file`; header and register lie in the same folder.

        Raises:
            RegisterError: `paper.yaml` or `register.yaml` is missing or not readable.
        """
        folder = Path(file).parent
        head = header(folder / "paper.yaml")
        return cls(head.slug, title=head.title, authors=head.authors, source=head.source,
                   register=read(folder / "register.yaml"))

    # symbols

    def real(self, names: str, *, latex: str | Iterable[str] = ()) -> Any:
        """Declare real symbols: one, or a tuple for several names.

        `latex` gives their LaTeX names in the same order, as a list or separated by spaces.
        """
        return self._declare(names, latex, real=True)

    def positive(self, names: str, *, latex: str | Iterable[str] = ()) -> Any:
        """Declare real symbols and assume each to be positive, as a relation that is shown."""
        result = self._declare(names, latex, real=True)
        self.given(*(Inequality(symbol, ">", 0) for symbol in many(result)))
        return result

    def nonnegative(self, names: str, *, latex: str | Iterable[str] = ()) -> Any:
        """Declare real symbols and assume each to be at least zero."""
        result = self._declare(names, latex, real=True)
        self.given(*(Inequality(symbol, ">=", 0) for symbol in many(result)))
        return result

    def integer(self, names: str, *, latex: str | Iterable[str] = ()) -> Any:
        """Declare integers."""
        return self._declare(names, latex, integer=True)

    def complex(self, names: str, *, latex: str | Iterable[str] = ()) -> Any:
        """Declare complex symbols."""
        return self._declare(names, latex)

    def operators(self, names: str, *, latex: str | Iterable[str] = ()) -> Any:
        """Declare non-commuting symbols."""
        return self._declare(names, latex, commutative=False)

    def functions(self, names: str, *, real: bool = False, latex: str | Iterable[str] = ()
                  ) -> Any:
        """Declare functions, to be applied to symbols; with `real` they have real values."""
        return self._declare(names, latex, cls=Function, **({"real": True} if real else {}))

    def _declare(self, names: str, latex: str | Iterable[str], **kind: object) -> Any:
        made = make_symbols(names, **kind)
        items = many(made)
        texts: list[Any] = latex.split() if isinstance(latex, str) else list(latex)
        if texts and len(texts) != len(items):
            raise InputError(f"{len(items)} symbols but {len(texts)} LaTeX names: "
                             f"{' '.join(texts)}")
        for item, text in zip(items, texts or [None] * len(items), strict=True):
            self._name(item, text)
        return made

    def _name(self, item: Any, latex: str | None) -> None:
        name = str(item)
        if name.startswith(RESERVED):
            raise InputError(f"the name {name!r} is reserved; choose one that does not begin with "
                             f"{RESERVED}")
        if self._declared.get(name, item) != item:
            raise UndeclaredSymbol(f"{name!r} is declared twice with different domains in "
                                   f"{self.slug}; choose another name")
        self._declared[name] = item
        if latex is not None or item not in self.names:
            self.names[item] = latex if latex is not None else default_latex(name)

    # assumptions and definitions

    def given(self, *assumptions: object, note: str = "") -> None:
        """Declare what holds in the whole paper; `note` states a regularity in words."""
        self.givens += [Given(r, note) for r in relations(assumptions)]
        if not assumptions and note:
            self.givens.append(Given(None, note))

    def assume(self, id: str, *assumptions: object, because: str = "",
               given_by: object = ()) -> tuple[Statement, ...]:
        """Register an assumption of the paper; claims name its id in `given_by`."""
        found = relations(assumptions)
        if not found:
            raise InputError(f"{id}: an assumption needs at least one relation")
        self._add(Claim(id, "assumption", assuming=found, because=because,
                        given_by=_texts(given_by)))
        return found

    def define(self, id: str, latex: str, body: object, *, name: str = "", asserts: Lazy = (),
               assuming: Iterable[object] = (), given_by: object = (),
               condition: Lazy = None, because: str = "") -> Symbol:
        """Introduce a symbol by its body and return it; several calls may share one id.

        The symbol stays a symbol: certificates carry its body in their `let` list, and a
        derivation step knows it only if it cites the id. `asserts` are statements that the text
        of the definition makes (normalised, Hermitian); they are proved. `condition` are relations
        that the paper does not state and without which the body is not defined.
        """
        plain = latex.replace("'", "prime")
        text = name or "".join(ch for ch in plain if ch.isalnum() or ch == "_") or id
        symbol = Symbol(text)
        if text in self._declared:
            raise UndeclaredSymbol(f"{id}: the name {text!r} is taken; give define(..., name=...)")
        entry = Defined(id, symbol, expression(body), latex)
        self._name(symbol, latex)
        old = self.claims.get(id)
        if old is None:
            self._add(Claim(id, "definition", defines=(entry,), asserts=asserts,
                            assuming=relations(assuming), given_by=_texts(given_by),
                            condition=condition, because=because))
        else:
            if old.role != "definition":
                raise RegisterError(f"duplicate claim {id}")
            self.claims[id] = replace(
                old, defines=(*old.defines, entry), assuming=_join(old.assuming,
                                                                   relations(assuming)),
                given_by=_join(old.given_by, _texts(given_by)),
                asserts=_both(old.asserts, asserts), because=old.because or because,
                condition=condition if old.condition is None else old.condition)
        return symbol

    def definition(self, id: str, asserts: Lazy, *, assuming: Iterable[object] = (),
                   given_by: object = (), because: str = "", neighbours: Lazy = ()) -> None:
        """Register a definition that introduces no symbol (a state, a matrix, a notion).

        What its text asserts is proved; a definition that asserts nothing checkable has at least
        an example and a counterexample of the notion to offer.
        """
        self._add(Claim(id, "definition", asserts=asserts, assuming=relations(assuming),
                        given_by=_texts(given_by), because=because, neighbours=neighbours))

    # claims

    def claim(self, id: str, printed: Lazy = None, *, assuming: Iterable[object] = (),
              given_by: object = (), uses: object = (), condition: Lazy = None,
              correction: Any = None, readings: Any = (), neighbours: Lazy = (),
              because: str = "", cites: str = "", supported: Any = None,
              theorem: Lazy = ()) -> Callable[[F], F]:
        """Claim a registered id; used as a call, or as a decorator of its derivation.

        Args:
            printed: the statement exactly as printed, or a function that returns it.
            assuming: assumptions that the paper states at the line.
            given_by: ids of registered assumptions that hold here.
            uses: ids of claims from which this line follows; their statements become premises.
            condition: relations that the paper does not state and that are needed.
            correction: the right statement, or `Correction(statement, because, stronger)`.
            readings: `Reading`s of an ambiguous line.
            neighbours: false statements nearby, each of which is refuted; `Neighbour`, a
                statement, an applied theorem, or a pair (label, statement).
            because: prose: why this understanding, correction or citation.
            cites: the work, experiment or place that a claim without a statement rests on.
            supported: a function that computes `Support`, for what cannot be proved.
            theorem: applied theorems, `use("name", ...)`.
        """
        if cites and (printed is not None or supported is not None):
            raise InputError(f"{id}: a claim is either stated or cited; drop cites= or printed=")
        if supported is not None and printed is None:
            raise InputError(f"{id}: supported= tells the evidence of a statement; write it before")
        if correction is not None and not isinstance(correction, Correction):
            correction = Correction(correction)
        self._add(Claim(id, "cited" if printed is None else "claim", printed, relations(assuming),
                        _texts(given_by), _texts(uses), condition, correction, many(readings),
                        neighbours, because, cites, supported, theorem))

        def attach(function: F) -> F:
            self.claims[id] = replace(self.claims[id], derive=function)
            return function

        return attach

    def _add(self, claim: Claim) -> None:
        if not isinstance(claim.id, str):
            raise InputError(f"{claim.id!r} is no id; write a text such as '{self.slug}:1'")
        if claim.id in self.claims:
            raise RegisterError(f"duplicate claim {claim.id}")
        if not claim.id.startswith(f"{self.slug}:"):
            raise RegisterError(f"{claim.id} does not belong to {self.slug}; "
                                f"ids begin with {self.slug}:")
        self.claims[claim.id] = claim

    # look-up

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all claims, in the order of the module."""
        return tuple(self.claims)

    @property
    def definitions(self) -> tuple[Defined, ...]:
        """All symbols that definitions introduce, in the order of the module."""
        return tuple(d for claim in self.claims.values() for d in claim.defines)

    def find(self, id: str) -> Claim:
        """The claim of one id.

        Raises:
            RegisterError: there is no such claim.
        """
        if id not in self.claims:
            raise RegisterError(f"{self.slug} has no claim {id!r}")
        return self.claims[id]

    def bind(self, register: Register) -> Paper:
        """Join the paper with its register.

        Raises:
            RegisterError: ids do not match; all that differ are named.
        """
        register.join(self.claims)
        for row in register.rows:
            for id in (*self.claims[row.id].given_by, *self.claims[row.id].uses):
                if id not in self.claims:
                    raise RegisterError(f"{row.id} refers to {id}, which is not claimed")
        self.register = register
        return self


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in many(value))


def _join(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*old, *(item for item in new if item not in old))


def _both(old: Lazy, new: Lazy) -> Lazy:
    if not many(new):
        return old
    return new if not many(old) else (*many(old), *many(new))


__all__ = ["Paper"]
