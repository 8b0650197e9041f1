"""DIRECTORY VERDICT.json: opens each checkpoint below DIRECTORY/ours with transformers, and saves models of its own below DIRECTORY/theirs."""
import json
import os
import sys

import torch
from transformers import AutoConfig, AutoModelForCausalLM, Glm4MoeConfig, LlamaConfig

directory, verdict = sys.argv[1:3]
result = {}
for name in sorted(os.listdir(directory + "/ours")):
    model, info = AutoModelForCausalLM.from_pretrained(f"{directory}/ours/{name}", output_loading_info=True)
    with torch.no_grad():
        logits = model(torch.arange(12).reshape(2, 6)).logits
    result[name] = {"class": type(model).__name__, "missing": sorted(info["missing_keys"]), "unexpected": sorted(info["unexpected_keys"]), "mismatched": len(info["mismatched_keys"]),
                    "parameters": sum(p.numel() for p in model.parameters()) + sum(b.numel() for n, b in model.named_buffers() if n.endswith("e_score_correction_bias")),
                    "dtype": str(model.dtype), "finite": bool(logits.isfinite().all()), "rope_theta": model.config.rope_parameters["rope_theta"],
                    "partial_rotary_factor": model.config.rope_parameters.get("partial_rotary_factor", 1.0)}
torch.manual_seed(3)
shape = dict(vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=128)
for name, config in {
    "llama": LlamaConfig(**shape, rope_parameters={"rope_type": "default", "rope_theta": 5000.0}),
    "llama_biased": LlamaConfig(**shape, attention_bias=True, tie_word_embeddings=True),
    "moe": Glm4MoeConfig(**shape, head_dim=16, moe_intermediate_size=16, n_shared_experts=3, n_routed_experts=8, num_experts_per_tok=4, n_group=4, topk_group=2, first_k_dense_replace=1),
    "moe_qk_norm": Glm4MoeConfig(**shape, head_dim=8, moe_intermediate_size=16, n_shared_experts=3, n_routed_experts=8, num_experts_per_tok=4, first_k_dense_replace=0, use_qk_norm=True, attention_bias=True),
}.items():
    AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16 if name == "llama" else torch.float32).save_pretrained(f"{directory}/theirs/{name}", max_shard_size="40KB")
    saved = AutoConfig.from_pretrained(f"{directory}/theirs/{name}")
    result["theirs/" + name] = {"rope_theta": saved.rope_parameters["rope_theta"], "partial_rotary_factor": saved.rope_parameters.get("partial_rotary_factor", 1.0)}
json.dump(result, open(verdict, "w"))
