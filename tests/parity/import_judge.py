"""CHECKPOINT SOURCE.gguf VERDICT.json: what transformers makes of a checkpoint, against the gguf package's reading of the file it came from."""
import json
import sys

import gguf
import numpy as np
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

checkpoint, source, verdict = sys.argv[1:4]
ours, info = AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32, output_loading_info=True)

reader = gguf.GGUFReader(source)
weights = {t.name: torch.from_numpy(gguf.quants.dequantize(t.data, t.tensor_type).astype(np.float32)) for t in reader.tensors}
value = lambda name: reader.fields["llama." + name].contents()
heads, kv_heads = value("attention.head_count"), value("attention.head_count_kv")
theirs = LlamaForCausalLM(LlamaConfig(
    vocab_size=len(weights["token_embd.weight"]), hidden_size=value("embedding_length"), intermediate_size=value("feed_forward_length"), num_hidden_layers=value("block_count"),
    num_attention_heads=heads, num_key_value_heads=kv_heads, max_position_embeddings=value("context_length"), rms_norm_eps=1e-5, tie_word_embeddings=True,
    rope_parameters={"rope_type": "default", "rope_theta": value("rope.freq_base")})).float().eval()


def halves(rows, n):
    """Interleaved pairs (GGUF) to halves (Hugging Face), for each of n heads."""
    return torch.cat([torch.cat([head[0::2], head[1::2]]) for head in rows.chunk(n)])


state = {"model.embed_tokens.weight": weights["token_embd.weight"], "lm_head.weight": weights["token_embd.weight"], "model.norm.weight": weights["output_norm.weight"]}
for i in range(value("block_count")):
    for ours_name, name in (("self_attn.q_proj", "attn_q"), ("self_attn.k_proj", "attn_k"), ("self_attn.v_proj", "attn_v"), ("self_attn.o_proj", "attn_output"), ("mlp.gate_proj", "ffn_gate"),
                            ("mlp.up_proj", "ffn_up"), ("mlp.down_proj", "ffn_down"), ("input_layernorm", "attn_norm"), ("post_attention_layernorm", "ffn_norm")):
        tensor = weights[f"blk.{i}.{name}.weight"]
        state[f"model.layers.{i}.{ours_name}.weight"] = halves(tensor, heads) if name == "attn_q" else halves(tensor, kv_heads) if name == "attn_k" else tensor
theirs.load_state_dict(state)

tokenizer = AutoTokenizer.from_pretrained(checkpoint)
text = "The patient is a 67-year-old woman with shortness of breath, hypertension and type 2 diabetes. She denies chest pain."
ids = torch.tensor([tokenizer(text).input_ids])
with torch.no_grad():
    difference = (ours(ids).logits - theirs(ids).logits).abs().max().item()
    chat = tokenizer.apply_chat_template([{"role": "user", "content": "What is the capital of France?"}], add_generation_prompt=True, return_tensors="pt", return_dict=True)
    answer = ours.generate(**chat, max_new_tokens=12, do_sample=False)[0, chat["input_ids"].shape[1]:]
a, b = ours.state_dict(), theirs.state_dict()
json.dump({"missing": sorted(info["missing_keys"]), "unexpected": sorted(info["unexpected_keys"]), "mismatched": len(info["mismatched_keys"]),
           "tensors": len(a), "differing": sorted(k for k in b if not torch.equal(a[k], b[k])), "logit_difference": difference,
           "answer": tokenizer.decode(answer, skip_special_tokens=True), "eos": tokenizer.eos_token}, open(verdict, "w"))
