"""Statements, domains and their translation to terms."""
