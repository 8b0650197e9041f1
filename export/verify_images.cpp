#include "export/verify_images.h"

#include <ATen/ATen.h>

#include <cmath>

#include "export/logit_comparison.h"
#include "export/mtmd_runtime.h"
#include "export/verify.h"
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

}  // namespace

ImageVerifyReport verify_mmproj(const std::filesystem::path& text_file, const std::string& text_type, const std::filesystem::path& mmproj_file,
                                const Model& model, const Tokenizer& tokenizer, const MediaSpec& spec) {
  const at::NoGradGuard no_grad;
  const std::string before = "What does the picture show?\n";
  const std::string after = "\nIt shows a circle on a coloured ground, 12 mm wide.";
  const StoredImage picture = test_picture(spec);
  MtmdRuntime runtime(text_file, mmproj_file, 512);
  const MtmdRuntime::Reading theirs = runtime.read(before, picture, after);
  ImageVerifyReport report;
  report.image_tokens = theirs.image_tokens;
  const auto fail = [&](const std::string& why) {
    report.failure = why;
    return report;
  };
  if (theirs.image_tokens != tokens_of(picture, spec)) {
    return fail("the runtime makes " + std::to_string(theirs.image_tokens) + " tokens of an image that has " + std::to_string(tokens_of(picture, spec)));
  }
  const std::vector<int32_t> head = with_mark(tokenizer.encode(before, false, true), spec.image_start, false);
  const std::vector<int32_t> tail = with_mark(tokenizer.encode(after, false, true), spec.image_end, true);
  if (theirs.before != head || theirs.after != tail) return fail("the runtime puts other tokens around an image");

  MediaBuilder builder;
  builder.add(picture, spec);
  const Media media = builder.build();
  const at::Tensor features = glm_encode_images(model, media.pixel_values, media.image_grid);
  report.feature_difference = ((features - theirs.features).square().mean().sqrt() / features.square().mean().sqrt()).item<double>();
  std::vector<int64_t> ids(head.begin(), head.end());
  ids.insert(ids.end(), static_cast<size_t>(theirs.image_tokens), spec.image_token);
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
  if (!(report.mean_kl <= bound)) return fail("behind an image the mean KL divergence is " + std::to_string(report.mean_kl) + " nats");
  report.passed = true;
  return report;
}

OrderedJson to_json(const ImageVerifyReport& report) {
  OrderedJson json = {{"passed", report.passed}};
  if (!report.failure.empty()) json["failure"] = report.failure;
  json["image_tokens"] = report.image_tokens;
  json["feature_difference"] = report.feature_difference;
  json["mean_kl"] = report.mean_kl;
  json["top1_agreement"] = report.top1_agreement;
  return json;
}

}  // namespace galen
