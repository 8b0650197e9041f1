// As many damaged files as five seconds allow: an Error or a readable file, never a crash.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/error.h"
#include "model/safetensors.h"
#include "tests/model/mutate.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(FuzzSafetensors, DamagedFilesAreRefusedOrRead) {
  const testing::TemporaryDirectory directory;
  write_safetensors(directory / "seed", {{"a", at::arange(4).to(at::kFloat)}, {"b", at::ones({2, 3}).to(at::kHalf)}, {"c", at::ones({3}).to(at::kBool)}},
                    {{"k", "v"}});
  const std::string seed = read_file(directory / "seed");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  uint64_t inputs = 0, accepted = 0;
  for (; std::chrono::steady_clock::now() < end; ++inputs) {
    testing::write_text(directory / "x", testing::mutate_safetensors(seed, inputs));
    try {
      const SafetensorsFile file(directory / "x");
      for (const std::string& name : file.names()) {
        const at::Tensor tensor = file.tensor(name);
        if (tensor.numel() > 0) tensor.to(at::kDouble).sum();
      }
      ++accepted;
    } catch (const Error&) {
    }
  }
  EXPECT_GT(accepted, 0u);
  EXPECT_GT(inputs, accepted);
  RecordProperty("inputs", static_cast<int>(inputs));
  RecordProperty("accepted", static_cast<int>(accepted));
}

}  // namespace
}  // namespace galen
