#include "export/gguf.h"

#include <ATen/ATen.h>
#include <gguf.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <limits>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "export/llama_runtime.h"
#include "ggml.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::tiny_checkpoint;
using testing::TinyShape;

// A GGUF file with its tensors in memory.
struct OpenedGguf {
  explicit OpenedGguf(const fs::path& file) : keys(nullptr, gguf_free), tensors(nullptr, ggml_free) {
    ggml_context* context = nullptr;
    keys.reset(gguf_init_from_file(file.c_str(), {/*no_alloc=*/false, &context}));
    tensors.reset(context);
    if (!keys) throw std::runtime_error("cannot open " + file.string());
  }
  bool has(const std::string& key) const { return gguf_find_key(keys.get(), key.c_str()) >= 0; }
  int64_t number(const std::string& key) const { return gguf_get_val_u32(keys.get(), gguf_find_key(keys.get(), key.c_str())); }
  std::string text(const std::string& key) const { return gguf_get_val_str(keys.get(), gguf_find_key(keys.get(), key.c_str())); }
  ggml_tensor* tensor(const std::string& name) const { return ggml_get_tensor(tensors.get(), name.c_str()); }
  at::Tensor floats(const std::string& name) const {
    ggml_tensor* found = tensor(name);
    if (!found || found->type != GGML_TYPE_F32) throw std::runtime_error("no f32 tensor " + name);
    std::vector<int64_t> shape(found->ne, found->ne + ggml_n_dims(found));
    std::reverse(shape.begin(), shape.end());
    return at::from_blob(found->data, shape, at::kFloat).clone();
  }

  std::unique_ptr<gguf_context, void (*)(gguf_context*)> keys;
  std::unique_ptr<ggml_context, void (*)(ggml_context*)> tensors;
};

TinyShape sparse_shape() {
  TinyShape shape;
  shape.family = Family::kGlm4Moe;
  return shape;
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

TEST(Gguf, WritesTheCarriersKeysForSubAgentModels) {
  testing::TemporaryDirectory folder;
  const Checkpoint checkpoint = tiny_checkpoint(sparse_shape(), folder.path());
  const GgufReport report = write_gguf(checkpoint, "f32", folder / "m.gguf");
  EXPECT_EQ(report.sha256, sha256_of_file(folder / "m.gguf"));
  EXPECT_EQ(report.bytes, fs::file_size(folder / "m.gguf"));
  const OpenedGguf file(folder / "m.gguf");
  EXPECT_EQ(file.text("general.architecture"), "glm4moe");
  EXPECT_EQ(file.text("general.name"), "tiny");
  const std::pair<const char*, int64_t> numbers[] = {{"block_count", 2},
                                                     {"embedding_length", 64},
                                                     {"feed_forward_length", 128},
                                                     {"attention.head_count", 4},
                                                     {"attention.head_count_kv", 2},
                                                     {"attention.key_length", 16},
                                                     {"rope.dimension_count", 16},
                                                     {"expert_count", 8},
                                                     {"expert_used_count", 4},
                                                     {"expert_group_count", 4},
                                                     {"expert_group_used_count", 2},
                                                     {"expert_shared_count", 2},
                                                     {"expert_feed_forward_length", 64},
                                                     {"leading_dense_block_count", 0},
                                                     {"expert_gating_func", 2}};
  for (const auto& [key, value] : numbers) EXPECT_EQ(file.number(std::string("glm4moe.") + key), value) << key;
  EXPECT_EQ(file.text("galen.not_for"), "clinical use");
  EXPECT_EQ(file.text("galen.trunk_sha256"), checkpoint.sub_agents->trunk_sha256);
  const int64_t names = gguf_find_key(file.keys.get(), "galen.sub_agents.names"), pinned = gguf_find_key(file.keys.get(), "galen.sub_agents.pinned");
  ASSERT_EQ(gguf_get_arr_n(file.keys.get(), names), 4u);
  EXPECT_STREQ(gguf_get_arr_str(file.keys.get(), names, 1), "agent-1");
  const auto* flags = static_cast<const int8_t*>(gguf_get_arr_data(file.keys.get(), pinned));
  EXPECT_EQ(std::vector<int>(flags, flags + 4), (std::vector<int>{0, 1, 0, 0}));
  EXPECT_EQ(file.text("tokenizer.chat_template"), checkpoint.chat_template);
}

TEST(Gguf, LeavesTheGroupKeysOutWhenEverySubAgentWorks) {
  testing::TemporaryDirectory folder;
  TinyShape shape = sparse_shape();
  shape.used_groups = shape.groups;
  write_gguf(tiny_checkpoint(shape, folder.path()), "f32", folder / "m.gguf");
  const OpenedGguf file(folder / "m.gguf");
  EXPECT_FALSE(file.has("glm4moe.expert_group_count"));
  EXPECT_FALSE(file.has("glm4moe.expert_group_used_count"));
  EXPECT_EQ(file.number("glm4moe.expert_used_count"), 8);
}

TEST(Gguf, KeepsEveryValueOfAnF32Export) {
  testing::TemporaryDirectory folder;
  for (const TinyShape& shape : testing::tiny_shapes()) {
    const Checkpoint checkpoint = tiny_checkpoint(shape, folder.path());
    write_gguf(checkpoint, "f32", folder / "m.gguf");
    const OpenedGguf file(folder / "m.gguf");
    const auto equal = [&](const std::string& name, const at::Tensor& expected) {
      EXPECT_TRUE(at::equal(file.floats(name), expected)) << name << " of " << describe(shape);
    };
    equal("token_embd.weight", checkpoint.tensors.at("model.embed_tokens.weight"));
    equal("blk.1.attn_v.weight", checkpoint.tensors.at("model.layers.1.self_attn.v_proj.weight"));
    EXPECT_EQ(file.tensor("output.weight") != nullptr, !shape.tied);
    at::Tensor query = checkpoint.tensors.at("model.layers.1.self_attn.q_proj.weight");
    if (shape.family == Family::kLlama) {
      // Row 2 i + half of a head is row half * 8 + i of the checkpoint's.
      std::vector<int64_t> rows;
      for (int64_t head = 0; head < 4; ++head) {
        for (int64_t i = 0; i < 8; ++i) rows.insert(rows.end(), {head * 16 + i, head * 16 + 8 + i});
      }
      query = query.index_select(0, at::tensor(rows));
    } else {
      const std::string prefix = "model.layers.1.mlp.";
      for (int64_t expert : {int64_t{0}, checkpoint.config.n_routed_experts - 1}) {
        for (const std::string part : {"gate", "up", "down"}) {
          EXPECT_TRUE(at::equal(file.floats("blk.1.ffn_" + part + "_exps.weight")[expert],
                                checkpoint.tensors.at(prefix + "experts." + std::to_string(expert) + "." + part + "_proj.weight")));
        }
      }
      equal("blk.1.exp_probs_b.bias", checkpoint.tensors.at(prefix + "gate.e_score_correction_bias"));
      equal("blk.1.ffn_up_shexp.weight", checkpoint.tensors.at(prefix + "shared_experts.up_proj.weight"));
    }
    equal("blk.1.attn_q.weight", query);
  }
}

TEST(Gguf, EveryTypeLoadsInTheRuntimeAndKeepsRouterNormsAndBiasesInF32) {
  testing::TemporaryDirectory folder;
  TinyShape shape = sparse_shape();
  shape.attention_bias = true;
  const Checkpoint checkpoint = tiny_checkpoint(shape, folder.path());
  const std::vector<int32_t> tokens = {84, 104, 256, 101, 32, 112};
  write_gguf(checkpoint, "f32", folder / "f32.gguf");
  const at::Tensor exact = LlamaRuntime(folder / "f32.gguf", 16, 1).logits(tokens);
  ASSERT_GE(gguf_type_names().size(), 12u);
  for (const std::string& type : gguf_type_names()) {
    const fs::path path = folder / (type + ".gguf");
    const GgufReport report = write_gguf(checkpoint, type, path);
    const OpenedGguf file(path);
    int floats = 0;
    for (int64_t i = 0; i < gguf_get_n_tensors(file.keys.get()); ++i) {
      const std::string name = gguf_get_tensor_name(file.keys.get(), i);
      const bool small = name.find("norm") != std::string::npos || name.find(".bias") != std::string::npos || name.find("gate_inp") != std::string::npos;
      if (small) {
        EXPECT_EQ(gguf_get_tensor_type(file.keys.get(), i), GGML_TYPE_F32) << type << " " << name;
      }
      floats += small;
    }
    EXPECT_GE(floats, 13);
    const at::Tensor logits = LlamaRuntime(path, 16, 1).logits(tokens);
    const double distance = (logits - exact).norm().item<double>() / exact.norm().item<double>();
    EXPECT_LT(distance, 0.7) << type;
    EXPECT_EQ(distance == 0, type == "f32") << type;
    // 64 columns: no block of 256 fits, and a tied embedding wants Q6_K in every quantised type but Q8_0.
    const bool quantised = type[0] == 'q' || type[0] == 'i';
    EXPECT_EQ(!report.substitutions.empty(), quantised && type != "q8_0") << type;
  }
}

TEST(Gguf, NamesTheTensorsWhoseTypeGaveWay) {
  testing::TemporaryDirectory folder;
  const GgufReport report = write_gguf(tiny_checkpoint({}, folder.path()), "q4_k_m", folder / "m.gguf");
  std::set<std::string> pairs;
  for (const TypeSubstitution& substitution : report.substitutions) {
    pairs.insert(substitution.wanted + " -> " + substitution.used);
    const bool is_embedding = substitution.tensor == "token_embd.weight", is_query = substitution.tensor == "blk.0.attn_q.weight";
    if (is_embedding || is_query) {
      EXPECT_EQ(substitution.used, is_embedding ? "q8_0" : "q5_0");
    }
  }
  EXPECT_EQ(pairs, (std::set<std::string>{"q4_K -> q5_0", "q6_K -> q8_0"}));
  EXPECT_TRUE(write_gguf(tiny_checkpoint({}, folder.path()), "q8_0", folder / "q8.gguf").substitutions.empty());
}

TEST(Gguf, NothingGivesWayWhereTheWidthsFit) {
  testing::TemporaryDirectory folder;
  TinyShape shape = sparse_shape();
  shape.hidden = 256;
  const Checkpoint checkpoint = tiny_checkpoint(shape, folder.path());
  EXPECT_TRUE(write_gguf(checkpoint, "q4_k_m", folder / "m.gguf").substitutions.empty());
  const OpenedGguf file(folder / "m.gguf");
  EXPECT_EQ(file.tensor("token_embd.weight")->type, GGML_TYPE_Q6_K);
  EXPECT_EQ(file.tensor("blk.0.attn_q.weight")->type, GGML_TYPE_Q4_K);
}

TEST(Gguf, QuantisedBlocksAreGgmlsOwn) {
  testing::TemporaryDirectory folder;
  for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
    TinyShape shape = sparse_shape();
    shape.dtype = dtype;
    const Checkpoint checkpoint = tiny_checkpoint(shape, folder.path());
    write_gguf(checkpoint, "q8_0", folder / "m.gguf");
    const OpenedGguf file(folder / "m.gguf");
    const ggml_tensor* written = file.tensor("blk.0.attn_v.weight");
    ASSERT_EQ(written->type, GGML_TYPE_Q8_0);
    const at::Tensor source = checkpoint.tensors.at("model.layers.0.self_attn.v_proj.weight").to(at::kFloat).contiguous();
    std::vector<char> expected(ggml_nbytes(written));
    ggml_quantize_chunk(GGML_TYPE_Q8_0, source.const_data_ptr<float>(), expected.data(), 0, source.size(0), source.size(1), nullptr);
    EXPECT_EQ(std::memcmp(written->data, expected.data(), expected.size()), 0);
  }
}

TEST(Gguf, FillsUpAVocabularyThatIsSmallerThanTheEmbedding) {
  testing::TemporaryDirectory folder;
  TinyShape shape;
  shape.vocab_size = 288;
  write_gguf(tiny_checkpoint(shape, folder.path()), "f32", folder / "m.gguf");
  const LlamaRuntime runtime(folder / "m.gguf", 16, 1);
  EXPECT_EQ(runtime.vocab_size(), 288);
  EXPECT_EQ(runtime.tokenize("[PAD270]", false, true).size(), 8u);  // never made from text
}

TEST(Gguf, RefusesATokenizerWithMoreTokensThanTheModelHas) {
  testing::TemporaryDirectory folder;
  TinyShape shape;
  shape.vocab_size = 256;
  EXPECT_THROW(write_gguf(tiny_checkpoint(shape, folder.path()), "f32", folder / "m.gguf"), Error);
  EXPECT_EQ(files_in(folder.path()), std::vector<std::string>{"tokenizer.gguf"});
}

TEST(Gguf, WritesWeightsAloneWithoutATokenizer) {
  testing::TemporaryDirectory folder;
  Checkpoint checkpoint = tiny_checkpoint({}, folder.path());
  checkpoint.tokenizer_gguf.clear();
  for (const char* type : {"f32", "q8_0"}) {
    write_gguf(checkpoint, type, folder / "m.gguf");
    LlamaRuntime runtime(folder / "m.gguf", 16, 1);
    EXPECT_EQ(runtime.logits(std::vector<int32_t>{1, 2, 3}).size(1), 260);
  }
}

TEST(Gguf, RefusesUnknownTypesWithTheNearestName) {
  testing::TemporaryDirectory folder;
  try {
    write_gguf(tiny_checkpoint({}, folder.path()), "q4_km", folder / "m.gguf");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(error.hint().find("q4_k_m"), std::string::npos) << error.hint();
  }
}

TEST(Gguf, LeavesTheOldFileAndNoLeftoversWhenAnExportFails) {
  testing::TemporaryDirectory folder;
  Checkpoint checkpoint = tiny_checkpoint(sparse_shape(), folder.path());
  write_gguf(checkpoint, "f32", folder / "m.gguf");
  const std::string before = sha256_of_file(folder / "m.gguf");
  checkpoint.tensors.at("model.layers.1.mlp.experts.7.down_proj.weight")[0][0] = std::numeric_limits<float>::quiet_NaN();
  for (const char* type : {"f32", "q4_0"}) {
    try {
      write_gguf(checkpoint, type, folder / "m.gguf");
      FAIL() << "accepted";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("not finite"), std::string::npos) << error.what();
    }
  }
  checkpoint.tensors.erase("model.layers.1.mlp.experts.7.down_proj.weight");
  EXPECT_THROW(write_gguf(checkpoint, "f32", folder / "m.gguf"), Error);
  EXPECT_EQ(sha256_of_file(folder / "m.gguf"), before);
  EXPECT_EQ(files_in(folder.path()), (std::vector<std::string>{"m.gguf", "tokenizer.gguf"}));
  EXPECT_THROW(write_gguf(tiny_checkpoint({}, folder.path()), "f32", folder / "no/such/folder/m.gguf"), Error);
}

TEST(Gguf, RemovesWhatAKilledExportLeftBehind) {
  const testing::TemporaryDirectory folder;
  const Checkpoint checkpoint = tiny_checkpoint({}, folder.path());
  const fs::path out = folder / "out";
  fs::create_directories(out);
  const fs::path abandoned = out / ".tmp-model.gguf-floats-999999999";  // above any process id
  const fs::path running = out / (".tmp-model.gguf-blocks-" + std::to_string(::getppid()));
  const fs::path unrelated = out / ".tmp-other.gguf-floats-999999999";
  for (const fs::path& file : {abandoned, running, unrelated}) testing::write_text(file, "x");
  write_gguf(checkpoint, "f32", out / "model.gguf");
  EXPECT_FALSE(fs::exists(abandoned));
  EXPECT_TRUE(fs::exists(running)) << "its process is alive";
  EXPECT_TRUE(fs::exists(unrelated)) << "another file's";
}

TEST(Gguf, RefusesF16ForValuesItCannotHold) {
  testing::TemporaryDirectory folder;
  Checkpoint checkpoint = tiny_checkpoint({}, folder.path());
  checkpoint.tensors.at("model.layers.0.mlp.up_proj.weight")[0][0] = 1e6f;
  EXPECT_THROW(write_gguf(checkpoint, "f16", folder / "m.gguf"), Error);
  EXPECT_NO_THROW(write_gguf(checkpoint, "bf16", folder / "m.gguf"));
}

TEST(Gguf, IsTheSameFileEachTime) {
  testing::TemporaryDirectory folder;
  const Checkpoint checkpoint = tiny_checkpoint(sparse_shape(), folder.path());
  for (const char* type : {"bf16", "q4_k_m"}) {
    EXPECT_EQ(write_gguf(checkpoint, type, folder / "a.gguf").sha256, write_gguf(checkpoint, type, folder / "b.gguf").sha256) << type;
  }
}

}  // namespace
}  // namespace galen
