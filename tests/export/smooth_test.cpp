#include "export/smooth.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "model/decoder.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::TinyShape;

// What a channel of `x` loses, relative to its size, when blocks of 32 channels are rounded to 8 bits together.
double q8_error(const at::Tensor& x, int64_t channel) {
  const at::Tensor blocks = x.reshape({x.size(0), -1, 32});
  const at::Tensor step = blocks.abs().amax(-1, true) / 127;
  const at::Tensor rounded = ((blocks / step).round() * step).reshape(x.sizes());
  return ((rounded - x).select(1, channel).norm() / x.select(1, channel).norm()).item<double>();
}

TEST(Smoothing, ChangesNoLogitOfAnyShape) {
  for (const TinyShape& shape : testing::tiny_shapes()) {
    SCOPED_TRACE(testing::describe(shape));
    const testing::TemporaryDirectory folder;
    const Checkpoint checkpoint = testing::tiny_checkpoint(shape, folder.path());
    at::manual_seed(5);
    const at::Tensor tokens = at::randint(0, 250, {2, 60}, at::kLong);
    const Checkpoint smoothed = smooth_for_quantisation(checkpoint, tokens.narrow(0, 0, 1));
    check_tensors(smoothed, "smoothed");
    const at::Tensor before = forward_logits(load_model(checkpoint, at::kFloat), tokens);
    const at::Tensor after = forward_logits(load_model(smoothed, at::kFloat), tokens);
    EXPECT_LE((after - before).abs().max().item<double>(), 1e-4 * before.abs().max().item<double>());
    EXPECT_FALSE(at::equal(smoothed.tensors.at("model.layers.0.self_attn.q_proj.weight"), checkpoint.tensors.at("model.layers.0.self_attn.q_proj.weight")));
    EXPECT_TRUE(at::equal(smoothed.tensors.at("model.embed_tokens.weight"), checkpoint.tensors.at("model.embed_tokens.weight")));
  }
}

TEST(Smoothing, OneLoudChannelNoLongerCostsItsNeighbours) {
  const testing::TemporaryDirectory folder;
  Checkpoint checkpoint = testing::tiny_checkpoint({}, folder.path());
  checkpoint.tensors.at("model.layers.0.input_layernorm.weight")[7] = 60.0;
  at::manual_seed(6);
  const at::Tensor tokens = at::randint(0, 250, {1, 80}, at::kLong);
  const Checkpoint smoothed = smooth_for_quantisation(checkpoint, tokens);
  const auto inputs = [&](const Checkpoint& c) {
    const at::Tensor x = c.tensors.at("model.embed_tokens.weight").to(at::kFloat).index_select(0, tokens.view({-1}));
    return x * (x.square().mean(-1, true) + 1e-5).rsqrt() * c.tensors.at("model.layers.0.input_layernorm.weight");
  };
  for (const int64_t neighbour : {0, 8, 31}) {
    EXPECT_LE(q8_error(inputs(smoothed), neighbour), 0.5 * q8_error(inputs(checkpoint), neighbour)) << neighbour;
  }
}

}  // namespace
}  // namespace galen
