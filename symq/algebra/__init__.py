"""Exact arithmetic that several engines share: scalars, linear algebra, states."""
