#include <ATen/ATen.h>

#include <memory>

#include "cli/command.h"
#include "core/error.h"
#include "core/text.h"
#include "model/decoder.h"
#include "model/media_spec.h"
#include "model/safetensors.h"

namespace galen {
namespace {

// [[id, …], …], all of one length, every id in the vocabulary.
at::Tensor read_token_ids(const std::string& file, int64_t vocab_size, const std::optional<MediaSpec>& media) {
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
      const bool is_placeholder = media && id.is_number_integer() && (id == media->image_token || id == media->audio_token);
      if (!is_placeholder && (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<int64_t>() >= vocab_size)) {
        throw Error(id.dump() + " is no token of this vocabulary (0 to " + std::to_string(vocab_size - 1) + ")", where);
      }
      flat.push_back(id.get<int64_t>());
    }
  }
  return at::tensor(flat, at::kLong).view({static_cast<int64_t>(json.size()), static_cast<int64_t>(length)});
}

// Images and sounds in the order of the command line; the model takes each where its kind's next placeholders are.
Media read_media_files(const std::vector<std::string>& images, const std::vector<std::string>& sounds, const MediaSpec& spec) {
  std::vector<std::filesystem::path> files(images.begin(), images.end());
  files.insert(files.end(), sounds.begin(), sounds.end());
  MediaBuilder builder;
  for (MediumOrError& medium : read_media(files, spec)) {
    if (const auto* error = std::get_if<Error>(&medium)) throw *error;
    builder.add(std::get<StoredMedium>(medium), spec);
  }
  return builder.build();
}

}  // namespace

void add_logits(Program& program) {
  struct LogitsOptions {
    std::string checkpoint, tokens, out;
    std::vector<std::string> images, sounds;
    bool experts = false;
  };
  auto o = std::make_shared<LogitsOptions>();
  CLI::App* command = add_command(program, program.app, "logits", "f32 logits of token ids, for parity with other runtimes",
                                  "galen logits runs/base --tokens ids.json --out logits.safetensors", [o]() -> OrderedJson {
                                    const Checkpoint checkpoint = open_model(o->checkpoint);
                                    const Model model = load_model(checkpoint, at::kFloat);
                                    const bool has_files = !o->images.empty() || !o->sounds.empty();
                                    std::optional<MediaSpec> spec;
                                    if (has_files) spec = media_spec(checkpoint.config, tokenizer_of(checkpoint), {});
                                    if (has_files && !spec) throw Error("the model has no encoders of images or audio", o->checkpoint);
                                    const at::Tensor ids = read_token_ids(o->tokens, model.config.vocab_size, spec);
                                    const Media media = has_files ? read_media_files(o->images, o->sounds, *spec) : Media();
                                    RoutingTrace trace;
                                    trace.keep_indices = o->experts;
                                    const at::Tensor logits = forward_logits(model, ids, &trace, has_files ? &media : nullptr);
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
  command->add_option("--image", o->images, "image file, one for each run of image placeholders; again for more");
  command->add_option("--audio", o->sounds, "sound file, likewise");
  command->add_option("--out", o->out, "safetensors file: logits [batch, seq, vocab]")->required();
  command->add_flag("--experts", o->experts, "also write which experts each token chose, per sparse layer");
}

}  // namespace galen
