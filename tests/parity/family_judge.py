"""What the judges of families with encoders share: whether transformers opens what Galen wrote, as it was."""
import os

import torch
from safetensors.torch import load_file
from transformers import AutoModelForImageTextToText


def check_written(directory, model_class, inputs_of, parts):
    """Compares DIRECTORY/written/NAME with DIRECTORY/models/NAME: tensors, logits with those of the reference, and the config's `parts`."""
    verdict = {}
    for name in sorted(os.listdir(directory + "/written")):
        model, info = AutoModelForImageTextToText.from_pretrained(f"{directory}/written/{name}", dtype=torch.float32, output_loading_info=True)
        before = model_class.from_pretrained(f"{directory}/models/{name}", dtype=torch.float32)
        theirs, ours = before.state_dict(), model.state_dict()
        with torch.no_grad():
            logits = model.eval()(**inputs_of(name)[0]).logits
        difference = (logits - load_file(f"{directory}/reference/{name}.safetensors")["logits"]).abs().max().item()
        config = model.config.to_dict()
        changed = [f"{part}.{k}" for part in parts for k, v in before.config.to_dict()[part].items() if config[part].get(k) != v]
        verdict[name] = {"missing": sorted(info["missing_keys"]), "unexpected": sorted(info["unexpected_keys"]), "logit_difference": difference,
                         "different_tensors": [k for k in theirs if not torch.equal(theirs[k], ours[k])], "changed_keys": changed}
    return verdict
