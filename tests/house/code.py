"""Rules for Python files, read as syntax trees: nothing is imported and nothing is run."""

import ast
import re
from collections.abc import Iterator

PUBLIC_FIRST_CALLS = {"public", "tombstones", "from_public_sources"}
#: The memorial is one row and no entry: it has no status.
NOT_ENTRIES = {"Memorial"}
FUNCTION_LINES = 40
FILE_LINES = 300
#: A comment that begins so, above the function or in the file, says why it is longer than the others.
EXCUSE = "# Longer than"

#: A line that may hold an import of a function; where there is none, the tree need not be looked through.
INDENTED = re.compile(r"^(?!import |from ).*\bimport\b", re.MULTILINE)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    """Return the node around each node."""
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def reads_that_are_not_public(source: str) -> list[str]:
    """Name each read of a model whose first call is neither ``.public()`` nor ``.tombstones()``."""
    tree = ast.parse(source)
    around = parents(tree)
    faults = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"_base_manager", "_default_manager"}:
            faults.append(f"line {node.lineno}: {node.attr} goes around .public()")
        elif isinstance(node, ast.Attribute) and node.attr == "objects" and ast.unparse(node.value) not in NOT_ENTRIES:
            first = around.get(node)
            called = isinstance(around.get(first), ast.Call) if first else False
            if not (isinstance(first, ast.Attribute) and first.attr in PUBLIC_FIRST_CALLS and called):
                faults.append(f"line {node.lineno}: {ast.unparse(node)} is not followed by .public()")
        elif isinstance(node, ast.Call) and reads_a_whole_model(node):
            faults.append(f"line {node.lineno}: {ast.unparse(node.func)} is given a model, not a public queryset")
    return faults


def reads_a_whole_model(call: ast.Call) -> bool:
    """Return whether a call is one of Django's short cuts with a model as its first argument."""
    name = ast.unparse(call.func).split(".")[-1]
    shortcut = name in {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}
    return shortcut and isinstance(call.args[0], ast.Name) and call.args[0].id[:1].isupper()


def save_overrides(source: str) -> list[str]:
    """Name each class that does more in ``save()`` or ``delete()`` than the row says."""
    if "save" not in source and "delete" not in source:
        return []
    return [
        f"line {function.lineno}: {node.name}.{function.name}() is overridden"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        for function in node.body
        if isinstance(function, Function) and function.name in {"save", "asave", "delete", "adelete"}
    ]


def signals(source: str) -> list[str]:
    """Name each import of a signal or of what receives one."""
    faults: list[str] = []
    if "signals" not in source and "dispatch" not in source:
        return faults
    for node in ast.walk(ast.parse(source)):
        modules = imported_modules(node)
        if any(module.split(".")[-1] == "signals" or module.startswith("django.dispatch") for module in modules):
            faults.append(f"line {node.lineno}: signals are hidden writes")  # type: ignore[attr-defined]
    return faults


def imported_modules(node: ast.AST) -> list[str]:
    """Return the modules, and what is taken from them, of an import statement."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        return [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return []


def text_marked_safe(source: str) -> list[str]:
    """Name each place where a text is declared to be safe HTML."""
    faults: list[str] = []
    if not any(word in source for word in ("mark_safe", "Safe", "__html__")):
        return faults
    for node in ast.walk(ast.parse(source)):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name == "mark_safe":
            faults.append(f"line {node.lineno}: mark_safe")  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("SafeString", "SafeText")):
            faults.append(f"line {node.lineno}: a text is made a SafeString")
        if isinstance(node, Function) and node.name == "__html__":
            faults.append(f"line {node.lineno}: __html__")
    return faults


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function of a file."""
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def imports_in_functions(source: str) -> list[str]:
    """Name each import that a function hides."""
    if not INDENTED.search(source):
        return []
    return [
        f"line {node.lineno}: {function.name} imports when it is called"
        for function in functions(ast.parse(source))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def missing_docstring(source: str) -> list[str]:
    """Say when a module does not say what it is for."""
    return [] if ast.get_docstring(ast.parse(source)) else ["the module has no docstring"]


def long_functions(source: str) -> list[str]:
    """Name each function that is longer than a page and does not say why."""
    lines = source.splitlines()
    faults = []
    for function in functions(ast.parse(source)):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        excused = first >= 2 and lines[first - 2].strip().startswith(EXCUSE)
        if length > FUNCTION_LINES and not excused:
            faults.append(f"line {function.lineno}: {function.name} has {length} lines")
    return faults


def long_file(source: str) -> list[str]:
    """Say when a file is longer than it should be and does not say why."""
    lines = source.splitlines()
    if len(lines) <= FILE_LINES or any(line.startswith(EXCUSE) for line in lines):
        return []
    return [f"{len(lines)} lines"]
