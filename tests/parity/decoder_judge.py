"""DIRECTORY VERDICT.json: runs each model below DIRECTORY/models in transformers on DIRECTORY/tokens.safetensors and compares with DIRECTORY/ours/NAME.safetensors (logits, experts.I)."""
import json
import os
import sys

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM
from transformers.models.glm4_moe.modeling_glm4_moe import Glm4MoeTopkRouter

directory, verdict = sys.argv[1:3]
tokens = load_file(directory + "/tokens.safetensors")["tokens"]
result = {}
for name in sorted(os.listdir(directory + "/models")):
    model, info = AutoModelForCausalLM.from_pretrained(f"{directory}/models/{name}", dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    choices = []
    for module in model.modules():
        if isinstance(module, Glm4MoeTopkRouter):
            module.register_forward_hook(lambda _, __, output: choices.append(output[2].sort(-1).values))
    with torch.no_grad():
        logits = model.eval()(tokens).logits
    ours = load_file(f"{directory}/ours/{name}.safetensors")
    result[name] = {"missing": sorted(info["missing_keys"]), "unexpected": sorted(info["unexpected_keys"]), "sparse_layers": len(choices),
                    "largest_logit": logits.abs().max().item(), "logit_difference": (logits - ours["logits"]).abs().max().item(),
                    "different_choices": sum((theirs != ours[f"experts.{i}"]).any(-1).sum().item() for i, theirs in enumerate(choices)) + abs(len(choices) - sum(k.startswith("experts.") for k in ours))}
json.dump(result, open(verdict, "w"))
