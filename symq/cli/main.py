"""`symq`: reads the command line, runs one command, turns every error into one line.

Exit status: 0 all as required, 1 a claim or certificate fails, 2 bad usage or input,
130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from symq import __version__
from symq.errors import SymqError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    args = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if args and args[0] in ("--version", "-V"):  # before anything is imported
        print(f"symq {__version__}")
        return 0
    try:
        status = _run(args)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return _fail("interrupted", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody reads any more, so nothing is lost
        return 1
    except SymqError as error:
        return _fail(str(error), 2)
    except MemoryError:
        return _fail("out of memory", 2)
    except RecursionError:
        return _fail("the input is nested too deeply", 2)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}", 2)
    except Exception as error:  # the last resort: a defect of symq, told without a traceback
        if os.environ.get("SYMQ_DEBUG"):
            raise
        text = " ".join(str(error).split())
        return _fail(f"internal error: {type(error).__name__}: {text}; "
                     "set SYMQ_DEBUG=1 to see where", 2)


def _run(args: list[str]) -> int:
    from symq.cli.app import run

    return run(args)


def _fail(message: str, status: int) -> int:
    print(f"symq: {' '.join(message.split())}", file=sys.stderr)
    return status
