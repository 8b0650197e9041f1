"""One variant of transformers' training step on the shapes of recipes/bench; prints a JSON line.

    transformers_step.py dense|sparse|quickstart VARIANT [--steps N] [--threads N]

Variants: f32, autocast or bf16, each also with -compile; for sparse also with -grouped before that (grouped_mm experts).
f32 and autocast keep f32 weights (as Galen does); bf16 keeps weights and AdamW's moments in bf16, which trains worse but is the fastest there is.
"""
import argparse
import json
import resource
import statistics
import time

import torch
from transformers import Glm4MoeConfig, Glm4MoeForCausalLM, LlamaConfig, LlamaForCausalLM, MixtralConfig, MixtralForCausalLM

DOCUMENTS, LENGTH = 4, 512
SHAPE = dict(vocab_size=49152, hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
             tie_word_embeddings=True, max_position_embeddings=8192)


def build(kind, grouped):
    torch.manual_seed(0)
    if kind == "dense":
        return LlamaForCausalLM(LlamaConfig(**SHAPE))
    if kind == "quickstart":
        config = Glm4MoeConfig(**SHAPE, head_dim=64, moe_intermediate_size=512, n_shared_experts=3, n_routed_experts=8, num_experts_per_tok=4, n_group=4, topk_group=2,
                               norm_topk_prob=False, first_k_dense_replace=0, partial_rotary_factor=1.0)
        config._experts_implementation = "grouped_mm" if grouped else "eager"
        return Glm4MoeForCausalLM(config)
    config = MixtralConfig(**SHAPE, num_local_experts=4, num_experts_per_tok=2)
    config._experts_implementation = "grouped_mm" if grouped else "eager"
    return MixtralForCausalLM(config)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=["dense", "sparse", "quickstart"])
    arguments.add_argument("variant")
    arguments.add_argument("--steps", type=int, default=6)
    arguments.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    words = options.variant.split("-")
    model = build(options.kind, "grouped" in words).train()
    if words[0] == "bf16":
        model = model.bfloat16()
    step = torch.compile(model) if "compile" in words else model
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    seconds = []
    for _ in range(options.steps):
        tokens = torch.randint(0, SHAPE["vocab_size"], (DOCUMENTS, LENGTH))
        began = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16, enabled=words[0] == "autocast"):
            loss = step(input_ids=tokens, labels=tokens).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"variant": options.variant, "tokens_per_second": DOCUMENTS * LENGTH / statistics.median(seconds[1:]), "first_step_seconds": seconds[0],
                      "peak_rss_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


main()
