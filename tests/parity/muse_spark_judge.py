"""make DIRECTORY VERDICT.json: tiny random muse_spark models of every kind, made by transformers, into DIRECTORY/models/NAME, with what they compute into DIRECTORY/reference/NAME.safetensors.
check DIRECTORY VERDICT.json: opens DIRECTORY/written/NAME and compares tensors and logits with those of `make`."""
import json
import math
import os
import sys

import torch
from safetensors.torch import save_file
from transformers import MuseSparkConfig, MuseSparkForConditionalGeneration

from family_judge import check_written

IMAGE, AUDIO, VOCABULARY = 90, 92, 96
TEXT = dict(vocab_size=VOCABULARY, hidden_size=64, intermediate_size=80, num_hidden_layers=5, num_attention_heads=4, num_key_value_heads=2, head_dim=16, max_position_embeddings=512,
            sliding_window=11, moe_intermediate_size=24, num_local_experts=8, num_experts_per_tok=3, moe_hidden_size=32, mlp_layer_types=["dense"] + ["sparse"] * 4,
            rope_parameters={"rope_type": "default", "rope_theta": 7000.0}, rms_norm_eps=1e-3, post_norm_eps=1e-4, bos_token_id=1, eos_token_id=2, output_multiplier=0.6, qk_scale_factor=2.0)  # the default of 5.5 makes random models so sharp that f32 roundings grow to 1e-4
VISION = dict(patch_size=4, pos_emb_height=4, pos_emb_width=4, num_attention_heads=2, num_hidden_layers=5, hidden_size=32, intermediate_size=48,
              max_position_embeddings=16)
AUDIO_TOWER = dict(patch_sizes=[4, 3, 2], hidden_sizes=[8, 16, 24], depths=[1, 2, 1], num_hidden_layers=3, out_hidden_size=64, conv_kernel_size=5, mlp_ratio=2.0)
FULL, SLIDING = "full_attention", "sliding_attention"
GRIDS = [[1, 4, 6], [1, 2, 2], [2, 10, 6], [1, 8, 4]]
LENGTHS = [100, 24, 1, 55]
CASES = {
    "text": {},
    "dense": dict(mlp_layer_types=["dense"] * 5, attention_bias=True, qk_scale_factor=5.4730064863875),
    "sparse_scaled": dict(mlp_layer_types=["sparse"] * 5, routed_scaling_factor=1.7, num_experts_per_tok=8, residual_gate_temperature=0.9),
    "sliding_without_rope": dict(layer_types=[SLIDING, FULL] * 2 + [SLIDING], layer_rope_theta=[0, 7000.0, 7000.0, 0, 7000.0], sliding_window=2, final_logit_softcapping=3.0),
    "all_full": dict(layer_types=[FULL] * 5, num_key_value_heads=4, num_experts_per_tok=1),
    "window_of_tiles": dict(sliding_window=16),
    "images": {}, "audio": {}, "all": {},
}


def build(name):
    torch.manual_seed(len(name))
    config = MuseSparkConfig(text_config={**TEXT, **CASES[name]}, vision_config=VISION, audio_config=AUDIO_TOWER, image_token_id=IMAGE, video_token_id=IMAGE + 1, audio_token_id=AUDIO,
                             out_hidden_size=128, projector_hidden_size=40)
    model = MuseSparkForConditionalGeneration(config).eval()
    with torch.no_grad():
        for key, p in model.named_parameters():
            centred = "language_model.layers" in key and "norm" in key
            p.copy_(torch.randn_like(p) * (0.5 if key.endswith("residual_gate.gate") else 1.0 / math.sqrt(p.shape[-1]) if p.dim() > 1 else 0.2))
            if p.dim() == 1 and key.endswith("weight") and not centred:
                p.add_(1.0)
        for key, b in model.named_buffers():
            if key.endswith("e_score_correction_bias"):
                b.copy_(torch.rand_like(b) * 0.3)
    return model


def inputs_of(name):
    g = torch.Generator().manual_seed(5)
    if name not in ("images", "audio", "all"):
        return {"input_ids": torch.randint(0, 90, (2, 60), generator=g)}, {}
    pieces, extra, ours = [torch.randint(0, 90, (7,), generator=g)], {}, {}
    if name != "audio":
        grid = torch.tensor(GRIDS)
        extra["pixel_values"] = ours["pixel_values"] = torch.randn(int(grid.prod(-1).sum()), 96, generator=g)
        extra["image_grid_thw"] = ours["image_grid"] = grid
    if name != "images":
        padded = -(-max(LENGTHS) // 24) * 24
        extra["input_values"], extra["input_values_mask"] = torch.zeros(len(LENGTHS), padded), torch.zeros(len(LENGTHS), padded, dtype=torch.long)
        for i, n in enumerate(LENGTHS):
            ours[f"audio.{i}"] = torch.randn(n, generator=g)
            extra["input_values"][i, :n], extra["input_values_mask"][i, :n] = ours[f"audio.{i}"], 1
    for i in range(4):
        if name != "audio":
            pieces.append(torch.full((math.prod(GRIDS[i]) // 4,), IMAGE))
        pieces.append(torch.randint(0, 90, (3 + i,), generator=g))
        if name != "images":
            pieces.append(torch.full((-(-LENGTHS[i] // 24),), AUDIO))
            pieces.append(torch.randint(0, 90, (2,), generator=g))
    return {"input_ids": torch.cat(pieces)[None], **extra}, ours


def features(model, inputs, suffix):
    result, dtype = {}, next(model.parameters()).dtype
    if "pixel_values" in inputs:
        result["image_features" + suffix] = torch.cat(model.model.get_image_features(inputs["pixel_values"].to(dtype), inputs["image_grid_thw"]).pooler_output).float()
    if "input_values" in inputs:
        result["audio_features" + suffix] = model.model.get_audio_features(inputs["input_values"].to(dtype), inputs["input_values_mask"]).pooler_output.float()
    return result


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
        reference.update({"grad." + key: p.grad for key, p in model.named_parameters() if p.grad is not None})
        with torch.no_grad():
            reference.update(features(model, inputs, ""))
        narrow = MuseSparkForConditionalGeneration.from_pretrained(f"{directory}/models/{name}", dtype=torch.bfloat16)
        with torch.no_grad():
            reference["logits_bf16"] = narrow(**{k: v.bfloat16() if v.is_floating_point() else v for k, v in inputs.items()}).logits.float()
            reference.update(features(narrow, inputs, "_bf16"))
            if name in ("text", "sliding_without_rope", "window_of_tiles"):
                out = model.generate(tokens[:1, :20], attention_mask=torch.ones(1, 20, dtype=torch.long), max_new_tokens=256, do_sample=False, eos_token_id=None, pad_token_id=0)
                reference["generated"] = out[0, 20:]
        save_file({k: v.contiguous() for k, v in reference.items()}, f"{directory}/reference/{name}.safetensors")
        verdict[name] = {"largest_logit": logits.abs().max().item()}
    return verdict


def check(directory):
    return check_written(directory, MuseSparkForConditionalGeneration, inputs_of, ("text_config", "vision_config", "audio_config"))


mode, directory, verdict = sys.argv[1:4]
os.makedirs(directory + "/models", exist_ok=True)
os.makedirs(directory + "/reference", exist_ok=True)
json.dump((make if mode == "make" else check)(directory), open(verdict, "w"))
