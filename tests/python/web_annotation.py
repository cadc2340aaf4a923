"""Reads annotations that Standpoint wrote, by the rules of the W3C's model: each must fit them, and
each selector must have the words of the project in its text.

    python web_annotation.py PROJECT.standpoint.json ANNOTATIONS.zip [code-points | utf-16]
"""

import json
import sys
import zipfile
from collections import Counter
from urllib.parse import unquote

import jsonschema

BODY = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["TextualBody", "SpecificResource"]},
        "value": {"type": "string"},
        "source": {"type": "string", "pattern": "^https?://"},
        "purpose": {"enum": ["tagging", "assessing", "identifying", "commenting", "describing"]},
    },
    "if": {"properties": {"type": {"const": "TextualBody"}}},
    "then": {"required": ["value"]},
    "else": {"required": ["source"]},
}
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"minLength": 1}},
}
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 1},
    },
}
TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {
        "source": {"type": "string", "format": "uri-reference"},
        "selector": {"type": "array", "prefixItems": [QUOTE, POSITION], "minItems": 2},
    },
}
# https://www.w3.org/TR/annotation-model/, what an annotation must have; bodies are ours and Recogito's
# demand.
ANNOTATION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["@context", "id", "type", "target", "body"],
    "properties": {
        "@context": {"contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "id": {"type": "string", "format": "uri-reference"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["tagging", "assessing", "describing"]},
        "body": {"type": "array", "minItems": 1, "items": BODY},
        "target": {
            "anyOf": [{"type": "string"}, TARGET, {"type": "array", "minItems": 2, "items": TARGET}]
        },
    },
}


def fed(words):
    """Words with the line feeds that files beside marks have."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def words_of(project):
    """How often each stretch of words is marked, by article and what it is marked as. Suggestions
    that nobody has accepted are not handed out."""
    words = Counter()
    for article, layers in project["layers"].items():
        for layer in layers.values():
            for record in (layer.get("mentions", {}) | layer.get("stances", {})).values():
                if record["provenance"].get("decision") in ("pending", "rejected"):
                    continue
                for piece in record.get("fragments", record.get("expression", [])):
                    label = record.get("type", record.get("polarity"))
                    words[article, label, fed(piece["quote"]["exact"])] += 1
    return words


def main(project_path, archive_path, unit="code-points"):
    with open(project_path, encoding="utf-8") as file:
        project = json.load(file)
    validator = jsonschema.Draft202012Validator(ANNOTATION)
    with zipfile.ZipFile(archive_path) as archive:
        files = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    lists = [json.loads(text) for name, text in files.items() if name.endswith(".jsonld")]
    articles = {
        annotation["target"]: annotation["standpoint"]["article"]["article"]
        for annotation in sum(lists, [])
        if "article" in annotation["standpoint"]
    }
    found = Counter()
    for annotation in sum(lists, []):
        validator.validate(annotation)
        targets = annotation["target"]
        for target in targets if isinstance(targets, list) else [targets]:
            if isinstance(target, str):
                continue
            quote, position = target["selector"]
            text = files[unquote(target["source"])]
            start, end = position["start"], position["end"]
            if unit == "utf-16":
                units = text.encode("utf-16-le")
                words = units[2 * start : 2 * end].decode("utf-16-le")
            else:
                words = text[start:end]
            assert words == quote["exact"], (annotation["id"], words, quote["exact"])
            label = annotation["body"][0]["value"]
            found[articles[target["source"]], label, words] += 1
    expected = words_of(project)
    assert found == expected, (expected - found, found - expected)
    print(f"web annotations: {sum(found.values())} marks have their words")


if __name__ == "__main__":
    main(*sys.argv[1:])
