#include "train/device.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "train/nccl.h"

namespace galen {
namespace {

Recipe recipe_for(const std::string& device, const std::string& determinism = "fast") {
  Recipe recipe;
  recipe.file = "note.yaml";
  recipe.train.device = device;
  recipe.train.determinism = determinism;
  return recipe;
}

Launch process(int local_rank) {
  Launch launch;
  launch.local_rank = local_rank;
  return launch;
}

std::string refusal(const Recipe& recipe, const Launch& launch, bool built_with_cuda, int64_t gpus) {
  try {
    const at::Device device = choose_device(recipe, launch, built_with_cuda, gpus);
    return "took " + device.str();
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Device, EachProcessOfAMachineTakesItsOwnGpu) {
  for (int local_rank = 0; local_rank < 4; ++local_rank) {
    for (const char* wanted : {"cuda", "auto"}) {
      EXPECT_EQ(choose_device(recipe_for(wanted), process(local_rank), true, 4), at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(local_rank)));
    }
    EXPECT_TRUE(choose_device(recipe_for("cpu"), process(local_rank), true, 4).is_cpu());
  }
}

TEST(Device, AutoTakesTheProcessorWhereBuildOrMachineHasNoGpu) {
  EXPECT_TRUE(choose_device(recipe_for("auto", "exact"), process(0), false, 2).is_cpu());
  EXPECT_TRUE(choose_device(recipe_for("auto", "exact"), process(3), true, 0).is_cpu());
}

TEST(Device, RefusalsSayWhatIsMissingAndWhatToDo) {
  const std::string build = refusal(recipe_for("cuda"), process(0), false, 1);
  EXPECT_NE(build.find("note.yaml: train.device"), std::string::npos) << build;
  EXPECT_NE(build.find("GALEN_CUDA=on"), std::string::npos) << build;
  EXPECT_NE(refusal(recipe_for("cuda"), process(0), true, 0).find("no GPU answers"), std::string::npos);
  EXPECT_NE(refusal(recipe_for("auto"), process(2), true, 2).find("at most 2 on a machine"), std::string::npos) << "two processes must not share a GPU unasked";
  EXPECT_NE(refusal(recipe_for("cuda", "exact"), process(0), true, 1).find("exact holds on the processor"), std::string::npos);
}

TEST(Device, NcclIsThereExactlyInBuildsWithCuda) {
  if (is_built_with_cuda()) GTEST_SKIP() << "a build with CUDA: connecting needs GPUs";
  EXPECT_THROW(connect_nccl({}, 0, 1), Error);
}

}  // namespace
}  // namespace galen
