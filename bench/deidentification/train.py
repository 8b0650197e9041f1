#!/usr/bin/env python3
"""Trains the learnt finder of de-identification (data/learnt_finder.h) and writes its weights.

    train.py FOLDER FEATURES_PROGRAM OUT [--epochs 2] [--mixed 2] [--leave-out STYLE,...] [--threads N]    (numpy and torch: .venv-judges has them)

FOLDER holds labelled notes, a file a style (bench/deidentification/notes.sh writes them). Files whose names begin with plain- hold texts without patients:
{"id", "text", "identifiers": []}; what the rules take there is left out, and the rest teaches what is none.
FEATURES_PROGRAM is build/release/bin/bench_deidentify_features.

Beside the notes as they are, copies are learnt whose identifiers are drawn from the notes of all styles, so that each context is met with every style's
ways to write a name, a place or a number, first anywhere, then where it makes sense; some of them in small letters or capitals throughout, and some
sentences alone.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import struct
import subprocess
import tempfile
import time

import numpy as np
import torch

ROWS, RULES, WIDTH, HIDDEN, CLASSES = 1 << 16, 1 << 9, 16, 32, 5  # data/word_features.h, data/learnt_finder.cpp
BATCH = 8192


def read_notes(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


STREET = re.compile(r"^\d+ |\b(Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Way|Pike|Highway|Hwy|Terrace|Circle)\b\.?( |$)", re.I)
FACILITY = re.compile(
    r"hospital|clinic|cent(er|re)|health|care|medic|therap|pharma|dental|surg|associates|group|institute|lab|imaging|school|college|university|hospice|"
    r"home|manor|villa|nursing|rehab|practice|foundation|church|company|inc\b|llc\b|\b(of|at)\b|&",
    re.I,
)


def kind_alone(kind, text):
    return kind


def role(kind, text):
    """What may stand for what: initials for initials, a town for a town, an extension for an extension."""
    if kind == "name":
        is_short = " " not in text and len(text) <= 4
        return kind, "capitals" if is_short and text.isupper() else "small" if is_short and text.islower() else "name"
    if kind in ("location", "place"):
        if STREET.search(text):
            return "location", "street"
        if FACILITY.search(text) or "'" in text or "’" in text or (text.isupper() and len(text) <= 5):
            return "location", "facility"
        return "location", "town"
    if kind in ("phone", "fax"):
        return kind, sum(c.isdigit() for c in text) >= 7
    return kind, True


def pools(styles, role_of):
    """Identifiers as written: role -> style -> list."""
    found = {}
    for style, notes in styles.items():
        for note in notes:
            text = note["text"].encode()
            for begin, end, kind in note["identifiers"]:
                identifier = text[begin:end].decode()
                found.setdefault(role_of(kind, identifier), {}).setdefault(style, []).append(identifier)
    return found


def mixed(note, pool, role_of, rng, share=None, keep_case=False):
    """The note with other identifiers of the same roles, drawn from `pool`; the same one becomes the same everywhere."""
    share = rng.choice((0, 0.3, 0.7, 1)) if share is None else share
    case = 1 if keep_case else rng.random()
    text, at, made, marks, size, seen = note["text"].encode(), 0, [], [], 0, {}

    def add(part):
        nonlocal size
        part = part.lower() if case < 0.05 else part.upper() if case < 0.1 else part
        made.append(part)
        size += len(part.encode())

    for begin, end, kind in note["identifiers"]:
        add(text[at:begin].decode())
        old = text[begin:end].decode()
        if old not in seen:
            others = pool.get(role_of(kind, old))
            new = rng.choice(others[rng.choice(sorted(others))]) if others and rng.random() < share else old
            seen[old] = new.upper() if old.isupper() and len(old) > 4 and kind in ("name", "location") else new
        start = size
        add(seen[old])
        marks.append([start, size, kind])
        at = end
    add(text[at:].decode())
    return {"id": note["id"], "text": "".join(made), "identifiers": marks}


def fragment(note, rng):
    """A few of the note's lines or sentences: records are often no longer."""
    text = note["text"].encode()
    cuts = [0] + [i + 1 for i in range(len(text) - 1) if text[i : i + 1] == b"\n" or text[i : i + 2] == b". "] + [len(text)]
    inside = {i for begin, end, _ in note["identifiers"] for i in range(begin + 1, end)}
    cuts = [c for c in cuts if c not in inside]
    first = rng.randrange(len(cuts) - 1)
    begin, end = cuts[first], cuts[min(len(cuts) - 1, first + rng.choice((1, 1, 2, 3, 5)))]
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    marks = [[b - begin, e - begin, kind] for b, e, kind in note["identifiers"] if begin <= b and e <= end]
    return {"id": note["id"], "text": text[begin:end].decode(), "identifiers": marks}


def write_notes(path, notes):
    with open(path, "w", encoding="utf-8") as file:
        for note in notes:
            file.write(json.dumps(note, ensure_ascii=False) + "\n")


def known_words(program, files, folder):
    """Hashes of the words that two styles have outside of identifiers, or that plain texts have five times."""
    styles, plain = {}, {}
    for file in files:
        subprocess.run([program, "words", file, folder / "words"], check=True)
        hashes, counts = np.unique(np.fromfile(folder / "words", dtype=np.uint32), return_counts=True)
        if file.name.startswith("plain-"):
            for h in hashes[counts >= 5]:
                plain[int(h)] = True
        for h in hashes:
            styles[int(h)] = styles.get(int(h), 0) + 1
    return np.array(sorted({h for h, n in styles.items() if n >= 2} | plain.keys()), dtype=np.uint32)


class Examples:
    """What the features program wrote of one file."""

    def __init__(self, stem, is_plain):
        words = np.fromfile(f"{stem}.words", dtype=np.int32).reshape(-1, 6)
        self.features = np.memmap(f"{stem}.features", dtype=np.uint16, mode="r")
        self.begin = np.concatenate([[0], np.cumsum(words[:, 5], dtype=np.int64)])
        self.count = words[:, 5].astype(np.int64)
        self.label = (words[:, 4] & 255).astype(np.int64)
        taken = (words[:, 4] >> 8) & 255
        self.use = np.nonzero((self.count > 0) & ((taken == 0) | (not is_plain)))[0]

    def batch(self, words):
        count = self.count[words]
        offset = np.cumsum(count) - count
        at = np.arange(count.sum()) - np.repeat(offset, count) + np.repeat(self.begin[words], count)
        return self.features[at].astype(np.int64), count, self.label[words]


class Finder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.features = torch.nn.EmbeddingBag(ROWS, WIDTH, mode="sum", padding_idx=0)
        torch.nn.init.normal_(self.features.weight, 0, 0.02)
        with torch.no_grad():
            self.features.weight[0] = 0
        self.bias = torch.nn.Parameter(torch.zeros(WIDTH))
        self.hidden = torch.nn.Linear(WIDTH, HIDDEN)
        self.classes = torch.nn.Linear(HIDDEN, CLASSES)

    def forward(self, features, offsets):
        first = torch.relu(self.features(features, offsets) + self.bias)
        return self.classes(torch.relu(self.hidden(first)))


def train(sources, epochs, rng):
    net = Finder()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    examples = np.concatenate([np.stack([np.full(len(s.use), k, np.int32), s.use.astype(np.int32)], 1) for k, s in enumerate(sources)])
    steps, step, start, smooth = epochs * (len(examples) // BATCH), 0, time.time(), None
    print(f"{len(examples)} words, {steps} steps", flush=True)
    for _ in range(epochs):
        rng.shuffle(examples)
        for at in range(0, len(examples) - BATCH + 1, BATCH):
            chosen = examples[at : at + BATCH]
            parts = [s.batch(chosen[chosen[:, 0] == k, 1]) for k, s in enumerate(sources)]
            features, count, label = (np.concatenate([p[i] for p in parts]) for i in range(3))
            # The rules' findings are left out for half of the words, other features now and then.
            blind = np.repeat(rng.random(len(count)) < 0.5, count)
            features[(features < RULES) & blind] = 0
            features[rng.random(len(features), dtype=np.float32) < 0.15] = 0
            for group in optimizer.param_groups:
                group["lr"] = 2e-3 * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
            loss = torch.nn.functional.cross_entropy(net(torch.from_numpy(features), torch.from_numpy(np.cumsum(count) - count)), torch.from_numpy(label))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
            if step % 200 == 0:
                print(f"step {step} of {steps}, loss {smooth:.4f}, {time.time() - start:.0f} s", flush=True)
    return net


def write_weights(path, net, known):
    rows = net.features.weight.detach().numpy()
    scale = np.maximum(np.abs(rows).max(0), 1e-8) / 127
    parts = [b"galen finder 2\n\0", scale, net.bias, net.hidden.weight.T, net.hidden.bias, net.classes.weight.T, net.classes.bias]
    floats = [p if isinstance(p, bytes) else np.ascontiguousarray(p.detach().numpy() if torch.is_tensor(p) else p, dtype="<f4").tobytes() for p in parts]
    quantised = np.clip(np.rint(rows / scale), -127, 127).astype(np.int8)
    path.write_bytes(b"".join(floats) + quantised.tobytes() + struct.pack("<I", len(known)) + known.astype("<u4").tobytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--mixed", type=int, default=2, help="copies with other identifiers")
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.threads > 0:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    left_out = arguments.leave_out.split(",")
    files = sorted(f for f in arguments.folder.glob("*.jsonl") if f.stem not in left_out)
    labelled = {f.stem: read_notes(f) for f in files if not f.name.startswith("plain-")}
    print(f"{len(labelled)} styles: {', '.join(labelled)}", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        known = known_words(arguments.program, files, work)
        known.tofile(work / "known")
        print(f"{len(known)} known words", flush=True)
        for copy in range(arguments.mixed):
            rng = random.Random(copy)
            role_of = role if copy % 2 else kind_alone
            pool = pools(labelled, role_of)
            for style, notes in labelled.items():
                path = work / f"{style}-{copy}.jsonl"
                copies = [mixed(note, pool, role_of, rng) for note in notes]
                write_notes(path, copies + [fragment(note, rng) for note in copies for _ in range(3)])
                files.append(path)

        def examples(file):
            stem = work / f"{file.stem}.out"
            subprocess.run([arguments.program, "features", file, work / "known", stem], check=True)
            return Examples(stem, file.name.startswith("plain-"))

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool_of_threads:
            sources = list(pool_of_threads.map(examples, files))
        net = train(sources, arguments.epochs, np.random.default_rng(1))
    write_weights(arguments.out, net, known)
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
