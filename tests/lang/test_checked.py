"""Arguments are read by their annotations: what fits passes, what does not is named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from sympy import Expr, I, Integer, Matrix, MatrixBase, Rational, Symbol, nan, zoo
from sympy.polys.polyerrors import PolynomialError

from symq.errors import InexactError, InputError, InternalError, SymqError
from symq.lang.checked import checked

x = Symbol("x")


@checked
def given(n: int = 0, name: str = "", e: Expr = x, s: Symbol | None = None,
          many: Sequence[int] = (), pair: tuple[str, int] = ("", 0),
          table: Mapping[Symbol, Expr] | None = None, f: Callable[[int], int] = abs,
          kind: Literal["a", "b"] = "a", m: MatrixBase | None = None, anything: Any = None,
          loop: Iterable[str] = (), either: int | str = 0) -> dict[str, Any]:
    return dict(locals())


GOOD = [("n", Integer(3), 3), ("n", 3, 3), ("name", "u", "u"), ("e", 2, Integer(2)), ("e", x, x),
        ("s", x, x), ("s", None, None), ("many", [1, Integer(2)], [1, 2]),
        ("many", iter((1, 2)), (1, 2)), ("pair", ["u", 1], ["u", 1]),
        ("table", {x: 1}, {x: Integer(1)}), ("f", len, len), ("kind", "b", "b"),
        ("m", Matrix([1]), Matrix([1])), ("m", [[1, 2]], Matrix([[1, 2]])),
        ("anything", object, object), ("loop", {"u"}, {"u"}), ("either", "u", "u")]

BAD = [("n", None, "n: the value None is not a whole number"), ("n", True, "True"),
       ("n", 2.5, "2.5"), ("n", "2", "'2'"), ("n", x, "x"),
       ("name", 3, "name should be text, not 3"),
       ("e", None, "not an expression"), ("e", "x", "is text"), ("e", nan, "no number"),
       ("e", zoo, "no number"), ("s", 1, "s should be None or a Symbol, not 1"),
       ("s", "x", "Symbol"), ("many", 3, "many should be a list, not 3"),
       ("many", "12", "a list"), ("many", {1, 2}, "an order"), ("many", [None], "None"),
       ("pair", ("u",), "2 values"), ("pair", ("u", "v"), "v"),
       ("table", [1], "a dictionary"), ("table", {1: 2}, "each key a Symbol"),
       ("f", 3, "a function"), ("kind", "c", "'a' or 'b'"), ("m", 3, "matrix"),
       ("loop", 3, "a list"), ("either", None, "text")]


@pytest.mark.parametrize("name,value,expected", GOOD)
def test_what_fits(name, value, expected):
    assert given(**{name: value})[name] == expected
    assert type(given(**{name: value})[name]) is type(expected) or name in ("m", "many")


@pytest.mark.parametrize("name,value,said", BAD)
def test_what_does_not_fit_is_named(name, value, said):
    with pytest.raises(InputError, match=r"^given: ") as refused:
        given(**{name: value})
    assert said in str(refused.value), str(refused.value)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_floats_are_inexact_where_expressions_stand():
    with pytest.raises(InexactError):
        given(e=0.5)


@checked
@dataclass(frozen=True)
class Walk:
    steps: tuple[int, ...]
    weight: Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", tuple(int(s) for s in self.steps))

    def after(self, n: int) -> int:
        return n + self.steps[0]

    @classmethod
    def of(cls, n: int) -> "Walk":
        return cls((n,), Rational(1, 2))

    @staticmethod
    def name(text: str) -> str:
        return text


def test_classes():
    walk = Walk(["1", 2], 3)
    assert walk.steps == (1, 2)                       # entries are left to __post_init__
    assert walk.weight is Integer(3)
    assert Walk.of(Integer(2)).after(3) == 5
    assert Walk.name("u") == "u"
    for call, said in ((lambda: Walk(None, 1), "Walk: steps"), (lambda: Walk((1,), "u"), "weight"),
                       (lambda: walk.after(I), "Walk.after: n"),
                       (lambda: Walk.of(None), "Walk.of: n"), (lambda: Walk.name(1), "Walk.name")):
        with pytest.raises(SymqError, match=said):
            call()
    assert Walk.after.__name__ == "after"


@checked
def ratio(a: int, b: int = 0) -> int:
    return a // b


def test_values_that_do_not_fit_together_are_named_with_the_cause():
    with pytest.raises(InputError, match=r"ratio cannot work with a=1, b=0 .ZeroDiv") as found:
        ratio(1, b=0)
    assert isinstance(found.value.__cause__, ZeroDivisionError)
    assert type(found.value) is InternalError
    with pytest.raises(InputError, match=r"missing 1 required positional argument") as found:
        ratio()
    assert type(found.value) is InputError


class Signal(Exception):
    """What functions of ours tell each other."""


@checked
def fails(how: str) -> None:
    if how == "signal":
        raise Signal
    if how == "library":
        raise PolynomialError("no polynomial")
    raise AssertionError("never")


def test_faults_are_told_apart_from_bad_input_and_from_signals():
    for how, cause in (("library", PolynomialError), ("assert", AssertionError)):
        with pytest.raises(InternalError) as found:
            fails(how)
        assert isinstance(found.value.__cause__, cause)
    with pytest.raises(Signal):
        fails("signal")
