"""Write certificates by hand, without the prover."""

from __future__ import annotations

from typing import Any

from symq.kernel.term import seal

ZERO_TEST = {"kind": "combine/1", "times": [], "sum": []}


def symbol(name: str) -> list[str]:
    return ["s", name]


def point(**at: Any) -> dict[str, Any]:
    return {"at": at, "functions": {}, "bits": 64}


def formula(name: str, data: Any) -> dict[str, Any]:
    """Evidence that a term is equal to what a formula makes of it."""
    return {"kind": "formula/1", "name": name, "data": data}


def certificate(goal: Any, evidence: Any, *, sorts: dict[str, str] | None = None,
                assume: list[Any] | None = None, let: list[Any] | None = None,
                verdict: str = "proved", witness: Any = None) -> dict[str, Any]:
    """A sealed certificate."""
    made = {"symq": 1, "verdict": verdict, "evidence": evidence, "witness": witness,
            "statement": {"symbols": sorts or {}, "assume": assume or [], "let": let or [],
                          "goal": goal}}
    made["seal"] = seal(made)
    return made
