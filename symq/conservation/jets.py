"""Differential polynomials in fields, functions of fields, x, t and parameters, over FLINT.

A field u has the generators u, u_x, u_xx, ...; sin, cos, exp, log and the reciprocal of a field
are generators of their own, with their derivative by the field and the relations
sin**2 = 1 - cos**2 and u * (1/u) = 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import flint
from sympy import (
    Add,
    Derivative,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    cos,
    exp,
    log,
    preorder_traversal,
    sin,
)
from sympy.core.function import AppliedUndef

from symq.errors import EngineRefusal, InputError, UnsupportedError
from symq.lang.statement import expression

Poly = flint.fmpq_mpoly


class Jets:
    """The ring of differential polynomials.

    Args:
        fields: applied functions such as u(x, t).
        space: the symbol x.
        time: the symbol t.
        order: the highest derivative by x that can occur.
        exprs: expressions whose parameters and functions of fields become generators.
    Raises:
        UnsupportedError: a function other than sin, cos, exp and log of a field occurs.
    """

    def __init__(self, fields: Sequence[Expr], space: Symbol, time: Symbol, order: int,
                 exprs: Iterable[Expr] = ()) -> None:
        self.fields, self.space, self.time, self.order = tuple(fields), space, time, order
        functions: dict[Expr, None] = {}
        parameters: set[Symbol] = set()
        imaginary = False
        for e in map(expression, exprs):
            imaginary |= e.has(I)
            parameters |= e.free_symbols - {space, time}
            for node in preorder_traversal(e):
                if isinstance(node, sin | cos | exp | log):
                    if node.args[0] not in self.fields:
                        raise UnsupportedError(f"{node}: functions of a field are sin, cos, exp "
                                               "and log of the field itself")
                    functions.setdefault(node)
                    if isinstance(node, sin | cos):
                        functions.setdefault(cos(node.args[0]))
                        functions.setdefault(sin(node.args[0]))
                divisor = node.args[0] if isinstance(node, log) or (
                    isinstance(node, Pow) and _falls(node)) else None
                if divisor is not None and divisor in self.fields:   # the integral of 1/u is log(u)
                    functions.setdefault(1 / divisor)
                    functions.setdefault(log(divisor))
        self.parameters = tuple(sorted(parameters, key=str))
        self.functions = tuple(sorted(functions, key=str))
        self.jets = [(f, k) for k in range(order, -1, -1) for f in range(len(self.fields))]
        self.names: list[object] = [*self.jets, *self.functions, space, time, *self.parameters,
                                    *([I] if imaginary else [])]
        self.index = {n: i for i, n in enumerate(self.names)}
        self.ctx = flint.fmpq_mpoly_ctx.get([f"j{i}" for i in range(len(self.names))], "lex")
        self.gens = self.ctx.gens()
        self.zero, self.one = self.ctx.constant(0), self.ctx.constant(1)

    def jet(self, field: int, k: int) -> Poly:
        """The generator of the k-th derivative of a field.

        Raises:
            EngineRefusal: the order is higher than the ring's.
        """
        if k > self.order:
            raise EngineRefusal(f"a derivative of order {k} is beyond the ring's {self.order}")
        return self.gens[self.index[field, k]]

    def read(self, e: Expr) -> Poly:
        """A differential polynomial from an expression.

        Raises:
            UnsupportedError: it is none.
        """
        if e.is_Rational:
            return self.ctx.constant(flint.fmpq(int(e.p), int(e.q)))
        if e in self.index:
            return self.gens[self.index[e]]
        if e in self.fields:
            return self.jet(self.fields.index(e), 0)
        if isinstance(e, Derivative) and e.expr in self.fields:
            counts = dict(e.variable_count)
            if set(counts) == {self.space}:
                return self.jet(self.fields.index(e.expr), int(counts[self.space]))
        if isinstance(e, Derivative):
            raise UnsupportedError(f"{e}: only derivatives of a field by {self.space} may stand "
                                   "on the right side")
        if isinstance(e, Add):
            total = self.zero
            for a in e.args:
                total = total + self.read(a)
            return total
        if isinstance(e, Mul):
            total = self.one
            for a in e.args:
                total = total * self.read(a)
            return self.reduced(total)
        if isinstance(e, Pow) and e.exp.is_Integer and e.exp > 0:
            return self.reduced(self.read(e.base) ** int(e.exp))
        if isinstance(e, Pow) and _falls(e) and 1 / e.base in self.index:
            return self.gens[self.index[1 / e.base]] ** -int(e.exp)
        raise UnsupportedError(f"{e} is no polynomial in the fields, their reciprocals, their "
                               "derivatives and the parameters")

    def reduced(self, p: Poly) -> Poly:
        """Replace squares of sines and of i, and products of a field with its reciprocal."""
        for f in self.functions:
            if isinstance(f, Pow) and p != 0 and p.degrees()[self.index[f]]:
                p = self._cancelled(p, self.index[self.fields.index(f.base), 0], self.index[f])
        for g, square in self._relations():
            i = self.index[g]
            if p == 0 or p.degrees()[i] < 2:
                continue
            total = self.zero
            parts: dict[int, dict[tuple[int, ...], flint.fmpq]] = {}
            for e, c in p.to_dict().items():
                parts.setdefault(e[i], {})[(*e[:i], e[i] % 2, *e[i + 1:])] = c
            for power, terms in parts.items():
                total = total + self.ctx.from_dict(terms) * square ** (power // 2)
            p = total
        return p

    def _cancelled(self, p: Poly, i: int, j: int) -> Poly:
        """The product of two generators replaced by one."""
        terms: dict[tuple[int, ...], flint.fmpq] = {}
        for e, c in p.to_dict().items():
            shared, key = min(e[i], e[j]), list(e)
            key[i], key[j] = e[i] - shared, e[j] - shared
            terms[tuple(key)] = terms.get(tuple(key), flint.fmpq(0)) + c
        return self.ctx.from_dict({e: c for e, c in terms.items() if c != 0})

    def _relations(self) -> list[tuple[object, Poly]]:
        found: list[tuple[object, Poly]] = [
            (f, self.one - self.gens[self.index[cos(f.args[0])]] ** 2)
            for f in self.functions if isinstance(f, sin)]
        return [*found, (I, -self.one)] if I in self.index else found

    def by_field(self, p: Poly, field: int, k: int) -> Poly:
        """Partial derivative by a jet; for k = 0 through functions of the field too."""
        result = p.derivative(self.index[field, k])
        if k == 0:
            for f in self.functions:
                if f.args[0] == self.fields[field]:
                    outer = p.derivative(self.index[f])
                    if outer != 0:
                        result = result + outer * self._slope(f)
        return self.reduced(result)

    def _slope(self, f: Expr) -> Poly:
        u = f.args[0]
        if isinstance(f, exp):
            return self.gens[self.index[f]]
        if isinstance(f, log):
            return self.gens[self.index[1 / u]]
        if isinstance(f, Pow):
            return -self.gens[self.index[f]] ** 2
        if isinstance(f, sin):
            return self.gens[self.index[cos(u)]]
        return -self.gens[self.index[sin(u)]]

    def top(self, p: Poly) -> int:
        """The highest order of a jet that occurs, or -1."""
        if p == 0:
            return -1
        degrees = p.degrees()
        for i, (_, k) in enumerate(self.jets):
            if degrees[i]:
                return k
        return 0 if any(degrees[self.index[f]] for f in self.functions) else -1

    def dx(self, p: Poly) -> Poly:
        """Total derivative by x."""
        result = p.derivative(self.index[self.space])
        for k in range(self.top(p) + 1):
            for f in range(len(self.fields)):
                part = self.by_field(p, f, k)
                if part != 0:
                    result = result + part * self.jet(f, k + 1)
        return self.reduced(result)

    def explicit_time(self, p: Poly) -> Poly:
        """Partial derivative by an explicit t."""
        return p.derivative(self.index[self.time])

    def euler(self, p: Poly, field: int) -> Poly:
        """Euler operator sum (-D)^k d/du_k: zero for every field exactly if p is a D_x."""
        result = self.zero
        for k in range(self.top(p), -1, -1):
            result = self.by_field(p, field, k) - self.dx(result)
        return result

    def potential(self, p: Poly) -> Poly:
        """The differential polynomial J with D_x J = p, by peeling the highest derivative.

        Raises:
            EngineRefusal: p is no total derivative, or J is no polynomial.
        """
        total, rest = self.zero, p
        while rest != 0:
            k = self.top(rest)
            if k < 0:
                part = self._integral(rest, self.index[self.space])
            else:
                field = next((f for f in range(len(self.fields))
                              if rest.degrees()[self.index[f, k]]), None)
                if k == 0 or field is None:
                    raise EngineRefusal("not a total derivative: a term without derivatives is "
                                        "left")
                i = self.index[field, k]
                if rest.degrees()[i] > 1:
                    raise EngineRefusal(f"not a total derivative: not linear in the derivative of "
                                        f"order {k}")
                part = self._inner(rest.derivative(i), field, k - 1)
            total = total + part
            rest = self.reduced(rest - self.dx(part))
            if self.top(rest) > k or (self.top(rest) == k and k < 0):
                raise EngineRefusal("not a total derivative")
        return total

    def _integral(self, p: Poly, i: int) -> Poly:
        return self.ctx.from_dict({(*e[:i], e[i] + 1, *e[i + 1:]): c / (e[i] + 1)
                                   for e, c in p.to_dict().items()})

    def _inner(self, p: Poly, field: int, k: int) -> Poly:
        """Integral by one jet; at order 0 of what the functions of the field allow."""
        own = [f for f in self.functions if f.args[0] == self.fields[field]] if k == 0 else []
        degrees = p.degrees()
        if not any(degrees[self.index[f]] for f in own):
            return self._integral(p, self.index[field, k])
        return self._by_ansatz(p, field, own)

    def _by_ansatz(self, p: Poly, field: int, own: Sequence[Expr]) -> Poly:
        """Integral of a polynomial in a field and its functions, by linear algebra."""
        places = [self.index[field, 0], *(self.index[f] for f in own)]
        groups: dict[tuple[int, ...], dict[tuple[int, ...], flint.fmpq]] = {}
        for e, c in p.to_dict().items():
            rest = tuple(0 if i in places else x for i, x in enumerate(e))
            groups.setdefault(rest, {})[tuple(e[i] for i in places)] = c
        total = self.zero
        for rest, terms in groups.items():
            tops = [max(e[i] for e in terms) + 1 for i in range(len(places))]
            trial: list[tuple[int, ...]] = [()]
            for top in tops:
                trial = [(*t, k) for t in trial for k in range(top + 1)]
            trial = [t for t in trial if sum(t) <= max(sum(e) for e in terms) + 1]
            polys = []
            for t in trial:
                key = [0] * len(self.names)
                for place, power in zip(places, t, strict=True):
                    key[place] = power
                polys.append(self.reduced(self.ctx.from_dict({tuple(key): flint.fmpq(1)})))
            images = [self.by_field(q, field, 0) for q in polys]
            target = self.ctx.from_dict({_put(places, e, len(self.names)): c
                                         for e, c in terms.items()})
            solution = combination(images, target)
            if solution is None:
                raise EngineRefusal("a flux is no polynomial in the fields and their functions")
            part = self.zero
            for c, q in zip(solution, polys, strict=True):
                part = part + q * c
            total = total + part * self.ctx.from_dict({rest: flint.fmpq(1)})
        return total

    def expr(self, p: Poly) -> Expr:
        """A differential polynomial as a sympy expression."""
        values = []
        for n in self.names:
            if isinstance(n, tuple):
                field, k = n
                u = self.fields[field]
                values.append(u if k == 0 else Derivative(u, (self.space, k)))
            else:
                values.append(n)
        terms = []
        for e, c in p.to_dict().items():
            factors = [v ** int(k) for v, k in zip(values, e, strict=True) if k]
            terms.append(Mul(Rational(int(c.p), int(c.q)), *factors))
        return Add(*terms) if terms else Integer(0)


def _falls(power: Pow) -> bool:
    return bool(power.exp.is_Integer and power.exp < 0)


def _put(places: Sequence[int], values: Sequence[int], size: int) -> tuple[int, ...]:
    key = [0] * size
    for i, k in zip(places, values, strict=True):
        key[i] = k
    return tuple(key)


def combination(images: Sequence[Poly], target: Poly) -> list[flint.fmpq] | None:
    """Rational coefficients c with sum c_i images[i] = target, or None."""
    keys = sorted({e for p in (*images, target) for e in p.to_dict()})
    row_of = {e: i for i, e in enumerate(keys)}
    m = flint.fmpq_mat(len(keys), len(images) + 1)
    for j, p in enumerate((*images, target)):
        for e, c in p.to_dict().items():
            m[row_of[e], j] = c
    reduced, r = m.rref()
    pivots = []
    for i in range(r):
        pivots.append(next(j for j in range(len(images) + 1) if reduced[i, j] != 0))
    if len(images) in pivots:
        return None
    solution = [flint.fmpq(0)] * len(images)
    for i, j in enumerate(pivots):
        solution[j] = reduced[i, len(images)]
    return solution


def kernel_of(columns: Sequence[Sequence[Poly]]) -> list[list[flint.fmpq]]:
    """Rational vectors c with sum c_j columns[j] = 0, in reduced form."""
    reduced, pivots = _echelon(columns)
    basis = []
    for free in (j for j in range(len(columns)) if j not in pivots):
        vector = [flint.fmpq(0)] * len(columns)
        vector[free] = flint.fmpq(1)
        for row, pivot in enumerate(pivots):
            vector[pivot] = -reduced[row, free]
        basis.append(vector)
    return basis


def independent(columns: Sequence[Sequence[Poly]]) -> list[int]:
    """The numbers of the columns that do not depend on earlier ones."""
    return _echelon(columns)[1]


def _echelon(columns: Sequence[Sequence[Poly]]) -> tuple[flint.fmpq_mat, list[int]]:
    rows: dict[object, int] = {}
    entries = []
    for j, column in enumerate(columns):
        for k, p in enumerate(column):
            for e, c in p.to_dict().items():
                entries.append((rows.setdefault((k, e), len(rows)), j, c))
    m = flint.fmpq_mat(max(len(rows), 1), len(columns))
    for i, j, c in entries:
        m[i, j] = c
    reduced, r = m.rref()
    return reduced, [next(j for j in range(len(columns)) if reduced[i, j] != 0) for i in range(r)]


def applied(value: object) -> Expr:
    """An applied function such as u(x, t).

    Raises:
        InputError: it is none.
    """
    if not isinstance(value, AppliedUndef):
        raise InputError(f"{value!r} is no field; write u(x, t)")
    return value
