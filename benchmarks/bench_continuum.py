"""symq.continuum beside naive sympy expansion, pylbm and lbmpy, correctness checked first.

Run with: python -m benchmarks.bench_continuum [--json FILE]

pylbm is used if it can be imported (it loads MPI; a stand-in is put in its place when there is
none, which the equivalent equations do not use), and lbmpy's Chapman-Enskog analysis too; walks
are outside what they offer. Each answer is
compared with an exact one; what a tool cannot answer counts as missing. Times are CPU times, the
best of some runs, after import.
"""

from __future__ import annotations

import argparse
import json
import platform
import signal
import sys
import time
import types
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from sympy import (
    Add,
    Expr,
    Function,
    Matrix,
    Rational,
    Symbol,
    diff,
    expand,
    log,
    series,
    simplify,
    sinh,
    sqrt,
    symbols,
)

from symq.continuum import Scaling, continuum_limit, derive_limit
from symq.prove import prove
from tests.continuum import schemes as s

LIMIT = 90
D, c, h, e, x = s.D, s.c, s.h, s.e, s.x


class TooLong(Exception):
    pass


def timed(work: Callable[[], Any], runs: int = 5) -> tuple[float | None, Any]:
    """Best CPU time in seconds of some runs and the last result; None after LIMIT seconds."""
    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    best, result = None, None
    try:
        for _ in range(runs):
            start = time.process_time()
            result = work()
            spent = time.process_time() - start
            best = spent if best is None else min(best, spent)
            if spent > 2:
                break
    except TooLong:
        return best, result
    finally:
        signal.alarm(0)
    return best, result


def naive_eight_steps(order: int) -> Matrix:
    """The eight-step generator by applying the expanded step to functions, in plain sympy."""
    v, u, w = (Function(n)(x) for n in ("v", "u", "w"))
    step = h**2 / (2 * D)
    turn = Rational(1, 2) + v * step / 2 - (v * step)**3 / 6
    top = order + 2

    def cut(value: Expr) -> Expr:
        value = expand(value)
        return Add(*(value.coeff(h, k) * h**k for k in range(top + 1)))

    def shifted(value: Expr, sign: int) -> Expr:
        total, factor = value, Rational(1)
        derivative = value
        for k in range(1, top + 1):
            factor = factor * sign * h / k
            derivative = diff(derivative, x)
            total += factor * derivative
        return total

    state = [u, w]
    for _ in range(8):
        left, right = shifted(state[0], 1), shifted(state[1], -1)
        state = [cut((1 - turn) * left - turn * right), cut(turn * left + (1 - turn) * right)]
    return Matrix([expand(expand(16 * a - b).coeff(h, 2) * 2 * D / 8)
                   for a, b in zip(state, (u, w), strict=True)])


def exact_eight_steps() -> Matrix:
    v, u, w = (Function(n)(x) for n in ("v", "u", "w"))
    return Matrix([D * w.diff(x, 2) - v * w, -D * u.diff(x, 2) + v * u])


def naive_scalar(lhs: Expr, order: int) -> Expr:
    """log of the amplification factor by `series`, the way modified equations are often found."""
    return series(log(lhs), h, 0, order).removeO()


def pylbm() -> Any:
    """pylbm, with a stand-in for MPI if there is none; None if it is not installed."""
    try:
        import_module("mpi4py.MPI")
    except (ImportError, RuntimeError):
        fake, inner = types.ModuleType("mpi4py"), types.ModuleType("mpi4py.MPI")
        inner.COMM_WORLD = types.SimpleNamespace(Get_rank=int, Get_size=lambda: 1)  # type: ignore[attr-defined]
        inner.__getattr__ = lambda name: object                                # type: ignore[method-assign]
        fake.MPI = inner                                                        # type: ignore[attr-defined]
        sys.modules.update({"mpi4py": fake, "mpi4py.MPI": inner})
    try:
        return import_module("pylbm")
    except ImportError:
        return None


def pylbm_d2q9(module: Any) -> Matrix:
    """Second-order terms of the equivalent equations of D2Q9, as pylbm finds them."""
    a, b, speed = symbols("X Y LA")
    rho, qx, qy = symbols("rho qx qy")
    square = (a**2 + b**2) / speed**2
    scheme = module.Scheme({
        "dim": 2, "scheme_velocity": speed, "parameters": {speed: speed},
        "schemes": [{
            "velocities": list(range(9)), "conserved_moments": [rho, qx, qy],
            "polynomials": [1, a / speed, b / speed, 3 * square - 4, (a**2 - b**2) / speed**2,
                            a * b / speed**2, a / speed * (3 * square - 5),
                            b / speed * (3 * square - 5), (8 - 21 * square + 9 * square**2) / 2],
            "relaxation_parameters": [0, 0, 0, s.S_BULK, s.S_SHEAR, s.S_SHEAR, s.S_FLUX, s.S_FLUX,
                                      s.S_GHOST],
            "equilibrium": [rho, qx, qy, -2 * rho, 0, 0, -qx, -qy, rho]}]})
    return module.EquivalentEquation(scheme)


def same_viscosity(equation: Any, limit: Any) -> bool:
    """Whether pylbm's second-order matrices are the viscous order, with its sign and units."""
    speed, waves = Symbol("LA"), (Symbol("d_x"), Symbol("d_y"))
    total = Matrix.zeros(3, 3)
    for i, row in enumerate(equation.coeff_order2):
        for j, block in enumerate(row):
            total += Matrix(block) * waves[i] * waves[j]
    ours = limit.operator(1) / c
    return any((sign * total / speed**2 - ours).applyfunc(simplify) == Matrix.zeros(3, 3)
               for sign in (1, -1))


def lbmpy_viscosity(zero_centred: bool) -> Expr | None:
    """The kinematic viscosity of D2Q9 in lattice units by lbmpy; None where it fails."""
    try:
        lbm = import_module("lbmpy")
        create = import_module("lbmpy.creationfunctions").create_lb_method
        analysis = import_module("lbmpy.chapman_enskog").ChapmanEnskogAnalysis
    except ImportError:
        return None
    method = create(lbm.LBMConfig(
        stencil=lbm.LBStencil(lbm.Stencil.D2Q9), method=lbm.Method.SRT, relaxation_rate=s.S_SHEAR,
        compressible=True, zero_centered=zero_centred))
    try:
        return analysis(method).get_kinematic_viscosity()
    except AssertionError:
        return None


def multiplied_back(limit: Any) -> bool:
    """M^p T = T exp(p step L) up to the computed order, by multiplication."""
    work = limit.work
    return (work.steps @ work.embedding).equals(work.embedding @ work.log.exp())


def rows() -> list[dict[str, Any]]:
    found = []
    v = Function("v")(x)
    diffusive = Scaling.diffusive(h, e, D)
    walk = s.signed_walk(v)

    def add(name: str, tool: str, spent: float | None, right: bool | None, note: str = "") -> None:
        answer = "missing" if right is None else "right" if right else "WRONG"
        found.append({"case": name, "tool": tool, "seconds": spent, "answer": answer,
                      "note": note})

    # the eight-step limit with potential
    case = "eight steps with potential"
    spent, limit = timed(lambda: continuum_limit(walk, diffusive), 20)
    wave = Symbol("d_x")
    right = limit.operator(0) == Matrix([[0, D * wave**2 - v], [-D * wave**2 + v, 0]])
    add(case, "symq", spent, right)
    spent, naive = timed(lambda: naive_eight_steps(0), 2)
    add(case, "naive sympy", spent, None if naive is None else
        (naive - exact_eight_steps()).applyfunc(expand) == Matrix([0, 0]), "period given")
    spent, limit = timed(lambda: continuum_limit(walk, diffusive, orders=2), 10)
    add("two orders more", "symq", spent, multiplied_back(limit))
    spent, _ = timed(lambda: naive_eight_steps(2), 1)
    add("two orders more", "naive sympy", spent, None, "no logarithm: powers only")

    def proved() -> bool:
        steps = derive_limit(continuum_limit(walk, diffusive)).steps
        return all(prove(step.statement).verdict == "proved" for step in steps)

    spent, right = timed(proved, 3)
    add("eight steps, all lines proved", "symq", spent, right)

    # modified equations
    nu = s.nu
    case = "leapfrog to 5th order"
    spent, limit = timed(lambda: continuum_limit(s.leapfrog(), s.FIXED_RATIO, orders=4, branch=1),
                         10)
    expected = -c * wave**5 * (9 * nu**4 - 10 * nu**2 + 1) / 120
    add(case, "symq", spent, expand(limit.operator(4)[0] - expected) == 0)
    exact = -nu * sinh(wave * h) + sqrt(1 + nu**2 * sinh(wave * h)**2)
    spent, naive = timed(lambda: naive_scalar(exact, 6), 1)
    add(case, "naive sympy", spent, None if naive is None else expand(
        (naive * c / (nu * h)).expand().coeff(h, 4) - expected) == 0, "root given by hand")

    # lattice Boltzmann
    case = "D2Q9, viscous order"
    scheme, ratio = s.d2q9(), Scaling(h, ((e, h / c),))
    spent, limit = timed(lambda: continuum_limit(scheme, ratio, orders=1), 10)
    dx, dy = Symbol("d_x"), Symbol("d_y")
    shear, bulk = (c * (1 / q - Rational(1, 2)) / 3 for q in (s.S_SHEAR, s.S_BULK))
    right = simplify(limit.operator(1)[1, 1] - shear * (dx**2 + dy**2) - bulk * dx**2) == 0
    add(case, "symq", spent, right)
    module = pylbm()
    if module is None:
        add(case, "pylbm", None, None, "not installed")
    else:
        spent, equation = timed(lambda: pylbm_d2q9(module), 3)
        add(case, "pylbm", spent, None if equation is None else same_viscosity(equation, limit),
            "second order only")
    for zero_centred, note in ((False, "viscosity only"), (True, "its default: it fails")):
        spent, found_ = timed(lambda z=zero_centred: lbmpy_viscosity(z), 1)    # type: ignore[misc]
        add(case, "lbmpy", None if found_ is None else spent,
            None if found_ is None else expand(found_ - shear / c) == 0, note)
    spent, limit = timed(lambda: continuum_limit(scheme, ratio, orders=3), 5)
    add("D2Q9, two orders more", "symq", spent, multiplied_back(limit))
    add("D2Q9, two orders more", "pylbm", None, None, "not offered")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    table = rows()
    print(f"Python {platform.python_version()}, {platform.machine()}; CPU time, best run")
    print(f"{'case':32} {'tool':12} {'time':>10} {'ratio':>8}  answer")
    base: dict[str, float] = {}
    for row in table:
        spent = row["seconds"]
        if row["tool"] == "symq":
            base[row["case"]] = spent
        ratio = f"{spent / base[row['case']]:.0f}" if spent else ""
        shown = f"{spent * 1000:.1f} ms" if spent else "-"
        print(f"{row['case']:32} {row['tool']:12} {shown:>10} {ratio:>8}  {row['answer']}"
              + (f" ({row['note']})" if row["note"] else ""))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
