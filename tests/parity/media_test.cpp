// Images through transformers' processor, from files to patches.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>

#include "core/file.h"
#include "data/media.h"
#include "tests/parity/python_judge.h"
#include "tests/support.h"

namespace galen {
namespace {

class MediaParity : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Families, MediaParity, ::testing::Values("muse_spark", "glm4v"), [](const auto& family) { return std::string(family.param); });

TEST_P(MediaParity, PatchesAreThoseOfTransformersProcessor) {
  testing::TemporaryDirectory folder;
  MediaSpec spec;
  spec.processor = GetParam();
  spec.max_image_tokens = 16;
  // Whole tokens, scaled up, scaled down to the limit, very wide and very high; no size where two grids are equally near (data/media.cpp).
  const Json sizes = {{56, 56}, {84, 28}, {100, 61}, {300, 211}, {40, 333}, {257, 64}, {28, 140}, {119, 130}};
  const auto answer = testing::ask_python(
      "media_judge.py", {{"processor", spec.processor}, {"folder", folder.path().string()}, {"sizes", sizes}, {"max_image_tokens", spec.max_image_tokens}},
      folder.path(), "torchvision, transformers, PIL");
  if (!answer) GTEST_SKIP() << "needs transformers with torchvision in the judges' environment (.venv-judges)";
  std::vector<std::filesystem::path> files;
  for (const Json& row : *answer) files.push_back(folder / row[0].get<std::string>());
  const std::vector<MediumOrError> media = read_media(files, spec);
  double worst = 0;
  for (size_t i = 0; i < files.size(); ++i) {
    SCOPED_TRACE(files[i].filename().string());
    const auto* medium = std::get_if<StoredMedium>(&media[i]);
    ASSERT_NE(medium, nullptr) << std::get<Error>(media[i]).what();
    MediaBuilder builder;
    builder.add(*medium, spec);
    const Media built = builder.build();
    EXPECT_EQ(built.image_grid[0][1].item<int64_t>(), (*answer)[i][1].get<int64_t>());
    EXPECT_EQ(built.image_grid[0][2].item<int64_t>(), (*answer)[i][2].get<int64_t>());
    const std::string bytes = read_file(folder / (std::to_string(i) + ".patches"));
    ASSERT_EQ(bytes.size(), static_cast<size_t>(built.pixel_values.numel()) * 4);
    at::Tensor theirs = at::empty_like(built.pixel_values);
    std::memcpy(theirs.data_ptr(), bytes.data(), bytes.size());
    const at::Tensor apart = (theirs - built.pixel_values).abs();
    // A step of 8 bits is 1 / 127.5 or, divided by CLIP's deviation, 1 / 67. PNG: the same code on the same pixels. JPEG: PIL brings a libjpeg of its own,
    // whose upsampling of colour may round otherwise; a few steps at edges, far less on average.
    const bool lossy = files[i].extension() == ".jpg";
    const double step = spec.processor == "glm4v" ? 1 / 67.0 : 1 / 127.5;
    EXPECT_LE(apart.max().item<double>(), lossy ? 6 * step : 1e-6);
    EXPECT_LE(apart.mean().item<double>(), lossy ? 0.5 * step : 1e-6);
    worst = std::max(worst, apart.max().item<double>());
  }
  std::printf("  %zu images, largest difference %.2g\n", files.size(), worst);
}

}  // namespace
}  // namespace galen
