#include "model/gguf_file.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/model/tiny_gguf.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::gguf_string;
using testing::GgufBytes;
using testing::raw;

std::string refusal(const std::string& bytes) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "x.gguf", bytes);
  try {
    const GgufFile file(directory / "x.gguf");
    for (const GgufTensor& tensor : file.tensors()) file.load(tensor);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(GgufFile, ReadsKeysOfEveryTypeAndTensors) {
  GgufBytes file = testing::tiny_llama_gguf();
  file.keys.push_back(GgufBytes::key("flag", GGUF_TYPE_BOOL, raw(uint8_t{1})));
  file.keys.push_back(GgufBytes::key("big", GGUF_TYPE_UINT64, raw(uint64_t{1} << 40)));
  file.array("list", GGUF_TYPE_INT16, 3, raw(int16_t{-1}) + raw(int16_t{2}) + raw(int16_t{3}));
  file.array("same", GGUF_TYPE_UINT32, 2, raw(7u) + raw(7u));
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "x.gguf", file.bytes());
  const GgufFile read(directory / "x.gguf");
  EXPECT_EQ(read.text("general.architecture"), "llama");
  EXPECT_EQ(read.number("llama.attention.layer_norm_rms_epsilon"), 1e-5);  // not 9.99999974e-06
  EXPECT_TRUE(read.flag("flag"));
  EXPECT_EQ(read.integer("big"), int64_t{1} << 40);
  EXPECT_EQ(read.integers("list"), (std::vector<int64_t>{-1, 2, 3}));
  EXPECT_EQ(read.integer("same"), 7);
  EXPECT_EQ(read.texts("tokenizer.ggml.merges"), std::vector<std::string>{"a b"});
  EXPECT_EQ(read.integer("nothing", 5), 5);
  EXPECT_THROW(read.integer("nothing"), Error);
  EXPECT_THROW(read.integer("list"), Error);
  EXPECT_THROW(read.flag("big"), Error);
  EXPECT_EQ(read.tensors()[0].shape, (std::vector<int64_t>{5, 8}));
  EXPECT_TRUE(at::equal(read.load(read.tensors()[0]), at::arange(40).reshape({5, 8}).to(at::kFloat)));
}

TEST(GgufFile, DequantisesAsGgmlDoes) {
  std::vector<float> values(64);
  for (size_t i = 0; i < values.size(); ++i) values[i] = std::sin(static_cast<float>(i));
  for (const ggml_type type : {GGML_TYPE_Q8_0, GGML_TYPE_Q4_1, GGML_TYPE_F16, GGML_TYPE_BF16}) {
    std::string packed(ggml_row_size(type, 64), '\0');
    ggml_quantize_chunk(type, values.data(), packed.data(), 0, 1, 64, nullptr);
    GgufBytes file;
    file.tensor("t", {64, 1}, static_cast<uint32_t>(type), packed);
    const testing::TemporaryDirectory directory;
    testing::write_text(directory / "x.gguf", file.bytes());
    const GgufFile read(directory / "x.gguf");
    const at::Tensor loaded = read.load(read.tensors()[0]).to(at::kFloat);
    std::vector<float> expected(64);
    ggml_get_type_traits(type)->to_float(packed.data(), expected.data(), 64);
    EXPECT_TRUE(at::equal(loaded.reshape({64}), at::tensor(expected))) << ggml_type_name(type);
  }
}

TEST(GgufFile, RefusesHostileFilesNamingTheReason) {
  const auto with = [](const std::function<void(GgufBytes&)>& change) {
    GgufBytes file = testing::tiny_llama_gguf();
    change(file);
    return file.bytes();
  };
  const auto only = [](const std::string& info, const std::string& data = std::string(64, '\0')) {
    GgufBytes file;
    file.tensors.push_back(info);
    file.data = data;
    return file.bytes();
  };
  struct Case {
    std::string bytes;
    std::string reason;
  };
  const Case cases[] = {
      {"", "not a GGUF"},
      {"GGML" + std::string(100, '\0'), "not a GGUF"},
      {"GGUF", "ends within"},
      {with([](GgufBytes& f) { f.version = 1; }), "version 1"},
      {"GGUF" + raw(3u) + raw(uint64_t{1} << 60) + raw(uint64_t{0}) + std::string(64, '\0'), "tensors"},
      {"GGUF" + raw(3u) + raw(uint64_t{0}) + raw(~uint64_t{0}) + std::string(64, '\0'), "keys"},
      {with([](GgufBytes& f) { f.keys[0] = raw(~uint64_t{0}) + "x"; }), "a string claims"},
      {with([](GgufBytes& f) { f.u32("general.architecture", 1); }), "appears twice"},
      {with([](GgufBytes& f) { f.keys.push_back(gguf_string("x") + raw(13u) + raw(1u)); }), "unknown value type 13"},
      {with([](GgufBytes& f) { f.array("x", GGUF_TYPE_ARRAY, 1, raw(4u) + raw(uint64_t{1}) + raw(1u)); }), "arrays of arrays"},
      {with([](GgufBytes& f) { f.array("x", GGUF_TYPE_UINT8, uint64_t{1} << 62, ""); }), "elements"},
      {with([](GgufBytes& f) { f.array("x", GGUF_TYPE_STRING, 3, gguf_string("a")); }), "x"},
      {with([](GgufBytes& f) { f.keys.push_back(GgufBytes::key("x", GGUF_TYPE_BOOL, raw(uint8_t{2}))); }), "bool"},
      {with([](GgufBytes& f) { f.u32("general.alignment", 0); }), "power of two"},
      {with([](GgufBytes& f) { f.u32("general.alignment", 48); }), "power of two"},
      {with([](GgufBytes& f) { f.u32("general.alignment", 1u << 21); }), "power of two"},
      {with([](GgufBytes& f) { f.text("general.alignment", "32"); }), "not a u32"},
      {with([](GgufBytes& f) { f.texts("tokenizer.ggml.scores", {"a"}); }), "right type"},
      {with([](GgufBytes& f) { f.array("tokenizer.ggml.scores", GGUF_TYPE_FLOAT32, 4, std::string(16, '\0')); }), "4 elements for 5 tokens"},
      {only(GgufBytes::tensor_info("t", {}, GGML_TYPE_F32, 0)), "0 dimensions"},
      {only(GgufBytes::tensor_info("t", {1, 1, 1, 1, 1}, GGML_TYPE_F32, 0)), "5 dimensions"},
      {only(GgufBytes::tensor_info("t", {0}, GGML_TYPE_F32, 0)), "dimension of 0"},
      {only(GgufBytes::tensor_info("t", {-4}, GGML_TYPE_F32, 0)), "dimension of -4"},
      {only(GgufBytes::tensor_info("t", {int64_t{1} << 40, int64_t{1} << 40}, GGML_TYPE_F32, 0)), "overflow"},
      {only(GgufBytes::tensor_info("t", {4}, 4, 0)), "unknown type 4"},  // a type that was removed
      {only(GgufBytes::tensor_info("t", {4}, 0xFFFFFFFF, 0)), "unknown type"},
      {only(GgufBytes::tensor_info("t", {33}, GGML_TYPE_Q4_0, 0)), "whole blocks"},
      {only(GgufBytes::tensor_info("t", {4}, GGML_TYPE_F32, 16)), "should start at 0"},
      {only(GgufBytes::tensor_info("t", {17}, GGML_TYPE_F32, 0)), "beyond the end"},
      {only(GgufBytes::tensor_info(std::string(64, 'n'), {4}, GGML_TYPE_F32, 0)), "a string claims"},
      {with([](GgufBytes& f) { f.tensor("token_embd.weight", {8}, GGML_TYPE_F32, testing::counting(8)); }), "appears twice"},
  };
  for (const Case& one : cases) EXPECT_NE(refusal(one.bytes).find(one.reason), std::string::npos) << one.reason << ", got: " << refusal(one.bytes);
  EXPECT_EQ(refusal(testing::tiny_llama_gguf().bytes()), "");
}

TEST(GgufFile, RefusesTruncations) {
  const std::string whole = testing::tiny_llama_gguf().bytes();
  for (size_t size = 0; size < whole.size(); size += 5) EXPECT_NE(refusal(whole.substr(0, size)), "") << size;
}

}  // namespace
}  // namespace galen
