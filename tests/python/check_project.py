#!/usr/bin/env python3
"""Checks that saved ranges slice to their quotes in Python, and that texts have their SHA-256.

    check_project.py PROJECT.json [ARTICLES.jsonl] [STANCES.jsonl]

Takes project files and datasets in any order; a dataset of stances needs its articles' texts from
one of the others. Prints what does not fit and exits with 1, or prints a count.
Needs nothing but Python's standard library.
"""

import hashlib
import json
import sys


def ranges(value, path):
    """Every object below value with a start, an end and a quote."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield value, path
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    else:
        return
    for key, child in children:
        yield from ranges(child, f"{path}/{key}")


class Check:
    def __init__(self):
        self.texts = {}
        self.faults = []
        self.ranges = 0

    def fault(self, path, message):
        self.faults.append(f"{path}: {message}")

    def text(self, article_id, article, path):
        found = hashlib.sha256(article["text"].encode("utf-8")).hexdigest()
        if found != article["sha256"]:
            self.fault(path, f"expected SHA-256 {article['sha256']}, found {found}")
        self.texts[article_id] = article["text"]

    def below(self, value, article_id, path):
        text = self.texts.get(article_id)
        if text is None:
            self.fault(path, f"expected the text of {article_id} in one of the files, found none")
            return
        for place, where in ranges(value, path):
            self.ranges += 1
            start, end, quote = place["start"], place["end"], place["quote"]
            found = text[start:end]
            exact = quote["exact"] if isinstance(quote, dict) else quote
            if found != exact:
                self.fault(where, f"expected {exact!r}, found {found!r}")
            if isinstance(quote, dict):
                if not text[:start].endswith(quote.get("prefix", "")):
                    self.fault(where, f"expected {quote['prefix']!r} before it")
                if not text[end:].startswith(quote.get("suffix", "")):
                    self.fault(where, f"expected {quote['suffix']!r} behind it")

    def project(self, project, path):
        for article_id, article in project["articles"].items():
            self.text(article_id, article, f"{path}/articles/{article_id}")
            self.below(article.get("segments", []), article_id, f"{path}/articles/{article_id}")
        for article_id, layers in project["layers"].items():
            self.below(layers, article_id, f"{path}/layers/{article_id}")

    def rows(self, rows, path):
        keys = rows[0].keys() if rows else ()
        for number, row in enumerate(rows, 1):
            if row.keys() != keys:
                self.fault(f"{path}:{number}", "expected the same keys as in line 1")
            if "text" in row:
                self.text(row["id"], row, f"{path}:{number}")
            self.below(row, row.get("article_id", row["id"]), f"{path}:{number}")


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        content = file.read()
    if path.endswith(".jsonl"):
        return [json.loads(line) for line in content.split("\n") if line]
    return json.loads(content)


def main(paths):
    if not paths:
        sys.exit(__doc__)
    files = [(path, read(path)) for path in paths]
    check = Check()
    # Stances last: they need the texts of the others.
    files.sort(key=lambda file: isinstance(file[1], list) and any("text" not in row for row in file[1]))
    for path, content in files:
        if isinstance(content, list):
            check.rows(content, path)
        else:
            check.project(content, path)
    for fault in check.faults:
        print(fault)
    print(f"{check.ranges} ranges in {len(check.texts)} texts, {len(check.faults)} faults")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
