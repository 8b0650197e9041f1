// safetensors against the reference package: both ways, and never more permissive.
#include "model/safetensors.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "tests/model/mutate.h"
#include "tests/parity/model_judge.h"

namespace galen {
namespace {

// As the judge describes a tensor.
Json describe(const at::Tensor& tensor) {
  const std::map<at::ScalarType, std::string> names = {{at::kFloat, "float32"}, {at::kHalf, "float16"}, {at::kBFloat16, "bfloat16"}, {at::kDouble, "float64"},
                                                       {at::kLong, "int64"},    {at::kInt, "int32"},    {at::kByte, "uint8"},        {at::kBool, "bool"}};
  return {"torch." + names.at(tensor.scalar_type()), tensor.sizes().vec(), tensor.to(at::kDouble).sum().item<double>()};
}

TEST(ParitySafetensors, WeReadTheirsAndTheyReadOurs) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  const testing::TemporaryDirectory directory;
  const Json written = testing::ask_judge("safetensors_judge", {"write", directory.path().string()}, directory.path());
  const SafetensorsFile theirs(directory / "theirs.safetensors");
  ASSERT_EQ(theirs.names().size(), written.size());
  EXPECT_EQ(theirs.metadata().at("ключ"), "значение");
  NamedTensors tensors;
  for (const std::string& name : theirs.names()) {
    EXPECT_EQ(describe(theirs.tensor(name)), written[name]) << name;
    tensors.emplace_back(name, theirs.tensor(name));
  }
  write_safetensors(directory / "ours.safetensors", tensors, {{"a \"quoted\" key", "\n"}});
  EXPECT_EQ(testing::ask_judge("safetensors_judge", {"read", directory.path().string()}, directory.path()), written);
}

TEST(ParitySafetensors, NeverAcceptsWhatTheReferenceRejects) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  const testing::TemporaryDirectory directory;
  write_safetensors(directory / "seed", {{"a", at::arange(4).to(at::kFloat)}, {"b", at::ones({2, 3}).to(at::kHalf)}, {"c", at::empty({0})}}, {{"k", "v"}});
  const std::string seed = read_file(directory / "seed");
  std::map<std::string, bool> ours;
  for (uint64_t i = 0; i < 6000; ++i) {
    const std::string name = std::to_string(i) + ".st";
    testing::write_text(directory / name, testing::mutate_safetensors(seed, i));
    try {
      const SafetensorsFile file(directory / name);
      for (const std::string& tensor : file.names()) file.tensor(tensor);
      ours[name] = true;
    } catch (const Error&) {
      ours[name] = false;
    }
  }
  const Json theirs = testing::ask_judge("safetensors_judge", {"judge", directory.path().string()}, directory.path());
  int accepted = 0, stricter = 0;
  for (const auto& [name, accepts] : ours) {
    accepted += accepts;
    stricter += !accepts && theirs[name].get<bool>();
    EXPECT_FALSE(accepts && !theirs[name].get<bool>()) << name << "\n" << read_file(directory / name).substr(8, 400);
  }
  EXPECT_GT(accepted, 100);  // or the comparison said nothing
  RecordProperty("accepted", accepted);
  RecordProperty("stricter_than_the_reference", stricter);
}

}  // namespace
}  // namespace galen
