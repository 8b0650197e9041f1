#include <ATen/ATen.h>

#include <memory>

#include "cli/command.h"
#include "core/error.h"
#include "core/text.h"
#include "model/decoder.h"
#include "model/safetensors.h"

namespace galen {
namespace {

// [[id, …], …], all of one length, every id in the vocabulary.
at::Tensor read_token_ids(const std::string& file, int64_t vocab_size) {
  const Json json = read_json(file);
  if (!json.is_array() || json.empty() || !json[0].is_array() || json[0].empty()) {
    throw Error("expected [[id, …], …]: a list of token lists, none empty", file);
  }
  const size_t length = json[0].size();
  std::vector<int64_t> flat;
  for (size_t row = 0; row < json.size(); ++row) {
    const std::string where = file + ": row " + std::to_string(row);
    if (!json[row].is_array() || json[row].size() != length) throw Error("all rows must have the same length", where, "pad them or run them one by one");
    for (const Json& id : json[row]) {
      if (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<int64_t>() >= vocab_size) {
        throw Error(id.dump() + " is no token of this vocabulary (0 to " + std::to_string(vocab_size - 1) + ")", where);
      }
      flat.push_back(id.get<int64_t>());
    }
  }
  return at::tensor(flat, at::kLong).view({static_cast<int64_t>(json.size()), static_cast<int64_t>(length)});
}

}  // namespace

void add_logits(Program& program) {
  struct LogitsOptions {
    std::string checkpoint, tokens, out;
    bool experts = false;
  };
  auto o = std::make_shared<LogitsOptions>();
  CLI::App* command = add_command(program, program.app, "logits", "f32 logits of token ids, for parity with other runtimes",
                                  "galen logits runs/base --tokens ids.json --out logits.safetensors", [o]() -> OrderedJson {
                                    const Model model = load_model(open_model(o->checkpoint), at::kFloat);
                                    const at::Tensor ids = read_token_ids(o->tokens, model.config.vocab_size);
                                    RoutingTrace trace;
                                    trace.keep_indices = o->experts;
                                    const at::Tensor logits = forward_logits(model, ids, &trace);
                                    NamedTensors tensors = {{"logits", logits}};
                                    for (size_t i = 0; i < trace.expert_index.size(); ++i) {
                                      tensors.emplace_back("experts." + std::to_string(i), trace.expert_index[i].contiguous());
                                    }
                                    write_safetensors(o->out, tensors);
                                    print_line("written: " + o->out);
                                    return {{"out", o->out}, {"shape", logits.sizes().vec()}};
                                  });
  command->add_option("checkpoint", o->checkpoint, "checkpoint, Hugging Face directory or GGUF file")->required();
  command->add_option("--tokens", o->tokens, "[[id, …], …]")->required();
  command->add_option("--out", o->out, "safetensors file: logits [batch, seq, vocab]")->required();
  command->add_flag("--experts", o->experts, "also write which experts each token chose, per sparse layer");
}

}  // namespace galen
