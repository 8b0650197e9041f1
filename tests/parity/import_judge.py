"""CHECKPOINT SOURCE.gguf VERDICT.json: what transformers makes of a checkpoint, against its own reading of the GGUF file it came from."""
import json
import os
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

checkpoint, source, verdict = sys.argv[1:4]
ours, info = AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32, output_loading_info=True)
theirs = AutoModelForCausalLM.from_pretrained(os.path.dirname(source), gguf_file=os.path.basename(source), dtype=torch.float32)
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
text = "The patient is a 67-year-old woman with shortness of breath, hypertension and type 2 diabetes. She denies chest pain."
ids = torch.tensor([tokenizer(text).input_ids])
with torch.no_grad():
    difference = (ours(ids).logits - theirs(ids).logits).abs().max().item()
    chat = tokenizer.apply_chat_template([{"role": "user", "content": "What is the capital of France?"}], add_generation_prompt=True, return_tensors="pt", return_dict=True)
    answer = ours.generate(**chat, max_new_tokens=12, do_sample=False)[0, chat["input_ids"].shape[1]:]
a, b = ours.state_dict(), theirs.state_dict()
json.dump({"missing": sorted(info["missing_keys"]), "unexpected": sorted(info["unexpected_keys"]), "mismatched": len(info["mismatched_keys"]),
           "tensors": len(a), "differing": sorted(k for k in a if not torch.equal(a[k], b[k])), "logit_difference": difference,
           "answer": tokenizer.decode(answer, skip_special_tokens=True), "eos": tokenizer.eos_token}, open(verdict, "w"))
