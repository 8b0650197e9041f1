"""What transformers makes of sounds. {"kind": "mel", "file", "count"}: samples.I against WhisperFeatureExtractor -> {"largest", "compared"}.
{"kind": "encoder", "file", "audio_config", "count"}: features and gradients of Qwen3ASREncoder and its projector -> {"features", "gradients"}, relative differences."""
import json
import math
import pathlib
import sys

import torch
from safetensors.torch import load_file
from transformers import WhisperFeatureExtractor
from transformers.models.qwen3_asr.configuration_qwen3_asr import Qwen3ASREncoderConfig
from transformers.models.qwen3_asr.modeling_qwen3_asr import Qwen3ASREncoder, Qwen3ASRMultiModalProjector

request = json.loads(pathlib.Path(sys.argv[1]).read_text())
tensors = load_file(request["file"])


def mel():
    largest, compared = 0.0, 0
    for bins in (80, 128):
        extractor = WhisperFeatureExtractor(feature_size=bins)
        for i in range(request["count"]):
            samples = tensors[f"samples.{i}"]
            ours = tensors[f"mel.{bins}.{i}"]
            if samples.abs().max() == 0:  # nothing but floors, which differ: 1e-10 and 2^-24
                assert (ours[:, : len(samples) // 160 + 1] == ours[0, 0]).all()
                continue
            theirs = extractor(samples.numpy(), sampling_rate=16000, padding=False, return_tensors="pt")["input_features"][0]
            assert theirs.shape == (bins, len(samples) // 160), theirs.shape  # the last frame left out
            theirs = theirs.clamp_min((math.log10(2.0**-24) + 4) / 4)
            frames = theirs.shape[1]
            assert (ours[:, frames + 1 :] == 0).all() and ours.shape[1] % 100 == 0
            largest = max(largest, (ours[:, :frames] - theirs).abs().max().item())
            compared += theirs.numel()
    return {"largest": largest, "compared": compared}


def encoder():
    config = Qwen3ASREncoderConfig(**{k: v for k, v in request["audio_config"].items() if k != "model_type"}, attn_implementation="eager")
    tower = Qwen3ASREncoder(config)

    class Whole:
        audio_config = config

    projector = Qwen3ASRMultiModalProjector(Whole)
    weights = {"model.audio_tower.": tower, "model.multi_modal_projector.": projector}
    for prefix, module in weights.items():
        module.load_state_dict({name[len(prefix):]: value for name, value in tensors.items() if name.startswith(prefix)})
        module.eval()
    features = []
    for i in range(request["count"]):
        spectrogram = tensors[f"spectrogram.{i}"]
        mask = torch.ones(1, spectrogram.shape[1], dtype=torch.long)
        features.append(projector(tower(spectrogram[None], mask).last_hidden_state))
    features = torch.cat(features)
    (features * tensors["weight"]).sum().backward()
    worst = 0.0
    for prefix, module in weights.items():
        for name, parameter in module.named_parameters():
            ours = tensors["grad." + prefix + name]
            # The keys' biases change no softmax: their gradients are rounding.
            scale = max(parameter.grad.abs().max().item(), 1e-3 if name.endswith("k_proj.bias") else 0.0)
            worst = max(worst, (ours - parameter.grad).abs().max().item() / scale)
    return {"features": ((features - tensors["features"]).abs().max() / features.abs().max()).item(), "gradients": worst}


pathlib.Path(sys.argv[2]).write_text(json.dumps(mel() if request["kind"] == "mel" else encoder()))
