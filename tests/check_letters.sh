#!/usr/bin/env bash
# Checks the data of examples/data/letters against the letters themselves, which are not part of this project.
#
#   bash tests/check_letters.sh FOLDER     # the folder with the letters as text: 000_….txt to 004_….txt
#
# Every quotation must stand, with line breaks removed, in the very section and paragraph of the document that its
# locator names; every printed number in its quotation; every name of a list in that section. Needs python3.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
exec python3 - "${1:?usage: check_letters.sh FOLDER}" "$here/examples/data/letters" <<'PYTHON'
import glob
import json
import re
import sys

seeds, data = sys.argv[1], sys.argv[2]
NUMERALS = "一二三四五六七八九十"


def number(text):
    return NUMERALS.index(text) + 1


def read(prefix):
    (path,) = glob.glob(f"{seeds}/{prefix}_*.txt")
    return open(path, encoding="utf-8").read()


def paragraphs(text):
    """Lines as paragraphs; a line that breaks off without a mark, as at the end of a page, goes on in the next."""
    out = []
    for line in text.split("\n"):
        line = line.strip().strip("\u00a0\u3000").lstrip("#* ")
        if not line:
            continue
        heading = re.match(rf"^([{NUMERALS}]+、|[（(][{NUMERALS}]+[）)])", line)
        if out and not heading and out[-1] and out[-1][-1] not in "。：；！？”)）:;!?、" and len(out[-1]) > 60:
            out[-1] += line
        else:
            out.append(line)
    return out


def by_headings(text):
    """Sections by 一、 and （一）: path -> list of paragraphs. A heading with text behind it begins the first one."""
    sections, path = {(): []}, ()
    for line in paragraphs(text):
        outer = re.match(rf"^([{NUMERALS}])、", line)
        inner = re.match(rf"^[（(]([{NUMERALS}])[）)]", line)
        if outer:
            path = (number(outer[1]),)
        elif inner:
            path = (path[0], number(inner[1]))
        sections.setdefault(path, [])
        if not (outer or inner) or len(line) > 40:
            sections[path].append(line)
    return sections


def by_runs(text):
    """The letter of the civil-affairs bureau has no headings: its two lists 一是……五是 are sections 1 and 2."""
    sections, run = {(): []}, 0
    for line in paragraphs(text):
        item = re.match(rf"^([{NUMERALS}])是", line)
        if line.startswith(("近年来", "接下来")):
            run += 1
        path = () if run == 0 else (run, number(item[1])) if item else (run,)
        sections.setdefault(path, []).append(line)
    return sections


def plain(text):
    """The letter of the state-assets commission has no headings: all of it is section 1, after the salutation."""
    return {(1,): paragraphs(text)}


departments = read("001")
civil, assets = departments.split("此函\n")[0].split("2023年5月16日\n")  # what follows 此函 repeats the first letter
documents = {
    "东建函〔2023〕26号": by_headings(read("000")),
    "东莞市民政局2023-05-16会办意见": by_runs(civil),
    "东莞市国资委对第20230244号提案的会办意见": plain(assets.split("市住房城乡建设局:\n")[1]),
    "厦住建综函〔2024〕44号": by_headings(read("002")),
    "咸宁2023-07-10答复": by_headings(read("003")),
    "许建政协〔2021〕18号": by_headings(read("004")),
}

faults, checked, elsewhere = [], {"quotations": 0, "printed numbers": 0, "names": 0}, set()


def located(source):
    """The text of the section and paragraph that a source names; nothing for a document that is not a letter."""
    sections = documents.get(source["document"])
    if sections is None:
        return None
    if source["at"] == "whole":
        return "\n".join("\n".join(texts) for texts in sections.values())
    at = source["at"]["section"]
    path, paragraph = tuple(at["path"]), at.get("paragraph")
    if paragraph is None:
        return "\n".join("\n".join(texts) for found, texts in sections.items() if found[: len(path)] == path)
    texts = sections.get(path, [])
    return texts[paragraph - 1] if paragraph <= len(texts) else ""


def check(where, source):
    text = located(source)
    if text is None:
        elsewhere.add(source["document"])
        if source["quote"]:
            faults.append(f"{where}: a quotation from a document that is not among the letters")
        return
    checked["quotations"] += 1
    if not source["quote"] or source["quote"] not in text:
        faults.append(f"{where}: not at {source['at']}: {source['quote']}")


def walk(where, value):
    if isinstance(value, dict):
        if set(value) == {"document", "at", "quote"}:
            check(where, value)
        for key, inner in value.items():
            walk(f"{where}.{key}", inner)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            walk(f"{where}[{i}]", inner)


def entries(where, letter):
    for kind in ["statistics", "compositions", "listings"]:
        for entry in letter[kind]:
            frame = next(entry[key] for key in entry if key in kind)["frame"]
            source, at = frame["source"], f"{where}.{entry['id']}"
            if source["document"] not in documents:
                continue
            texts = [entry.get(key) for key in ["printed", "printed_of", "printed_share"]]
            for text in [t for text in texts if text for t in ([text] if isinstance(text, str) else text)]:
                checked["printed numbers"] += 1
                if text not in source["quote"]:
                    faults.append(f"{at}: {text} is not in the quotation")
            for name in entry.get("listing", {}).get("names", []):
                checked["names"] += 1
                if name not in located(source):
                    faults.append(f"{at}: {name} is not at {source['at']}")


files = sorted(glob.glob(f"{data}/*.json"))
for path in files:
    name = path.rsplit("/", 1)[1]
    value = json.load(open(path, encoding="utf-8"))
    walk(name, value)
    if "statistics" in value:
        entries(name, value)

for fault in faults:
    print(fault)
print(f"{len(files)} files, " + ", ".join(f"{n} {what}" for what, n in checked.items()) + f", {len(faults)} faults")
for document in sorted(elsewhere):
    print(f"not among the letters, numbers only: {document}")
sys.exit(1 if faults or not files else 0)
PYTHON
