#include "export/verify_encoders.h"

#include <ATen/ATen.h>

#include <cmath>

#include "export/logit_comparison.h"
#include "export/mtmd_runtime.h"
#include "export/verify.h"
#include "model/glm_audio.h"
#include "model/glm_vision.h"

namespace galen {
namespace {

constexpr double kMostFeatureDifference = 0.02;

// A picture with slopes, edges and colours, of whole tokens, so that neither side resizes it.
StoredImage test_picture(const MediaSpec& spec) {
  const int64_t side = spec.patch_size * spec.merge_size;
  StoredImage image;
  image.height = 3 * side;
  image.width = 4 * side;
  image.rgb.resize(static_cast<size_t>(image.height * image.width * 3));
  for (int64_t y = 0; y < image.height; ++y) {
    for (int64_t x = 0; x < image.width; ++x) {
      uint8_t* pixel = image.rgb.data() + (y * image.width + x) * 3;
      const bool is_inside = (x - image.width / 2) * (x - image.width / 2) + (y - image.height / 2) * (y - image.height / 2) < side * side;
      pixel[0] = static_cast<uint8_t>(x * 255 / image.width);
      pixel[1] = static_cast<uint8_t>(is_inside ? 220 : y * 255 / image.height);
      pixel[2] = static_cast<uint8_t>((x / 7 + y / 5) % 2 * 200);
    }
  }
  return image;
}

std::vector<int32_t> with_mark(std::vector<int32_t> tokens, int32_t mark, bool in_front) {
  if (mark >= 0) tokens.insert(in_front ? tokens.begin() : tokens.end(), mark);
  return tokens;
}

// A voice-like sound that grows and glides, two seconds and a bit.
StoredSound test_sound(const MediaSpec& spec) {
  StoredSound sound;
  const double rate = static_cast<double>(spec.sample_rate);
  for (int64_t i = 0; i < static_cast<int64_t>(2.31 * rate); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double pitch = 2 * M_PI * (120 * t + 15 * t * t);
    const double value = (0.3 + 0.2 * std::sin(9 * t)) * (0.6 * std::sin(pitch) + 0.3 * std::sin(5 * pitch) + 0.1 * std::sin(23 * pitch));
    sound.samples.push_back(static_cast<int16_t>(std::lrint(30000 * value)));
  }
  return sound;
}

EncoderVerifyReport verify_medium(MtmdRuntime& runtime, const std::string& text_type, const Model& model, const Tokenizer& tokenizer, const MediaSpec& spec,
                                  const StoredMedium& medium) {
  const bool is_image = std::holds_alternative<StoredImage>(medium);
  const std::string before = is_image ? "What does the picture show?\n" : "What is said?\n";
  const std::string after = "\nIt shows a circle on a coloured ground, 12 mm wide.";
  EncoderVerifyReport report;
  report.kind = is_image ? "image" : "sound";
  const auto fail = [&](const std::string& why) {
    report.failure = why;
    return report;
  };
  const MtmdRuntime::Reading theirs = runtime.read(before, medium, after);
  report.tokens = theirs.tokens;
  if (theirs.tokens != tokens_of(medium, spec)) {
    return fail("the runtime makes " + std::to_string(theirs.tokens) + " tokens of one that has " + std::to_string(tokens_of(medium, spec)));
  }
  const std::vector<int32_t> head = with_mark(tokenizer.encode(before, false, true), is_image ? spec.image_start : spec.audio_start, false);
  const std::vector<int32_t> tail = with_mark(tokenizer.encode(after, false, true), is_image ? spec.image_end : spec.audio_end, true);
  if (theirs.before != head || theirs.after != tail) return fail("the runtime puts other tokens around it");

  MediaBuilder builder;
  builder.add(medium, spec);
  const Media media = builder.build();
  const at::Tensor features = is_image ? glm_encode_images(model, media.pixel_values, media.image_grid) : glm_encode_audio(model, media.audio);
  report.feature_difference = ((features - theirs.features).square().mean().sqrt() / features.square().mean().sqrt()).item<double>();
  std::vector<int64_t> ids(head.begin(), head.end());
  ids.insert(ids.end(), static_cast<size_t>(theirs.tokens), is_image ? spec.image_token : spec.audio_token);
  ids.insert(ids.end(), tail.begin(), tail.end());
  const at::Tensor logits = forward_logits(model, at::tensor(ids, at::kLong).unsqueeze(0), nullptr, &media).squeeze(0);
  LogitComparison comparison;
  const at::Tensor tail_ids = at::tensor(tail, at::kInt).to(at::kLong);
  comparison.add(logits.narrow(0, logits.size(0) - tail_ids.numel(), tail_ids.numel()), theirs.logits_after, tail_ids);
  report.mean_kl = comparison.mean_kl();
  report.top1_agreement = comparison.top1_agreement();
  if (!(report.feature_difference <= kMostFeatureDifference)) {
    return fail("the encoder's output is " + std::to_string(100 * report.feature_difference) + " % from Galen's, 2 % is allowed");
  }
  // The encoder's own rounding comes on top of that of the text's type.
  const double bound = std::max(2e-3, mean_kl_bound(text_type));
  if (!(report.mean_kl <= bound)) return fail("behind it the mean KL divergence is " + std::to_string(report.mean_kl) + " nats");
  report.passed = true;
  return report;
}

}  // namespace

std::vector<EncoderVerifyReport> verify_mmproj(const std::filesystem::path& text_file, const std::string& text_type, const std::filesystem::path& mmproj_file,
                                               const Model& model, const Tokenizer& tokenizer, const MediaSpec& spec) {
  const at::NoGradGuard no_grad;
  MtmdRuntime runtime(text_file, mmproj_file, 512);
  std::vector<EncoderVerifyReport> reports;
  if (model.config.vision) reports.push_back(verify_medium(runtime, text_type, model, tokenizer, spec, test_picture(spec)));
  if (model.config.audio) reports.push_back(verify_medium(runtime, text_type, model, tokenizer, spec, test_sound(spec)));
  return reports;
}

OrderedJson to_json(const EncoderVerifyReport& report) {
  OrderedJson json = {{"kind", report.kind}, {"passed", report.passed}};
  if (!report.failure.empty()) json["failure"] = report.failure;
  json["tokens"] = report.tokens;
  json["feature_difference"] = report.feature_difference;
  json["mean_kl"] = report.mean_kl;
  json["top1_agreement"] = report.top1_agreement;
  return json;
}

}  // namespace galen
