"""transformers pretrains recipes/pretrain/dense_15m.yaml's model for the same time on the same texts, with the same tokenizer; prints validation bits per byte.

    galen tokenizer recipes/pretrain/dense_15m.yaml runs/medquad-tokenizer
    bench/peers/pretrain_transformers.py ../shared/data/medquad/train.jsonl runs/medquad-tokenizer/tokenizer.json [--minutes 10] [--lr 2e-3] [--batch 8]

f32 weights under bf16 autocast, compiled; fused AdamW, clipping at 1, linear warm-up, then cosine to 0 with the clock. Compiling doesn't count. Texts are packed into rows of
512 tokens without padding. Validation scores each text by itself, as `galen train` does: every 40th record, pieces of 512 tokens, all tokens but a piece's first.
"""
import argparse
import json
import math
import random
import time

import torch
from tokenizers import Tokenizer
from transformers import LlamaConfig, LlamaForCausalLM

LENGTH = 512
EOS = 0


def read_texts(file):
    train, validation = [], []
    with open(file, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            text = json.loads(line).get("answer")
            if not isinstance(text, str) or not text.strip():
                continue
            (validation if number % 40 == 0 else train).append(text)
    return train, validation


def pieces_of(tokens):
    at = 0
    while at < len(tokens):
        size = min(LENGTH, len(tokens) - at)
        if len(tokens) - at - size == 1 and size > 2:
            size -= 1
        yield tokens[at:at + size]
        at += size


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("texts")
    arguments.add_argument("tokenizer")
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--lr", type=float, default=2e-3)
    arguments.add_argument("--batch", type=int, default=8, help="rows of 512 tokens")
    arguments.add_argument("--warmup", type=int, default=20)
    arguments.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    tokenizer = Tokenizer.from_file(options.tokenizer)
    train, validation = read_texts(options.texts)
    encode = lambda texts: [encoding.ids + [EOS] for encoding in tokenizer.encode_batch(texts)]
    documents = encode(train)
    random.Random(0).shuffle(documents)
    stream = torch.tensor([token for document in documents for token in document])
    rows = stream[:len(stream) // LENGTH * LENGTH].view(-1, LENGTH)

    model = LlamaForCausalLM(LlamaConfig(vocab_size=tokenizer.get_vocab_size(), hidden_size=384, intermediate_size=1024, num_hidden_layers=8, num_attention_heads=6,
                                         num_key_value_heads=2, tie_word_embeddings=True, max_position_embeddings=2048, rope_theta=10000.0, rms_norm_eps=1e-5))
    matrices = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}], lr=options.lr, betas=(0.9, 0.95), fused=True)
    step = torch.compile(model)

    def forward_backward(batch):
        with torch.autocast("cpu", torch.bfloat16):
            loss = step(input_ids=batch, labels=batch).loss
        loss.backward()
        return loss

    began = time.perf_counter()
    forward_backward(rows[:options.batch])
    optimizer.zero_grad(set_to_none=True)
    compiled = time.perf_counter() - began

    began = time.perf_counter()
    count = 0
    while (used := (time.perf_counter() - began) / (60 * options.minutes)) < 1:
        first = count * options.batch % (len(rows) - options.batch)
        factor = min(1.0, (count + 1) / options.warmup) * 0.5 * (1 + math.cos(math.pi * used))
        for group in optimizer.param_groups:
            group["lr"] = options.lr * factor
        forward_backward(rows[first:first + options.batch])
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        count += 1
    seconds = time.perf_counter() - began

    nll = 0.0
    with torch.no_grad():
        for document in encode(validation):
            for piece in pieces_of(document):
                if len(piece) > 1:
                    tokens = torch.tensor([piece])
                    nll += model(input_ids=tokens, labels=tokens).loss.item() * (len(piece) - 1)
    text_bytes = sum(len(text.encode()) for text in validation)
    print(json.dumps({"bits_per_byte": nll / math.log(2) / text_bytes, "steps": count, "tokens": count * options.batch * LENGTH,
                      "tokens_per_second": count * options.batch * LENGTH / seconds, "compile_seconds": compiled, "lr": options.lr, "batch": options.batch,
                      "validation_bytes": text_bytes}))


main()
