"""What a paper declares."""

from symq import Paper


def test_a_primed_symbol_takes_a_name_of_its_own():
    paper = Paper("primes")
    x = paper.real("x")
    assert paper.define("primes:1", "x'", 2 * x).name == "xprime"
    assert paper.define("primes:2", "x''", 3 * x).name == "xprimeprime"
