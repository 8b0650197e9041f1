"""Stored pixel values of pydicom's own files, as pydicom reads them: {"folder"} -> N.i32 there, and [{path, shape, …}]."""
import json
import pathlib
import sys
import warnings

import numpy as np
import pydicom
from pydicom.data import DATA_ROOT
from pydicom.pixels import pixel_array

warnings.simplefilter("ignore")
out = pathlib.Path(json.loads(pathlib.Path(sys.argv[1]).read_text())["folder"])
files = []
for path in sorted(pathlib.Path(DATA_ROOT).rglob("*")):
    if not path.is_file():
        continue
    try:
        dataset = pydicom.dcmread(path)
        values = pixel_array(dataset, raw=True)
    except Exception:   # not DICOM, no pixels, made broken on purpose, or a compression whose package isn't installed
        continue
    if not np.issubdtype(values.dtype, np.integer):
        continue
    frames = int(dataset.get("NumberOfFrames", 1) or 1)
    samples = int(dataset.get("SamplesPerPixel", 1))
    values = values.reshape(frames, int(dataset.Rows), int(dataset.Columns), samples)
    values.astype("<i4").tofile(out / f"{len(files)}.i32")
    files.append({"path": str(path), "shape": list(values.shape), "transfer_syntax": dataset.file_meta.TransferSyntaxUID.name,
                  "photometric": dataset.PhotometricInterpretation, "bits": int(dataset.BitsAllocated)})
pathlib.Path(sys.argv[2]).write_text(json.dumps(files))
