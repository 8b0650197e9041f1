"""encode CHECKPOINTS TEXTS.json VERDICT.json: ids by AutoTokenizer for each directory below CHECKPOINTS. train FOLDER TEXTS.json VERDICT.json: byte-level tokenizers of every kind that is read."""
import json
import os
import sys

mode, folder, texts, verdict = sys.argv[1:5]
texts = json.load(open(texts, encoding="utf-8"))
if mode == "train":
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    words = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    marks = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    split = lambda pattern: pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    plain = pre_tokenizers.ByteLevel(add_prefix_space=False)
    kinds = {"gpt-2": plain, "smollm": pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), plain]), "llama-bpe": split(words % "{1,3}"), "glm4": split(words % "{1,3}"),
             "qwen2": split(words % ""), "qwen35": split(marks)}
    for name, kind in kinds.items():
        tokenizer = Tokenizer(models.BPE(ignore_merges=name == "llama-bpe"))
        tokenizer.pre_tokenizer, tokenizer.decoder = kind, decoders.ByteLevel()
        special = ["<|begin|>", "<|end|>", "<|pad|>"]
        tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=1500, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
        tokenizer.add_tokens([AddedToken("<note>", special=False, normalized=False)])
        if name == "llama-bpe":
            tokenizer.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=False), processors.TemplateProcessing(single="<|begin|> $A", special_tokens=[("<|begin|>", 0)])])
        os.makedirs(f"{folder}/{name}")
        tokenizer.save(f"{folder}/{name}/tokenizer.json")
        json.dump({"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|begin|>", "eos_token": {"content": "<|end|>", "__type": "AddedToken"}, "pad_token": "<|pad|>",
                   "chat_template": "{{ messages }}"}, open(f"{folder}/{name}/tokenizer_config.json", "w"))
    json.dump(sorted(kinds), open(verdict, "w"))
else:
    from transformers import AutoTokenizer
    result = {}
    for name in sorted(os.listdir(folder)):
        tokenizer = AutoTokenizer.from_pretrained(f"{folder}/{name}")
        result[name] = {"ids": [tokenizer(text, add_special_tokens=False).input_ids for text in texts], "with_special": tokenizer("Pain.").input_ids, "size": len(tokenizer),
                        "decoded": [tokenizer.decode(tokenizer(text, add_special_tokens=False).input_ids) == text for text in texts],
                        "bos": tokenizer.bos_token, "eos": tokenizer.eos_token, "pad": tokenizer.pad_token, "has_template": tokenizer.chat_template is not None}
    json.dump(result, open(verdict, "w"))
