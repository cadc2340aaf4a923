"""Validates the tables that Standpoint wrote with frictionless, and slices each quote out of its text.

    data_package.py PROJECT.standpoint.json TABLES.csv.zip TABLES.spreadsheet.zip
"""

import csv
import json
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import frictionless
from frictionless import Package, validate


def counts(record):
    made = record["provenance"]
    return made.get("decision") == "accepted" or (
        made["origin"] != "suggestion" and made.get("decision") not in ("pending", "rejected")
    )


def expected(project, kind, part):
    """Each stretch of words by its article, in the project."""
    stretches = Counter()
    for article, layers in project["layers"].items():
        for layer in layers.values():
            for record in filter(counts, layer.get(kind, {}).values()):
                for range in record.get(part, []):
                    stretches[article, range["start"], range["end"], range["quote"]["exact"]] += 1
    return stretches


def stretches(row):
    whole = {name: row[name] for name in ("start", "end", "quote")}
    return row["fragments"] or ([whole] if row["start"] is not None else [])


def check(folder, project, undo):
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldNumber", "type", "note"])
    package = Package(str(folder / "datapackage.json"))
    tables = {it.name: [undone(row, undo) for row in it.read_rows()] for it in package.resources}
    texts = {row["id"]: row["text"] or "" for row in tables["articles"]}
    assert texts == {id: it["text"] for id, it in project["articles"].items()}
    assert {row["id"] for row in tables["entities"]} == set(project["entities"])
    for table, part in ("mentions", "fragments"), ("stances", "expression"):
        found = Counter()
        for row in tables[table]:
            for it in stretches(row):
                words = undo(it["quote"])
                assert texts[row["article"]][it["start"] : it["end"]] == words, (row["id"], words)
                found[row["article"], it["start"], it["end"], words] += 1
        assert found == expected(project, table, part), table
    return {name: len(rows) for name, rows in tables.items()}


def undone(row, undo):
    return {name: undo(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def without_apostrophe(cell):
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def check_harmless(folder):
    """No cell is one that a spreadsheet would calculate, and each table says that it is UTF-8."""
    csv.field_size_limit(sys.maxsize)
    for table in folder.glob("*.csv"):
        assert table.read_bytes().startswith(b"\xef\xbb\xbf"), table
        with open(table, encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines):
                assert not any(cell.startswith(FORMULA) for cell in row), row


def main(project_file, plain, spreadsheet):
    project = json.loads(Path(project_file).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as there:
        folders = []
        for archive in plain, spreadsheet:
            folders.append(Path(there) / Path(archive).name)
            with zipfile.ZipFile(archive) as files:
                files.extractall(folders[-1])
        found = check(folders[0], project, lambda cell: cell)
        assert check(folders[1], project, without_apostrophe) == found
        check_harmless(folders[1])
    print(f"{found}, frictionless {frictionless.__version__}")


if __name__ == "__main__":
    main(*sys.argv[1:])
