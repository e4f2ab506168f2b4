"""A file that can be read in one breath, a function that fits a hand."""

import ast

from tests.house.tree import ROOT, name, product_files


def test_no_python_file_is_longer_than_400_lines() -> None:
    files = [*product_files(".py"), *(ROOT / "tests").rglob("*.py"), ROOT / "run.py"]
    assert [name(path) for path in files if path.read_text("utf-8").count("\n") > 400] == []


def test_no_function_is_longer_than_40_lines() -> None:
    long = []
    for path in [*product_files(".py"), ROOT / "run.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40:
                long.append(f"{name(path)}:{node.lineno} {node.name}")
    assert long == []


def test_no_template_is_longer_than_120_lines() -> None:
    files = [path for path in product_files(".html") if "templates" in path.parts]
    assert [name(path) for path in files if path.read_text("utf-8").count("\n") > 120] == []


def test_app_py_stays_a_short_list_of_steps() -> None:
    assert (ROOT / "lms/app.py").read_text("utf-8").count("\n") <= 100


def test_every_module_says_what_lives_in_it() -> None:
    files = [*product_files(".py"), ROOT / "run.py"]
    assert [name(path) for path in files if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []
