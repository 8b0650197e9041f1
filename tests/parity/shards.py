"""Reads a shards directory with h5py and compares it with a JSON list of samples: shards.py DIRECTORY EXPECTED."""
import hashlib
import json
import pathlib
import sys

import h5py
import numpy as np

directory = pathlib.Path(sys.argv[1])
expected = json.loads(pathlib.Path(sys.argv[2]).read_text())
index = json.loads((directory / "index.json").read_text())
wide = index["vocab_size"] > 65536
number = 0
for entry in index["shards"]:
    path = directory / entry["file"]
    raw = path.read_bytes()
    assert len(raw) == entry["bytes"] and hashlib.sha256(raw).hexdigest() == entry["sha256"], path
    with h5py.File(path, "r") as file:
        description = json.loads(file.attrs["galen"])
        assert description["tokenizer_sha256"] == index["tokenizer_sha256"], description
        assert sorted(file) == ["audio", "image", "samples", "tokens"]
        for name, place in entry["datasets"].items():
            dataset = file[name]
            assert dataset.chunks is None and dataset.compression is None and not dataset.id.get_create_plist().get_nfilters()
            # The offsets that training reads at are the ones HDF5 knows.
            values = dataset[()]
            assert values.nbytes == place["bytes"], name
            if values.nbytes:
                assert dataset.id.get_offset() == place["offset"], name
                assert raw[place["offset"] : place["offset"] + place["bytes"]] == values.tobytes(), name
        values, mask, offsets = (file["tokens"][name][()] for name in ("values", "loss_mask", "offsets"))
        ids, id_offsets = file["samples/id"][()].tobytes(), file["samples/id_offsets"][()]
        assert values.dtype == (np.dtype("<u4") if wide else np.dtype("<u2")) and offsets.dtype == np.dtype("<u8")
        for i in range(entry["samples"]):
            sample = expected[number]
            begin, end = int(offsets[i]), int(offsets[i + 1])
            assert values[begin:end].tolist() == sample["tokens"], number
            assert mask[begin:end].tolist() == sample["loss_mask"], number
            assert ids[int(id_offsets[i]) : int(id_offsets[i + 1])].decode() == sample["id"], number
            assert file["samples/source"][i] == sample["source"] and file["samples/weight"][i] == np.float32(sample["weight"]), number
            number += 1
assert number == len(expected) == index["samples"], number
print(f"h5py {h5py.__version__} read {number} samples in {len(index['shards'])} shards")
