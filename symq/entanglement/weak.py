"""Weak measurements: expansions in all small parameters with an exact remainder."""
