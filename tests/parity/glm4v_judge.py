"""make DIRECTORY VERDICT.json: tiny random glm4v_moe models, made by transformers, into DIRECTORY/models/NAME, with what they compute into DIRECTORY/reference/NAME.safetensors.
check DIRECTORY VERDICT.json: opens DIRECTORY/written/NAME and compares tensors and logits with those of `make`."""
import json
import math
import os
import sys

import torch
from safetensors.torch import save_file
from transformers import Glm4vMoeConfig, Glm4vMoeForConditionalGeneration

from family_judge import check_written

IMAGE, VOCABULARY = 90, 96
TEXT = dict(vocab_size=VOCABULARY, hidden_size=64, intermediate_size=80, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2, head_dim=16, max_position_embeddings=512, attention_bias=False,
            moe_intermediate_size=24, n_shared_experts=2, n_routed_experts=8, num_experts_per_tok=4, n_group=4, topk_group=2, first_k_dense_replace=1, norm_topk_prob=False, rms_norm_eps=1e-3,
            rope_parameters={"rope_type": "default", "rope_theta": 7000.0, "partial_rotary_factor": 1.0, "mrope_section": [2, 3, 3]}, bos_token_id=1, eos_token_id=2, pad_token_id=0)
VISION = dict(depth=3, hidden_size=32, num_heads=2, image_size=20, patch_size=4, temporal_patch_size=2, spatial_merge_size=2, out_hidden_size=64, intermediate_size=48, rms_norm_eps=1e-3)
# Wider and narrower than the table of 5 x 5 positions, long and flat; each at another place of the text.
GRIDS = [[1, 4, 6], [1, 2, 2], [1, 10, 6], [1, 2, 8]]
CASES = {
    "text": ({}, {}),
    "images": ({}, {}),
    "biased": (dict(attention_bias=True, norm_topk_prob=True, routed_scaling_factor=1.7), dict(attention_bias=True)),
    "half_rotates": (dict(first_k_dense_replace=0, rope_parameters={"rope_type": "default", "rope_theta": 7000.0, "partial_rotary_factor": 0.5, "mrope_section": [1, 1, 2]}), dict(image_size=12)),
    "tied": (dict(n_group=1, topk_group=1), dict(depth=1)),
}


def build(name):
    torch.manual_seed(len(name))
    text, vision = CASES[name]
    config = Glm4vMoeConfig(text_config={**TEXT, **text}, vision_config={**VISION, **vision}, image_token_id=IMAGE, video_token_id=91, image_start_token_id=92, image_end_token_id=93,
                            video_start_token_id=94, video_end_token_id=95, tie_word_embeddings=name == "tied")
    model = Glm4vMoeForConditionalGeneration(config).eval()
    with torch.no_grad():
        for key, p in model.named_parameters():
            p.copy_(torch.randn_like(p) * (1.0 / math.sqrt(p[0].numel()) if p.dim() > 1 else 0.2))
            if p.dim() == 1 and key.endswith("weight"):
                p.add_(1.0)
        for key, b in model.named_buffers():
            if key.endswith("e_score_correction_bias"):
                b.copy_(torch.rand_like(b) * 0.3)
    return model


def inputs_of(name):
    g = torch.Generator().manual_seed(5)
    if name == "text":
        tokens = torch.randint(0, 90, (2, 60), generator=g)
        return {"input_ids": tokens}, {}
    grid = torch.tensor(GRIDS)
    pieces = [torch.randint(0, 90, (7,), generator=g)]
    for i, (_, h, w) in enumerate(GRIDS):
        pieces += [torch.full((h * w // 4,), IMAGE), torch.randint(0, 90, (3 + i,), generator=g)]
    tokens = torch.cat(pieces)[None]
    pixels = torch.randn(int(grid.prod(-1).sum()), 96, generator=g)
    return ({"input_ids": tokens, "pixel_values": pixels, "image_grid_thw": grid, "mm_token_type_ids": (tokens == IMAGE).int()}, {"pixel_values": pixels, "image_grid": grid})


def features(model, inputs, suffix):
    if "pixel_values" not in inputs:
        return {}
    pixels = inputs["pixel_values"].to(next(model.parameters()).dtype)
    return {"image_features" + suffix: torch.cat(model.model.get_image_features(pixels, inputs["image_grid_thw"]).pooler_output).float()}


def make(directory):
    verdict = {}
    for name in CASES:
        model, (inputs, ours) = build(name), inputs_of(name)
        model.save_pretrained(f"{directory}/models/{name}")
        tokens = inputs["input_ids"]
        logits = model(**inputs).logits
        loss = torch.nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), tokens[:, 1:].flatten())
        loss.backward()
        reference = {"tokens": tokens, "logits": logits.detach(), "loss": loss.detach()[None], **ours}
        grads = {}
        for key, p in model.named_parameters():
            if p.grad is None:
                continue
            if ".experts." in key:  # on disk one tensor an expert
                for e, g in enumerate(p.grad):
                    parts = dict(zip(("gate_proj", "up_proj"), g.chunk(2))) if "gate_up" in key else {"down_proj": g}
                    for part, value in parts.items():
                        grads[key.rsplit(".", 1)[0] + f".{e}.{part}.weight"] = value
            else:
                grads[key] = p.grad
        reference.update({"grad." + key: g for key, g in grads.items()})
        narrow = Glm4vMoeForConditionalGeneration.from_pretrained(f"{directory}/models/{name}", dtype=torch.bfloat16)
        with torch.no_grad():
            reference.update(features(model, inputs, ""))
            reference["logits_bf16"] = narrow(**{k: v.bfloat16() if v.is_floating_point() else v for k, v in inputs.items()}).logits.float()
            if name != "tied":
                model.model.rope_deltas = None
                first = {k: v[:1] if name == "text" else v for k, v in inputs.items()}
                out = model.generate(**first, attention_mask=torch.ones_like(first["input_ids"]), max_new_tokens=256, do_sample=False, eos_token_id=None, pad_token_id=0)
                reference["generated"] = out[0, tokens.shape[1]:]
        save_file({k: v.contiguous().clone() for k, v in reference.items()}, f"{directory}/reference/{name}.safetensors")
        verdict[name] = {"largest_logit": logits.abs().max().item()}
    return verdict


def check(directory):
    return check_written(directory, Glm4vMoeForConditionalGeneration, inputs_of, ("text_config", "vision_config"))


mode, directory, verdict = sys.argv[1:4]
os.makedirs(directory + "/models", exist_ok=True)
os.makedirs(directory + "/reference", exist_ok=True)
json.dump((make if mode == "make" else check)(directory), open(verdict, "w"))
