#include <ATen/ATen.h>

#include <memory>

#include "cli/command.h"
#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "core/text.h"
#include "export/gguf.h"
#include "export/smooth.h"
#include "export/stamp.h"
#include "export/verify.h"
#include "export/verify_encoders.h"
#include "model/decoder.h"
#include "model/media_spec.h"
#include "recipes/recipe.h"

namespace galen {
namespace {

struct ExportOptions {
  std::string checkpoint, out, format = "gguf", held_out;
  std::vector<std::string> types;  // empty: what the checkpoint's recipe says
  std::string calibration;
  std::string release, keyring, override_reason;
  bool no_verify = false;
  bool no_smoothing = false;
  int64_t max_tokens = 1024;
};

// Clinical text of our own for the comparison when none is given: logits are compared on it, so it should look like what the model will see.
constexpr const char* kHeldOut =
    "Subjective: 58-year-old with three days of productive cough, low-grade fever and pleuritic pain on the right. Denies haemoptysis. Ex-smoker, 20 "
    "pack-years. "
    "Takes amlodipine 5 mg daily; penicillin allergy (rash).\nObjective: Temp 38.1 C, BP 132/78, HR 96, RR 20, SpO2 95 % on air. Crackles at the right base, "
    "no wheeze. "
    "Chest X-ray: right lower lobe consolidation, no effusion.\nAssessment: Community-acquired pneumonia, CURB-65 score 0.\nPlan: Doxycycline 200 mg today, "
    "then 100 mg "
    "daily for 4 days. Fluids, paracetamol. Return at once if breathless, confused or not better in 48 hours. Repeat film in six weeks.\n"
    "The river rose slowly through the night, and by morning the lower fields lay under a sheet of grey water. Nobody in the village had seen it so high; the "
    "old "
    "men at the bridge compared it with a flood in their fathers' time. Children counted the planks that drifted past.\n"
    "def mean(values):\n    total = 0.0\n    for value in values:\n        total += value\n    return total / len(values)\n";

// Text of several kinds for smoothing (export/smooth.h), none of it in kHeldOut.
constexpr const char* kCalibration =
    "Doctor: Good morning, what brings you in?\nPatient: My knee has been swelling since I slipped on the stairs, about ten days now. It clicks.\nDoctor: Any "
    "locking, "
    "or does it give way?\nPatient: It gave way twice. I take metformin, 500 mg twice a day, and ramipril.\nDoctor: There is a moderate effusion, flexion to "
    "110 degrees, "
    "tender along the medial joint line, Lachman negative. I would like an MRI, and please rest it, ice it, and use a brace until then.\n"
    "Subjective: 67-year-old woman, two months of fatigue and 4 kg weight loss. Night sweats, no fever. Objective: BP 118/70, HR 88, Temp 36.9 C, weight 61 "
    "kg. Firm "
    "2 cm node in the left axilla, spleen not felt. Hb 10.4 g/dL, LDH 412 U/L. Assessment: lymphadenopathy, lymphoma to be excluded. Plan: CT of chest and "
    "abdomen, "
    "excision biopsy, haematology referral within two weeks.\n"
    "The committee met on Thursday to discuss the new bridge. Mr Alvarez pointed out that the old one, built in 1911, had carried more lorries last year than "
    "in its first "
    "forty together; the treasurer replied that the tolls had not kept pace. A vote was postponed until the engineers' report arrives in spring.\n"
    "Question: Why does the moon show phases? Answer: Because we see different parts of its sunlit half as it moves around the Earth; it has nothing to do "
    "with our shadow.\n"
    "for (int i = 0; i < n; ++i) {\n  if (values[i] > best) {\n    best = values[i];\n    where = i;\n  }\n}\n"
    "Dear Ms Okafor, thank you for your letter of 3 March. We are sorry to hear that your order arrived damaged and will send a replacement, free of charge, "
    "today.\n";

// What was not said on the command line, from the recipe that the checkpoint carries.
void fill_from_recipe(ExportOptions* o, const Checkpoint& checkpoint) {
  Recipe recipe;
  if (!checkpoint.recipe_yaml.empty()) recipe = parse_recipe(checkpoint.recipe_yaml, std::filesystem::path(o->checkpoint) / "recipe.yaml");
  if (o->types.empty()) o->types = recipe.exports.types;
  if (!o->out.empty()) return;
  if (recipe.run.dir.empty() && recipe.exports.dir.empty())
    throw UsageError("where should the files go? The checkpoint carries no recipe that says", "out", "galen export CKPT DIRECTORY");
  o->out = recipe.exports.dir.empty() ? (std::filesystem::path(recipe.run.dir) / "export").string() : recipe.exports.dir;
}

at::Tensor calibration_tokens(const ExportOptions& o, const Checkpoint& checkpoint) {
  std::vector<int32_t> ids = tokenizer_of(checkpoint).encode(o.calibration.empty() ? kCalibration : read_file(o.calibration));
  if (ids.empty()) throw Error("holds no text", o.calibration, "give a page of text like what the model will see");
  const auto most = static_cast<size_t>(std::min<int64_t>(2048, checkpoint.config.max_position_embeddings));
  if (ids.size() > most) ids.resize(most);
  return at::tensor(ids, at::kInt).to(at::kLong).unsqueeze(0);
}

ExportStamp stamp_of(const ExportOptions& o, const Checkpoint& checkpoint) {
  return stamp_for_export(checkpoint,
                          {checkpoint.directory.empty() ? std::filesystem::path(o.checkpoint) : checkpoint.directory, o.release, o.keyring, o.override_reason},
                          today());
}

void print_warning(const ExportStamp& stamp) {
  if (!stamp.not_for.empty()) print_line("Not for " + stamp.not_for + ".");
  if (!stamp.override_reason.empty()) print_line("Against the release gate: " + stamp.override_reason);
}

// The encoders' file beside the model's, checked with the last of these.
bool export_mmproj(const ExportOptions& o, const Checkpoint& checkpoint, const ExportStamp& stamp, std::optional<Model>& model, OrderedJson& result) {
  const std::string type = o.types == std::vector<std::string>{"f32"} ? "f32" : "f16";
  const std::filesystem::path file = std::filesystem::path(o.out) / ("mmproj-" + type + ".gguf");
  const GgufReport report = write_mmproj(checkpoint, type, file, stamp_keys(stamp));
  OrderedJson entry = {{"file", file.string()}, {"type", type}, {"bytes", report.bytes}, {"sha256", report.sha256}};
  const OrderedJson& text = result["files"].back();
  const std::filesystem::path text_file = text["file"].get<std::string>();
  if (o.no_verify || !std::filesystem::exists(text_file)) {
    entry["verified"] = false;
    print_line(file.string() + ": " + human_bytes(report.bytes) + ", NOT verified");
    result["mmproj"] = entry;
    return o.no_verify;
  }
  if (!model) model = load_model(checkpoint, at::kFloat);
  const Tokenizer tokenizer = tokenizer_of(checkpoint);
  bool passed = true;
  std::string line = file.string() + ": " + human_bytes(report.bytes);
  entry["verification"] = OrderedJson::array();
  for (const EncoderVerifyReport& verdict :
       verify_mmproj(text_file, text["type"].get<std::string>(), file, *model, tokenizer, *media_spec(checkpoint.config, tokenizer, {}))) {
    char figures[160];
    std::snprintf(figures, sizeof figures, "; %s encoder within %.2g %%, behind it KL %.2g, same first choice %.1f %%", verdict.kind.c_str(),
                  100 * verdict.feature_difference, verdict.mean_kl, 100 * verdict.top1_agreement);
    line += verdict.passed ? figures : "; " + verdict.kind + " encoder FAILED: " + verdict.failure;
    entry["verification"].push_back(to_json(verdict));
    passed = passed && verdict.passed;
  }
  entry["verified"] = passed;
  result["mmproj"] = entry;
  print_line(line + (passed ? "; verified in llama.cpp" : ""));
  if (!passed) {
    std::filesystem::remove(file);
    log_error(file.string() + ": an encoder failed verification; the file was deleted");
  }
  return passed;
}

OrderedJson export_gguf(ExportOptions o) {
  const Checkpoint checkpoint = open_model(o.checkpoint);
  const ExportStamp stamp = stamp_of(o, checkpoint);
  fill_from_recipe(&o, checkpoint);
  make_directories(o.out);
  OrderedJson result = {{"checkpoint", o.checkpoint}, {"release", to_json(stamp)}, {"files", OrderedJson::array()}};
  bool all_passed = true;
  std::optional<Model> model;
  std::optional<Checkpoint> smoothed;
  for (const std::string& type : o.types) {
    const std::vector<std::string> known = gguf_type_names();
    if (std::find(known.begin(), known.end(), type) == known.end()) throw UsageError("no GGUF type is named " + type, "--type", suggest_name(type, known));
  }
  for (const std::string& type : o.types) {
    const std::filesystem::path file = std::filesystem::path(o.out) / ("model-" + type + ".gguf");
    log_info("writing " + file.string());
    const bool smooths = gains_from_smoothing(type) && !o.no_smoothing && !checkpoint.tokenizer_gguf.empty();
    if (smooths && !smoothed) smoothed = smooth_for_quantisation(checkpoint, calibration_tokens(o, checkpoint));
    const GgufReport report = write_gguf(smooths ? *smoothed : checkpoint, type, file, stamp_keys(stamp));
    OrderedJson entry = {{"file", file.string()}, {"type", type}, {"bytes", report.bytes}, {"sha256", report.sha256}, {"smoothed", smooths}};
    if (!report.substitutions.empty()) {
      const TypeSubstitution& first = report.substitutions.front();
      entry["substitutions"] = report.substitutions.size();
      print_line("  " + std::to_string(report.substitutions.size()) + " tensors whose width the type doesn't divide took another, e.g. " + first.tensor + ": " +
                 first.wanted + " -> " + first.used);
    }
    if (o.no_verify) {
      entry["verified"] = false;
      print_line(file.string() + ": " + human_bytes(report.bytes) + ", NOT verified");
    } else {
      if (!model) model = load_model(checkpoint, at::kFloat);
      const Tokenizer tokenizer = tokenizer_of(checkpoint);
      VerifySettings settings;
      settings.held_out = o.held_out.empty() ? kHeldOut : read_file(o.held_out);
      settings.max_tokens = o.max_tokens;
      settings.texts = {settings.held_out, "Naïve café — 37.5 °C, β-blocker\n\n\t2×/day", "Doctor: How are you?\nPatient: <b>fine</b> 12,345.67"};
      const VerifyReport verdict = verify_gguf(file, type, *model, tokenizer, settings);
      entry["verified"] = verdict.passed;
      entry["verification"] = to_json(verdict);
      char figures[192];
      std::snprintf(figures, sizeof figures, "KL %.2g, same first choice %.1f %%, perplexity %.3f (Galen %.3f)", verdict.mean_kl, 100 * verdict.top1_agreement,
                    verdict.perplexity_runtime, verdict.perplexity_galen);
      print_line(file.string() + ": " + human_bytes(report.bytes) + ", " + (verdict.passed ? "verified in llama.cpp: " : "FAILED: " + verdict.failure + "; ") +
                 figures);
      if (!verdict.passed) {
        std::filesystem::remove(file);
        log_error(file.string() + ": the copy failed verification and was deleted: " + verdict.failure);
        all_passed = false;
      }
    }
    result["files"].push_back(entry);
  }
  if ((checkpoint.config.vision || checkpoint.config.audio) && !result["files"].empty())
    all_passed = export_mmproj(o, checkpoint, stamp, model, result) && all_passed;
  result["passed"] = all_passed;
  write_file_durably(std::filesystem::path(o.out) / "README.md", stamp_readme(stamp, std::filesystem::path(o.checkpoint).filename().string()));
  write_file_durably(std::filesystem::path(o.out) / "export.json", result.dump(2) + "\n");
  if (all_passed && !o.no_verify) {
    const std::string encoder = result.contains("mmproj") ? " --mmproj " + result["mmproj"]["file"].get<std::string>() : "";
    print_line("serve it:  llama-server -m " + result["files"].back()["file"].get<std::string>() + encoder);
    print_warning(stamp);
  }
  return result;
}

// The checkpoint is a Hugging Face directory already; this writes a copy with the output head spelled out, for runtimes that don't tie it.
OrderedJson export_hf(ExportOptions o) {
  Checkpoint checkpoint = open_model(o.checkpoint);
  const ExportStamp stamp = stamp_of(o, checkpoint);
  fill_from_recipe(&o, checkpoint);
  if (checkpoint.config.tie_word_embeddings) {
    checkpoint.config.tie_word_embeddings = false;
    checkpoint.tensors["lm_head.weight"] = checkpoint.tensors.at(text_prefix(checkpoint.config) + "embed_tokens.weight");
  }
  write_checkpoint(checkpoint, o.out, false, [&](const std::filesystem::path& staging) {
    write_file_durably(staging / "README.md", stamp_readme(stamp, std::filesystem::path(o.checkpoint).filename().string()));
    write_file_durably(staging / "galen_release.json", to_json(stamp).dump(2) + "\n");
  });
  print_warning(stamp);
  print_line("written: " + o.out + " (opens in transformers and vLLM as it is)");
  return {{"checkpoint", o.out}, {"release", to_json(stamp)}, {"passed", true}};
}

}  // namespace

void add_export(Program& program) {
  auto o = std::make_shared<ExportOptions>();
  CLI::App* command = add_command(program, program.app, "export", "files for other runtimes, each checked in the runtime itself",
                                  "galen export runs/quickstart/checkpoints/latest out --format gguf --type f16,q8_0,q4_k_m",
                                  [o] { return o->format == "gguf" ? export_gguf(*o) : export_hf(*o); });
  command->add_option("checkpoint", o->checkpoint, "checkpoint directory")->required();
  command->add_option("out", o->out, "directory to write (default: export.dir of the checkpoint's recipe)");
  command->add_option("--format", o->format, "gguf or hf")->check(CLI::IsMember({"gguf", "hf"}))->capture_default_str();
  command->add_option("--type", o->types, "GGUF types, separated by commas (default: export.types of the checkpoint's recipe, else f16)")->delimiter(',');
  command->add_option("--held-out", o->held_out, "text file whose logits are compared (default: a built-in note and prose)");
  command->add_option("--max-tokens", o->max_tokens, "how much of it")->capture_default_str();
  command->add_option("--calibration", o->calibration, "text file for the smoothing of q8_0 and q6_k (default: a built-in mixture)");
  command->add_option("--release", o->release, "directory of the release (default: where the checkpoint's recipe says)");
  command->add_option("--keyring", o->keyring, "whose release counts for a clinical model (default: the keyring the release names)");
  command->add_option("--override", o->override_reason, "export a clinical model without a valid release; the reason is logged and stamped on the export")
      ->type_name("REASON");
  command->add_flag("--no-smoothing", o->no_smoothing, "quantise the weights as they are");
  command->add_flag("--no-verify", o->no_verify, "write without checking (export.json says so)");
}

}  // namespace galen
