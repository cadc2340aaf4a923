"""Writes two projects of one of real work: the same with each entity marked wherever its name stands, so
that formats hold something that show a stance only on a mention of its target; and that one without
any work on its articles, which no proof may take for it.

    real_project.py PROJECT.standpoint.json MARKED.standpoint.json HOLLOW.standpoint.json
"""

import json
import re
import sys

NOW = "2026-01-13T09:00:00.000Z"


def named(text, name):
    """A mention's fragments for each place of the name as words of its own."""
    for found in re.finditer(rf"\b{re.escape(name)}\b", text):
        start, end = found.span()
        quote = {"exact": found[0], "prefix": text[max(0, start - 24) : start], "suffix": text[end : end + 24]}
        yield [{"start": start, "end": end, "quote": quote}]


def mark(project):
    number = 0
    for article, layers in project["layers"].items():
        text = project["articles"][article]["text"]
        for annotator, layer in layers.items():
            mentions = layer.setdefault("mentions", {})
            taken = {(it["fragments"][0]["start"], it.get("entity")) for it in mentions.values()}
            for id, entity in project["entities"].items():
                for fragments in named(text, entity["name"]):
                    if (fragments[0]["start"], id) not in taken:
                        made = {"annotator": annotator, "created": NOW, "updated": NOW, "origin": "manual"}
                        mention = {"fragments": fragments, "type": entity["type"], "entity": id, "provenance": made}
                        mentions[f"r-named-{number:04}"] = mention
                        number += 1


def main(real_path, marked_path, hollow_path):
    with open(real_path, encoding="utf-8") as file:
        project = json.load(file)
    mark(project)
    for path, layers in (marked_path, project["layers"]), (hollow_path, {}):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**project, "layers": layers}, file, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
