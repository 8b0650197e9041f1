// As many damaged GGUF files as five seconds allow, all the way through import: an Error or a model, never a crash. What passes is also
// given to ggml's own reader, which must accept it: our check in front of it is the stricter one.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/error.h"
#include "gguf.h"
#include "model/gguf_file.h"
#include "model/import.h"
#include "tests/model/mutate.h"
#include "tests/model/tiny_gguf.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(FuzzGguf, DamagedFilesAreRefusedOrImported) {
  ggml_log_set([](ggml_log_level, const char*, void*) {}, nullptr);
  const testing::TemporaryDirectory directory;
  const std::string seed = testing::tiny_llama_gguf().bytes();
  const uint64_t header = seed.size() - testing::tiny_llama_gguf().data.size();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  uint64_t inputs = 0, opened = 0, imported = 0;
  for (; std::chrono::steady_clock::now() < end; ++inputs) {
    testing::Dice dice(inputs);
    testing::write_text(directory / "x.gguf", testing::mutate_bytes(seed, dice, header));
    try {
      const GgufFile file(directory / "x.gguf");
      ++opened;
      for (const GgufTensor& tensor : file.tensors()) file.load(tensor);
      gguf_context* theirs = gguf_init_from_file((directory / "x.gguf").c_str(), {/*no_alloc=*/true, /*ctx=*/nullptr});
      EXPECT_NE(theirs, nullptr) << "input " << inputs;
      gguf_free(theirs);
      import_gguf(directory / "x.gguf", directory.path());
      ++imported;
    } catch (const Error&) {
    }
  }
  ggml_log_set(nullptr, nullptr);
  EXPECT_GT(imported, 0u);
  EXPECT_GT(opened, imported);
  EXPECT_GT(inputs, opened);
  RecordProperty("inputs", static_cast<int>(inputs));
  RecordProperty("opened", static_cast<int>(opened));
  RecordProperty("imported", static_cast<int>(imported));
}

}  // namespace
}  // namespace galen
