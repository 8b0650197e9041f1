"""REQUEST.json ANSWER.json: scores {"tasks": [files], "limit": n} of {"model": directory} with lm_eval and transformers (f32, CPU)."""
import json
import os
import sys

os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
import yaml
from lm_eval import simple_evaluate
from lm_eval.models.huggingface import HFLM
from transformers import AutoModelForCausalLM, AutoTokenizer

with open(sys.argv[1], encoding="utf-8") as file:
    request = json.load(file)
os.environ["HF_DATASETS_CACHE"] = request["cache"]
model = HFLM(pretrained=AutoModelForCausalLM.from_pretrained(request["model"], dtype=torch.float32, attn_implementation="eager").eval(),
             tokenizer=AutoTokenizer.from_pretrained(request["model"]), batch_size=request.get("batch_size", 1), device="cpu")
tasks = []
for path in request["tasks"]:
    with open(path, encoding="utf-8") as file:
        tasks.append(yaml.safe_load(file))
results = simple_evaluate(model=model, tasks=tasks, limit=request.get("limit"), log_samples=True, bootstrap_iters=0, random_seed=0)
answer = {}
for name, samples in results["samples"].items():
    samples = sorted(samples, key=lambda sample: sample["doc_id"])
    answer[name] = {"scores": {key.split(",")[0]: value for key, value in results["results"][name].items() if key.startswith("acc") and "stderr" not in key},
                    "items": [{"log_likelihoods": [float(response[0][0]) for response in sample["resps"]],
                               "contexts": [arguments["arg_0"] if isinstance(arguments, dict) else arguments[0] for arguments in
                                            (sample["arguments"].values() if isinstance(sample["arguments"], dict) else sample["arguments"])],
                               "acc": sample.get("acc"), "acc_norm": sample.get("acc_norm"), "acc_bytes": sample.get("acc_bytes")} for sample in samples]}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(answer, file)
