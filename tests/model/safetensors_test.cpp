#include "model/safetensors.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstring>

#include "core/error.h"
#include "core/hash.h"
#include "tests/support.h"

namespace galen {
namespace {

// A file of the given header and data.
std::string file_of(const std::string& header, const std::string& data) {
  const uint64_t size = header.size();
  return std::string(reinterpret_cast<const char*>(&size), 8) + header + data;
}

// What opening such a file is refused with; empty: it was accepted.
std::string safetensors_refusal(const std::string& bytes) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "x.safetensors", bytes);
  try {
    const SafetensorsFile file(directory / "x.safetensors");
    for (const std::string& name : file.names()) file.tensor(name).sum();
    return "";
  } catch (const Error& error) {
    EXPECT_NE(error.where().find("x.safetensors"), std::string::npos);
    return error.what_happened();
  }
}

TEST(Safetensors, RoundTripsEveryDtypeBitByBit) {
  const testing::TemporaryDirectory directory;
  NamedTensors tensors;
  for (const at::ScalarType type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble, at::kLong, at::kInt, at::kByte}) {
    tensors.emplace_back(std::string("t.") + c10::toString(type), at::arange(15).reshape({3, 5}).to(type));
  }
  tensors.emplace_back("odd_length", at::tensor({1, 0, 1}).to(at::kBool));
  tensors.emplace_back("scalar", at::scalar_tensor(2.5));
  tensors.emplace_back("empty", at::empty({0, 4}));
  tensors.emplace_back("strided \"name\" \n é", at::arange(12).reshape({3, 4}).to(at::kFloat).t());
  const std::string hash = write_safetensors(directory / "a.safetensors", tensors, {{"format", "pt"}, {"who", "me"}});
  EXPECT_EQ(hash, sha256_of_file(directory / "a.safetensors"));

  const SafetensorsFile file(directory / "a.safetensors");
  EXPECT_EQ(file.metadata().at("who"), "me");
  EXPECT_EQ(file.names().size(), tensors.size());
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor read = file.tensor(name);
    EXPECT_EQ(read.scalar_type(), tensor.scalar_type()) << name;
    EXPECT_TRUE(at::equal(read, tensor)) << name;
  }
  EXPECT_FALSE(file.contains("nothing"));
  EXPECT_THROW(file.tensor("nothing"), Error);
}

TEST(Safetensors, TensorsOutliveTheFileObject) {
  const testing::TemporaryDirectory directory;
  write_safetensors(directory / "a.safetensors", {{"x", at::arange(1000)}});
  at::Tensor view;
  {
    const SafetensorsFile file(directory / "a.safetensors");
    view = file.tensor("x");
  }
  EXPECT_EQ(view.sum().item<int64_t>(), 499500);
}

TEST(Safetensors, DataStartsAligned) {
  const testing::TemporaryDirectory directory;
  for (const std::string name : {"a", "ab", "abcdefg"}) {
    write_safetensors(directory / name, {{name, at::ones({4})}});
    const SafetensorsFile file(directory / name);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(file.tensor(name).data_ptr()) % 64, 0u);
  }
}

TEST(Safetensors, ReadsUnalignedTensorsOfOtherWriters) {
  const std::string data("\0\0\0\x80\x3f", 5);
  EXPECT_EQ(safetensors_refusal(file_of(R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"f":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})", data)),
            "");
}

TEST(Safetensors, RefusesHostileFilesNamingTheReason) {
  const std::string four(4, '\0');
  struct Case {
    std::string bytes;
    std::string reason;
  };
  std::string huge_header(8, '\0');
  const uint64_t huge = 100'000'001;
  std::memcpy(huge_header.data(), &huge, 8);
  const std::string nul = file_of(std::string(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})") + '\0' + "junk", four);
  const Case cases[] = {
      {"", "too short"},
      {"1234567", "too short"},
      {huge_header + std::string(100, ' '), "100,000,000"},
      {file_of("{}", "").substr(0, 9), "more bytes than the file has"},
      {file_of(" {}", ""), "start with {"},
      {file_of("[]", ""), "start with {"},
      {file_of("{", ""), "not valid JSON"},
      {file_of("{}x", ""), "not valid JSON"},
      {nul, "NUL"},
      {file_of("{\"\xff\":1}", ""), "UTF-8"},
      {file_of(R"({"a":1})", ""), "a number where none belongs"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four), "twice"},
      {file_of(R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four), "twice"},
      {file_of(R"({"__metadata__":{"k":"1","k":"2"}})", ""), "twice"},
      {file_of(R"({"__metadata__":{"k":1}})", ""), "a number"},
      {file_of(R"({"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}})", four), "F33"},
      {file_of(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four), "negative"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", four), "fraction"},
      {file_of(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", ""), "overflows"},
      {file_of(R"({"a":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]}})", four), "overflows"},
      {file_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four), "don't fit its shape"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", four), "doesn't start where"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})", four + "x"), "doesn't start where"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four), "doesn't start where"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four + "x"), "end at byte 4 of 5"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "abc"), "end at byte 4 of 3"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1]}})", four), "lacks dtype"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}})", four), "more than two"},
      {file_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"extra":1}})", four), "unknown key"},
      {file_of(R"({"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}})", four), "an array"},
      {file_of(R"({"b":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}})", "\x02"), "neither 0 nor 1"},
  };
  for (const Case& one : cases)
    EXPECT_NE(safetensors_refusal(one.bytes).find(one.reason), std::string::npos) << one.reason << ", got: " << safetensors_refusal(one.bytes);
}

TEST(Safetensors, RefusesEveryTruncation) {
  const testing::TemporaryDirectory directory;
  write_safetensors(directory / "a.safetensors", {{"x", at::arange(10)}, {"y", at::ones({3})}});
  const std::string whole = read_file(directory / "a.safetensors");
  for (size_t size = 0; size < whole.size(); ++size) EXPECT_NE(safetensors_refusal(whole.substr(0, size)), "") << size;
}

TEST(Safetensors, RefusesAHeaderOfManyBracesQuickly) {
  const std::string deep = file_of("{\"a\":" + std::string(50'000'000, '['), "");
  EXPECT_NE(safetensors_refusal(deep), "");
  const std::string long_name = file_of("{\"" + std::string(50'000'000, 'a') + "\":1}", "");
  EXPECT_NE(safetensors_refusal(long_name).find("4 MiB"), std::string::npos);
}

}  // namespace
}  // namespace galen
