"""write FOLDER VERDICT | read FOLDER VERDICT | judge FOLDER VERDICT: the reference reader and writer of safetensors."""
import glob
import json
import os
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

mode, folder, verdict = sys.argv[1:4]
result = {}
if mode == "write":
    torch.manual_seed(5)
    tensors = {f"t.{dtype}": (torch.randn(3, 7) * 50).to(getattr(torch, dtype)) for dtype in ("float32", "float16", "bfloat16", "float64", "int64", "int32", "uint8", "bool")}
    tensors["empty"] = torch.empty(0, 3)
    tensors["scalar"] = torch.tensor(1.5)
    save_file(tensors, folder + "/theirs.safetensors", metadata={"made": "by the reference", "ключ": "значение"})
    result = {name: [str(t.dtype), list(t.shape), t.double().sum().item()] for name, t in tensors.items()}
elif mode == "read":
    result = {name: [str(t.dtype), list(t.shape), t.double().sum().item()] for name, t in load_file(folder + "/ours.safetensors").items()}
else:
    for path in sorted(glob.glob(folder + "/*.st")):
        try:
            with safe_open(path, framework="pt") as file:
                for name in file.keys():
                    file.get_tensor(name)
            result[os.path.basename(path)] = True
        except Exception:
            result[os.path.basename(path)] = False
json.dump(result, open(verdict, "w"))
