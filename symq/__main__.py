"""`python -m symq` is the command line."""

from symq.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
