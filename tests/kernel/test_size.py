"""The checker stays small: its lines of code are counted, and it imports no search code."""

import ast
import io
import tokenize
from pathlib import Path

import symq.kernel

FOLDER = Path(symq.kernel.__file__).parent
CORE = ("__init__", "expression", "term", "field", "context", "logic")
LIMITS = {"core": 900, "all": 2736}
QUIET = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
         tokenize.ENDMARKER}


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    text = path.read_text(encoding="utf-8")
    documented = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and \
                ast.get_docstring(node):
            first = node.body[0]
            documented |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    used = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in QUIET:
            used |= set(range(token.start[0], token.end[0] + 1))
    return len(used - documented)


def test_the_checker_is_small():
    sizes = {path.stem: code_lines(path) for path in sorted(FOLDER.glob("*.py"))}
    assert sum(sizes[name] for name in CORE) <= LIMITS["core"], sizes
    assert sum(sizes.values()) <= LIMITS["all"], sizes


def test_the_kernel_imports_the_standard_library_and_itself():
    allowed = {"symq", "flint", "__future__", "collections", "dataclasses", "fractions",
               "functools",
               "hashlib", "itertools", "json", "math", "operator", "re", "typing"}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else \
                [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for name in names:
                assert name.split(".")[0] in allowed, (path.name, name)
                assert not name.startswith("symq") or \
                    name.startswith(("symq.kernel", "symq.errors"))
                assert not name.startswith("flint") or path.name == "balls.py"
