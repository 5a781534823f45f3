"""A module imports only what its layer may import; the table stands in ARCHITECTURE.md."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOUNDATION = ("symq.errors", "symq.kernel", "symq.lang", "symq.algebra", "symq.prove", "symq.lazy",
              "symq.plots")
ENGINES = tuple(f"symq.{p.name}" for p in sorted((ROOT / "symq").iterdir()) if p.is_dir()
                and p.name not in ("kernel", "lang", "algebra", "prove", "paper", "report",
                                   "attack", "cli", "__pycache__"))

# layer -> (what of symq it may import, which other packages)
LAYERS = {
    "symq.errors": ((), ()),
    "symq.lazy": ((), ()),
    "symq.plots": (("symq.errors",), ("matplotlib",)),
    "symq.kernel": (("symq.errors",), ()),
    "symq.lang": (FOUNDATION[:2], ("sympy",)),
    "symq.algebra": (FOUNDATION[:3], ("sympy", "flint")),
    "symq.prove": (FOUNDATION[:4], ("sympy", "flint", "numpy")),
    **{engine: (FOUNDATION, ("sympy", "flint", "matplotlib", "numpy")) for engine in ENGINES},
    "symq.history": ((*FOUNDATION, "symq.conservation"), ("sympy", "flint", "networkx")),
    "symq.paper": (FOUNDATION, ("sympy", "networkx", "yaml")),
    "symq.report": ((*FOUNDATION, "symq.paper"), ("networkx", "rich", "typst", "nbformat")),
    "symq.attack": ((*FOUNDATION, "symq.paper"), ("sympy",)),
    "symq.cli": (("symq",), ("typer", "rich")),
    "derivations": (("symq.lang", "symq.paper", "symq.errors", *ENGINES),
                    ("sympy", "matplotlib")),
}
EXCEPTIONS = {"symq/kernel/balls.py": ("flint",)}
FILES = [f for folder in ("symq", "derivations") for f in sorted((ROOT / folder).rglob("*.py"))
         if f.relative_to(ROOT).as_posix() not in ("symq/__init__.py", "symq/__main__.py")]


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path):
    """Every module that a file imports, at its top or inside a function, as full names."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[:len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            if name == "symq" or (node.level and not node.module):
                yield from ((f"{name}.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield name, node.lineno


def inside(name, prefixes):
    return any(name == p or name.startswith(p + ".") for p in prefixes)


def layer_of(module):
    return next(layer for layer in LAYERS if inside(module, (layer,)))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_imports_only_from_layers_above(path):
    module = module_of(path)
    layer = layer_of(module)
    own, others = LAYERS[layer]
    others = (*others, *EXCEPTIONS.get(path.relative_to(ROOT).as_posix(), ()))
    for name, line in imports(path):
        if layer == "derivations" and inside(name, ("symq",)) and name.count(".") == 1 \
                and not inside(name, ("symq.report", "symq.cli", "symq.kernel", "symq.prove")):
            continue  # a public name, as in `from symq import Paper`
        top = name.split(".")[0]
        allowed = (inside(name, (layer,)) or inside(name, own) or top in sys.stdlib_module_names
                   or top in others)
        assert allowed, f"{path.name}:{line} imports {name}, which {layer} must not"


# build and single turn results into a report, export hands it on; all others only read it
RENDERERS = [f for f in FILES if "report" in f.parts
             and f.name not in ("build.py", "single.py", "export.py")]


@pytest.mark.parametrize("path", RENDERERS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_renderer_reads_the_report_only(path):
    for name, line in imports(path):
        assert not inside(name, ("symq.lang", "symq.algebra", "symq.prove", "symq.paper",
                                 "symq.kernel", "sympy")), f"{path.name}:{line} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_only_the_command_line_imports_inside_functions(path):
    """An import in a function must say why, on its own line."""
    if "cli" in path.parts or "derivations" in path.parts:
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for function in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    assert "#" in lines[node.lineno - 1], \
                        f"{path.name}:{node.lineno} imports inside a function without a reason"


def test_the_table_knows_a_forbidden_import(tmp_path):
    """The test itself is tested: a renderer that imports sympy would be found."""
    file = ROOT / "symq" / "report" / "made_up.py"
    tree = ast.parse("from sympy import Symbol\nimport symq.cli.main\nfrom . import model")
    names = [n.module if isinstance(n, ast.ImportFrom) else n.names[0].name
             for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    own, others = LAYERS[layer_of(module_of(file))]
    assert not inside(names[0], own)
    assert names[0] not in others
    assert not inside(names[1], (*own, "symq.report"))
