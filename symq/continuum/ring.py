"""From expressions to the polynomial ring of an expansion, and back.

`Builder` collects what occurs in the coefficients of a scheme: parameters, functions of the
coordinates with their derivatives, algebraic numbers, exponentials and sines, inverses. It grows
when a conversion asks for a generator that is not there yet (`Needed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product as cartesian
from typing import Any

from flint import fmpq
from sympy import (
    Add,
    Expr,
    I,
    Mul,
    Pow,
    Rational,
    Symbol,
    cos,
    cyclotomic_poly,
    exp,
    log,
    pi,
    sin,
    sqrt,
)
from sympy.core.function import AppliedUndef

from symq.continuum.algebraic import Needed, Numbers, coprime
from symq.continuum.fast import Generator, Poly, Ring
from symq.errors import EngineRefusal


@dataclass(frozen=True)
class Jet:
    """A derivative of an unknown function of some of the axes."""

    function: str
    places: tuple[int, ...]
    orders: tuple[int, ...]


class Builder(Numbers):
    """Collects generators and makes rings of them.

    Args:
        axes: the coordinates, each with the power of h that one derivative costs.
        depth: the highest order in h that will be kept.
    """

    def __init__(self, axes: Sequence[Symbol], weights: Sequence[int], depth: int) -> None:
        self.axes = tuple(axes)
        self.weights = tuple(weights)
        self.depth = depth
        self.parameters: dict[str, Symbol] = {}
        self.coordinates: dict[str, Symbol] = {}
        self.functions: dict[str, tuple[Any, tuple[int, ...]]] = {}
        self.roots: dict[str, tuple[Any, ...]] = {}          # algebraic numbers
        self.waves: dict[str, tuple[str, Any]] = {}          # cos, sin or exp of a monomial
        self.inverses: dict[str, Any] = {}
        self._meaning: dict[str, Expr] | None = None
        self._ring: Ring | None = None

    # -- what occurs ----------------------------------------------------------------------------
    def survey(self, exprs: Iterable[Expr], known: Iterable[Symbol] = ()) -> None:
        """Declare the parameters, functions and radicals of some expressions."""
        skip = set(known)
        functions: dict[str, AppliedUndef] = {}
        symbols: set[Symbol] = set()
        lowered: set[str] = set()
        for expr in dict.fromkeys(exprs):
            for node in nodes(expr):
                if node.is_Symbol:
                    symbols.add(node)
                elif isinstance(node, AppliedUndef):
                    functions.setdefault(node.func.__name__, node)
                elif node is I:
                    self.add("root", ("i",))
                elif isinstance(node, Pow) and node.exp.is_negative and node.base.is_Symbol \
                        and node.base not in skip and node.base not in self.axes:
                    lowered.add(node.base.name)
        for symbol in sorted(symbols - skip, key=lambda s: s.name):
            if symbol in self.axes:
                self.coordinates[symbol.name] = symbol
            else:
                self.parameters[symbol.name] = symbol
        for name in sorted(lowered):
            self.add("inverse", ((((f"p_{name}", 1),), (1, 1)),))
        for name in sorted(functions):
            applied = functions[name]
            places = []
            for argument in applied.args:
                found = [a for a, axis in enumerate(self.axes) if axis in argument.free_symbols]
                if len(found) != 1 or (argument - self.axes[found[0]]).has(*self.axes):
                    raise EngineRefusal(f"{applied} is not a function of the coordinates, each "
                                        "shifted by multiples of the spacings",
                                        "write arguments such as x + h")
                places.append(found[0])
            self.functions[name] = (applied.func, tuple(places))
        self._ring = None

    def add(self, kind: str, key: Any) -> None:
        """Declare one more generator."""
        self._ring = None
        if kind == "root":
            if key[0] == "zeta":                        # one cyclotomic field holds all numbers
                self.roots["zeta"] = key
            else:
                self.roots.setdefault("_".join(map(str, key)), key)
        elif kind == "constant":
            self.parameters[f"the_{key}"] = key
        elif kind == "wave":
            self.waves.setdefault(f"{key[0]}_{len(self.waves)}", key)
        else:
            if key not in self.inverses.values():
                self.inverses[f"inv_{len(self.inverses)}"] = key

    # -- the ring -------------------------------------------------------------------------------
    @property
    def ring(self) -> Ring:
        """The ring of everything declared so far."""
        if self._ring is None:
            self._ring = self._make()
        return self._ring

    def jets(self) -> list[tuple[str, Jet]]:
        """All derivatives that can occur up to the depth."""
        found = []
        for name, (_, places) in self.functions.items():
            tops = [range(self.depth // self.weights[a] + 1) for a in places]
            for orders in cartesian(*tops):
                if sum(o * self.weights[a] for o, a in zip(orders, places, strict=True)) \
                        <= self.depth:
                    label = "_".join(map(str, orders))
                    found.append((f"jet_{name}_{label}", Jet(name, places, orders)))
        return found

    def _make(self) -> Ring:
        jets = self.jets()
        gens = [Generator(n, "inverse", k) for n, k in self.inverses.items()]
        gens += [Generator(n, "algebraic", k) for n, k in self.roots.items()]
        for name, (kind, key) in self.waves.items():
            if kind == "angle":
                gens += [Generator(f"sin_{name}", "elementary", key),
                         Generator(f"cos_{name}", "elementary", key)]
            elif kind in ("radical", "log"):
                gens.append(Generator(f"{kind[:3]}_{name}", "elementary", key))
            else:
                gens += [Generator(f"neg_{name}", "elementary", key),
                         Generator(f"exp_{name}", "elementary", key)]
        gens += [Generator(n, "jet", j) for n, j in jets]
        gens += [Generator(f"x_{n}", "coordinate", s) for n, s in self.coordinates.items()]
        gens += [Generator(f"p_{n}", "parameter", s) for n, s in self.parameters.items()]
        gens.append(Generator("lambda", "parameter", Symbol("lambda")))
        gens += [Generator(f"d_{a.name}", "derivative", i) for i, a in enumerate(self.axes)]
        ring = Ring(tuple(gens), tuple(a.name for a in self.axes))
        self._jet_slopes(ring, jets)
        for name, symbol in self.coordinates.items():
            ring.slopes[ring.place[f"x_{name}"]] = [
                ring.one if axis == symbol else ring.zero for axis in self.axes]
        self._wave_relations(ring)
        self._root_relations(ring)
        for name, key in self.inverses.items():
            ring.relations.append(ring.gen(name) * self.read(ring, key) - 1)
        self._slopes(ring)
        self._meaning = None
        return ring

    def _slopes(self, ring: Ring) -> None:
        """The derivatives of waves, roots and inverses, those of what they stand for first."""
        for name, kind, key in self.inner_first(ring):
            self._slope(ring, name, kind, key)

    def inner_first(self, ring: Ring) -> list[tuple[str, str, Any]]:
        """Waves, roots and inverses, each after those that occur in what it stands for."""
        todo: dict[str, tuple[str, Any]] = {n: ("inverse", k) for n, k in self.inverses.items()}
        todo |= self.waves
        owner = {g.name: g.name if g.kind == "inverse" else g.name[4:] for g in ring.generators
                 if g.kind in ("inverse", "elementary")}
        found: list[tuple[str, str, Any]] = []

        def visit(name: str) -> None:
            kind, key = todo.pop(name)
            for inner in {owner[g]: None for factors, _ in key for g, _ in factors if g in owner}:
                if inner in todo:
                    visit(inner)
            found.append((name, kind, key))

        while todo:
            visit(next(iter(todo)))
        return found

    def _slope(self, ring: Ring, name: str, kind: str, key: Any) -> None:
        argument = self.read(ring, key)
        rates = [ring.total(argument, a) for a in range(len(self.axes))]
        if not any(rates):
            return
        fronts: dict[str, Poly] = {}
        if kind == "inverse":
            fronts[name] = -ring.gen(name)**2
        elif kind == "angle":
            fronts[f"sin_{name}"] = ring.gen(f"cos_{name}")
            fronts[f"cos_{name}"] = -ring.gen(f"sin_{name}")
        elif kind == "radical":
            fronts[f"rad_{name}"] = ring.gen(f"rad_{name}") * self.inverse(ring, argument) / 2
        elif kind == "log":
            fronts[f"log_{name}"] = self.inverse(ring, argument)
        else:
            fronts[f"exp_{name}"] = ring.gen(f"exp_{name}")
            fronts[f"neg_{name}"] = -ring.gen(f"neg_{name}")
        for gen, front in fronts.items():
            ring.slopes[ring.place[gen]] = [ring.reduce(r * front) for r in rates]

    def constant(self, ring: Ring, value: Expr) -> Poly:
        """A number such as pi, without relations to the other generators."""
        if f"the_{value}" not in self.parameters:
            raise Needed("constant", value)
        return ring.gen(f"p_the_{value}")

    def _jet_slopes(self, ring: Ring, jets: list[tuple[str, Jet]]) -> None:
        known = {(j.function, j.orders): n for n, j in jets}
        for name, jet in jets:
            slopes = []
            for axis in range(len(self.axes)):
                if axis not in jet.places:
                    slopes.append(ring.zero)
                    continue
                orders = tuple(o + (p == axis)
                               for o, p in zip(jet.orders, jet.places, strict=True))
                after = known.get((jet.function, orders))
                slopes.append(ring.gen(after) if after else ring.zero)
            ring.slopes[ring.place[name]] = slopes

    def _wave_relations(self, ring: Ring) -> None:
        for name, (kind, key) in self.waves.items():
            if kind == "angle":
                s, c = ring.gen(f"sin_{name}"), ring.gen(f"cos_{name}")
                ring.relations.append(s * s + c * c - 1)
                ring.conjugates.append((ring.place[f"sin_{name}"], [-s]))
            elif kind == "radical":
                r = ring.gen(f"rad_{name}")
                ring.relations.append(r * r - self.read(ring, key))
                ring.conjugates.append((ring.place[f"rad_{name}"], [-r]))
            elif kind == "real":
                ring.relations.append(ring.gen(f"exp_{name}") * ring.gen(f"neg_{name}") - 1)

    def _root_relations(self, ring: Ring) -> None:
        for name, key in self.roots.items():
            g, place = ring.gen(name), ring.place[name]
            if key[0] == "i":
                ring.relations.append(g * g + 1)
                ring.conjugates.append((place, [-g]))
                ring.mirror[place] = -g
            elif key[0] == "sqrt":
                ring.relations.append(g * g - key[1])
                ring.conjugates.append((place, [-g]))
            else:
                order = key[1]
                table = cyclotomic_poly(order, polys=True).all_coeffs()
                ring.relations.append(sum((ring.const(c) * g**k for k, c in
                                           enumerate(reversed(table))), ring.zero))
                units = [k for k in range(2, order) if coprime(k, order)]
                ring.conjugates.append((place, [ring.reduce(g**k) for k in units]))
                ring.mirror[place] = ring.reduce(g**(order - 1))

    # -- inverses -------------------------------------------------------------------------------
    def key(self, ring: Ring, poly: Poly) -> tuple[Any, ...]:
        """A polynomial as data that survives a change of ring."""
        names = [g.name for g in ring.generators]
        return tuple(sorted((tuple((names[i], int(e)) for i, e in enumerate(exponents) if e),
                             (int(c.p), int(c.q))) for exponents, c in poly.to_dict().items()))

    def read(self, ring: Ring, key: tuple[Any, ...]) -> Poly:
        """The polynomial of a key."""
        table = {}
        for factors, (p, q) in key:
            exponents = [0] * len(ring.gens)
            for name, e in factors:
                exponents[ring.place[name]] = e
            table[tuple(exponents)] = fmpq(p, q)
        return ring.ctx.from_dict(table)

    def inverse(self, ring: Ring, poly: Poly) -> Poly:
        """The inverse of an element, by inverse generators of its irreducible factors."""
        if not poly:
            raise EngineRefusal("a denominator vanishes at zeroth order",
                                "rescale, or multiply the equation by the small parameter")
        cofactor, norm = ring.norm(poly)
        top, clear = self.clear(ring, norm)
        constant, factors = top.factor()
        result = ring.reduce(cofactor * clear) / constant
        for factor, e in factors:
            result = ring.reduce(result * self.unit(ring, factor)**int(e))
        return result

    def unit(self, ring: Ring, factor: Poly) -> Poly:
        """The inverse of an irreducible polynomial."""
        if len(factor) == 1:
            ((place),) = ring.support(factor)
            generator = ring.generators[place]
            if generator.kind == "inverse":
                return self.read(ring, generator.key)
            if generator.name.startswith(("exp_", "neg_")):
                swap = {"exp_": "neg_", "neg_": "exp_"}[generator.name[:4]]
                return ring.gen(swap + generator.name[4:])
        if any(ring.generators[p].kind == "derivative" for p in ring.support(factor)):
            raise EngineRefusal("a denominator contains a derivative",
                                "the implicit part is not invertible at zeroth order")
        key = self.key(ring, factor)
        for name, known in self.inverses.items():
            if known == key:
                return ring.gen(name)
        raise Needed("inverse", key)

    def clear(self, ring: Ring, poly: Poly) -> tuple[Poly, Poly]:
        """(numerator, d) with poly * d = numerator and no inverse left in the numerator."""
        total = ring.one
        for name, key in self.inverses.items():
            place = ring.place[name]
            degree = int(poly.degrees()[place]) if poly else 0
            if not degree:
                continue
            d = self.read(ring, key)
            pieces: dict[int, dict[tuple[int, ...], fmpq]] = {}
            for exponents, c in poly.to_dict().items():
                rest = (*exponents[:place], 0, *exponents[place + 1:])
                pieces.setdefault(int(exponents[place]), {})[rest] = c
            poly = sum((ring.ctx.from_dict(t) * d**(degree - e) for e, t in pieces.items()),
                       ring.zero)
            total = total * d**degree
        return ring.reduce(poly), total

    def vanishes(self, ring: Ring, poly: Poly) -> bool:
        """Whether an element is zero."""
        return not poly or (len(self.inverses) > 1 and not self.clear(ring, poly)[0])

    # -- back to expressions ----------------------------------------------------------------------
    @property
    def meaning(self) -> dict[str, Expr]:
        """What each generator stands for."""
        if self._meaning is None:
            self._meaning = self._meanings(self.ring)
        return self._meaning

    def _meanings(self, ring: Ring) -> dict[str, Expr]:
        found: dict[str, Expr] = {}
        for generator in ring.generators:
            name, key = generator.name, generator.key
            if generator.kind in ("parameter", "coordinate"):
                found[name] = key
            elif generator.kind == "jet":
                function, places = self.functions[key.function]
                variables = [self.axes[a] for a in places]
                applied = function(*variables)
                orders = [(v, o) for v, o in zip(variables, key.orders, strict=True) if o]
                found[name] = applied.diff(*orders) if orders else applied
            elif generator.kind == "algebraic":
                found[name] = {"i": I, "sqrt": sqrt(key[-1]) if key[0] == "sqrt" else None,
                               "zeta": exp(2 * I * pi / key[-1]) if key[0] == "zeta" else None
                               }[key[0]]
            elif generator.kind == "derivative":
                found[name] = Symbol(f"d_{self.axes[key].name}")
        heads = {"sin_": sin, "cos_": cos, "exp_": exp, "rad_": sqrt, "log_": log,
                 "neg_": lambda a: exp(-a)}
        for name, kind, key in self.inner_first(ring):
            argument = self._key_expr(key, found)
            if kind == "inverse":
                found[name] = 1 / argument
                continue
            for label in {"angle": ("sin_", "cos_"), "radical": ("rad_",), "log": ("log_",),
                          "real": ("exp_", "neg_")}[kind]:
                found[label + name] = heads[label](argument)
        return found

    @staticmethod
    def _key_expr(key: tuple[Any, ...], meaning: dict[str, Expr]) -> Expr:
        return Add(*(Mul(Rational(p, q), *(meaning[n]**e for n, e in factors))
                     for factors, (p, q) in key))

    def lowest_terms(self, ring: Ring, poly: Poly) -> tuple[Poly, Poly]:
        """(numerator, denominator) without common factors."""
        top, bottom = self.clear(ring, poly)
        if bottom.is_constant():
            return top, bottom
        common = top.gcd(bottom)
        return top / common, bottom / common

    def simplest(self, ring: Ring, poly: Poly) -> Poly:
        """The same element with no more inverses than it needs."""
        if not self.inverses or not any(int(d) for d in poly.degrees()[:len(self.inverses)]):
            return poly
        top, bottom = self.lowest_terms(ring, poly)
        return ring.reduce(top * self.inverse(ring, bottom))

    def expr(self, poly: Poly) -> Expr:
        """An element as an expression; derivatives as commuting symbols d_x."""
        ring = self.ring
        pieces: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
        for exponents, c in poly.to_dict().items():
            rest, own = list(exponents), []
            for p in ring.xi:
                own.append(int(rest[p]))
                rest[p] = 0
            pieces.setdefault(tuple(own), {})[tuple(rest)] = c
        total = []
        for orders in sorted(pieces, reverse=True):
            top, bottom = self.lowest_terms(ring, ring.ctx.from_dict(pieces[orders]))
            constant, factors = bottom.factor()
            below = Mul(*(self._sum(f)**int(e) for f, e in factors))
            waves = Mul(*(self.meaning[f"d_{a.name}"]**e
                          for a, e in zip(self.axes, orders, strict=True)))
            total.append(self._sum(top / constant) / below * waves)
        return Add(*total)

    def _sum(self, poly: Poly) -> Expr:
        names = [g.name for g in self.ring.generators]
        return Add(*(Mul(Rational(int(c.p), int(c.q)),
                         *(self.meaning[names[i]]**int(e) for i, e in enumerate(exponents) if e))
                     for exponents, c in poly.to_dict().items()))


def nodes(expr: Expr) -> list[Any]:
    """All different sub-expressions."""
    found, todo = dict[Any, None](), [expr]
    while todo:
        node = todo.pop()
        if node not in found:
            found[node] = None
            todo.extend(node.args)
    return list(found)
