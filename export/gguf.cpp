#include "export/gguf.h"

#include <ATen/ATen.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/machine.h"
#include "core/text.h"
#include "export/gguf_plan.h"
#include "export/llama_log.h"
#include "export/mmproj_plan.h"
#include "llama.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

struct FileType {
  const char* name;
  llama_ftype ftype;
  ggml_type base;  // what most matrices become
};

constexpr FileType kFileTypes[] = {
    {"f32", LLAMA_FTYPE_ALL_F32, GGML_TYPE_F32},
    {"f16", LLAMA_FTYPE_MOSTLY_F16, GGML_TYPE_F16},
    {"bf16", LLAMA_FTYPE_MOSTLY_BF16, GGML_TYPE_BF16},
    {"q8_0", LLAMA_FTYPE_MOSTLY_Q8_0, GGML_TYPE_Q8_0},
    {"q6_k", LLAMA_FTYPE_MOSTLY_Q6_K, GGML_TYPE_Q6_K},
    {"q5_k_m", LLAMA_FTYPE_MOSTLY_Q5_K_M, GGML_TYPE_Q5_K},
    {"q5_k_s", LLAMA_FTYPE_MOSTLY_Q5_K_S, GGML_TYPE_Q5_K},
    {"q5_1", LLAMA_FTYPE_MOSTLY_Q5_1, GGML_TYPE_Q5_1},
    {"q5_0", LLAMA_FTYPE_MOSTLY_Q5_0, GGML_TYPE_Q5_0},
    {"q4_k_m", LLAMA_FTYPE_MOSTLY_Q4_K_M, GGML_TYPE_Q4_K},
    {"q4_k_s", LLAMA_FTYPE_MOSTLY_Q4_K_S, GGML_TYPE_Q4_K},
    {"q4_1", LLAMA_FTYPE_MOSTLY_Q4_1, GGML_TYPE_Q4_1},
    {"q4_0", LLAMA_FTYPE_MOSTLY_Q4_0, GGML_TYPE_Q4_0},
    {"iq4_nl", LLAMA_FTYPE_MOSTLY_IQ4_NL, GGML_TYPE_IQ4_NL},
    {"iq4_xs", LLAMA_FTYPE_MOSTLY_IQ4_XS, GGML_TYPE_IQ4_XS},
    {"q3_k_m", LLAMA_FTYPE_MOSTLY_Q3_K_M, GGML_TYPE_Q3_K},
};

const FileType& file_type(const std::string& name) {
  for (const FileType& type : kFileTypes) {
    if (name == type.name) return type;
  }
  throw Error("no such GGUF type: " + name, "--type", suggest_name(name, gguf_type_names()));
}

// A file name beside `final_file` that is gone again when the object is, unless it was renamed away.
class StagedFile {
 public:
  StagedFile(const fs::path& final_file, const std::string& purpose)
      : path_(final_file.parent_path() / (".tmp-" + final_file.filename().string() + "-" + purpose + "-" + std::to_string(::getpid()))) {}
  ~StagedFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Removes what exports of this file left behind whose process was killed.
void remove_abandoned(const fs::path& final_file) {
  const fs::path folder = final_file.has_parent_path() ? final_file.parent_path() : fs::path(".");
  const std::string prefix = ".tmp-" + final_file.filename().string() + "-";
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const std::string digits = name.substr(name.rfind('-') + 1);
    if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos) continue;
    const bool is_running = ::kill(static_cast<pid_t>(std::stol(digits)), 0) == 0 || errno == EPERM;
    if (!is_running) fs::remove(entry.path(), ignored);
  }
}

ggml_type ggml_type_of(at::ScalarType dtype) {
  return dtype == at::kHalf ? GGML_TYPE_F16 : dtype == at::kBFloat16 ? GGML_TYPE_BF16 : GGML_TYPE_F32;
}

at::ScalarType dtype_of(ggml_type type) {
  return type == GGML_TYPE_F16 ? at::kHalf : type == GGML_TYPE_BF16 ? at::kBFloat16 : at::kFloat;
}

// The type each tensor is written in before quantisation: `wanted`, or the checkpoint's own where that is GGML_TYPE_COUNT.
std::vector<ggml_type> float_types(const Checkpoint& checkpoint, const std::vector<PlannedTensor>& plan, ggml_type wanted) {
  std::vector<ggml_type> types;
  for (const PlannedTensor& planned : plan) {
    if (planned.always_f32) {
      types.push_back(GGML_TYPE_F32);
    } else if (wanted != GGML_TYPE_COUNT) {
      types.push_back(wanted);
    } else {
      const auto found = checkpoint.tensors.find(planned.sources[0]);
      types.push_back(found == checkpoint.tensors.end() ? GGML_TYPE_F32 : ggml_type_of(found->second.scalar_type()));
    }
  }
  return types;
}

uint64_t count_elements(const PlannedTensor& planned) {
  uint64_t count = 1;
  for (const int64_t size : planned.shape) count *= static_cast<uint64_t>(size);
  return count;
}

// Describes the tensors in `keys`, then writes header and tensors in one pass: one tensor in memory at a time.
void write_floats(const Checkpoint& checkpoint, const std::vector<PlannedTensor>& plan, const std::vector<ggml_type>& types, gguf_context* keys,
                  const fs::path& file) {
  const ggml_init_params parameters{ggml_tensor_overhead() * (plan.size() + 1), /*mem_buffer=*/nullptr, /*no_alloc=*/true};
  const std::unique_ptr<ggml_context, void (*)(ggml_context*)> descriptions(ggml_init(parameters), ggml_free);
  for (size_t i = 0; i < plan.size(); ++i) {
    const std::vector<int64_t> dimensions(plan[i].shape.rbegin(), plan[i].shape.rend());
    ggml_tensor* description = ggml_new_tensor(descriptions.get(), types[i], static_cast<int>(dimensions.size()), dimensions.data());
    ggml_set_name(description, plan[i].name.c_str());
    gguf_add_tensor(keys, description);
  }
  std::vector<char> header(gguf_get_meta_size(keys));
  gguf_get_meta_data(keys, header.data());
  FileWriter writer(file);
  writer.write(header.data(), header.size());
  const size_t alignment = gguf_get_alignment(keys);
  const std::vector<char> zeros(alignment, 0);
  for (size_t i = 0; i < plan.size(); ++i) {
    const at::Tensor tensor = realise(checkpoint, plan[i]).to(dtype_of(types[i]));
    if (types[i] == GGML_TYPE_F16 && !at::isfinite(tensor).all().item<bool>()) {
      throw Error(plan[i].sources[0] + " has values too large for f16", checkpoint.directory.string(), "export as bf16, f32 or q8_0");
    }
    writer.write(tensor.const_data_ptr(), tensor.nbytes());
    writer.write(zeros.data(), GGML_PAD(tensor.nbytes(), alignment) - tensor.nbytes());
  }
  writer.close();
}

void sync_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int code = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw Error(std::string("cannot sync: ") + std::strerror(code), file.string());
}

// Which type a K-quant, IQ4_XS or the output matrix would have had, were its rows a multiple of 256 (tensor_type_fallback in
// llama-quant.cpp, read backwards).
ggml_type wanted_before_fallback(ggml_type used, const FileType& type) {
  switch (used) {
    case GGML_TYPE_Q4_0:
      return GGML_TYPE_Q3_K;
    case GGML_TYPE_Q5_0:
      return GGML_TYPE_Q4_K;
    case GGML_TYPE_Q5_1:
      return GGML_TYPE_Q5_K;
    case GGML_TYPE_Q8_0:
      return GGML_TYPE_Q6_K;
    case GGML_TYPE_IQ4_NL:
      return GGML_TYPE_IQ4_XS;
    default:
      return type.base;
  }
}

std::vector<TypeSubstitution> find_substitutions(const gguf_context* keys, const FileType& type) {
  std::vector<TypeSubstitution> substitutions;
  const int64_t experts_key = gguf_find_key(keys, "glm4moe.expert_count");
  const bool eight_experts = experts_key >= 0 && gguf_get_val_u32(keys, experts_key) == 8;
  for (int64_t i = 0; i < gguf_get_n_tensors(keys); ++i) {
    const std::string name = gguf_get_tensor_name(keys, i);
    const ggml_type used = gguf_get_tensor_type(keys, i);
    const int64_t width = gguf_get_tensor_ne(keys, i)[0];
    if (used == GGML_TYPE_F32 || used == GGML_TYPE_F16 || used == type.base) continue;
    if (eight_experts && (name.find("attn_k.") != std::string::npos || name.find("attn_v.") != std::string::npos)) continue;  // llama.cpp's rule, not the width
    const ggml_type wanted = wanted_before_fallback(used, type);
    if (width % ggml_blck_size(wanted) != 0) substitutions.push_back({name, ggml_type_name(wanted), ggml_type_name(used)});
  }
  return substitutions;
}

// Opens what was written and checks that every tensor is inside it: ggml's writer goes on when the disk is full.
GgufContext check_complete(const fs::path& file) {
  const gguf_init_params parameters{/*no_alloc=*/true, /*ctx=*/nullptr};
  GgufContext keys(gguf_init_from_file(file.c_str(), parameters), gguf_free);
  if (!keys) throw Error("what the quantiser wrote is not a GGUF file", file.string(), "check the free space on that disk");
  uint64_t end = gguf_get_data_offset(keys.get());
  for (int64_t i = 0; i < gguf_get_n_tensors(keys.get()); ++i) {
    end = std::max<uint64_t>(end, gguf_get_data_offset(keys.get()) + gguf_get_tensor_offset(keys.get(), i) + gguf_get_tensor_size(keys.get(), i));
  }
  if (fs::file_size(file) < end) throw Error("the quantised file is cut short", file.string(), "check the free space on that disk");
  return keys;
}

void quantise(const fs::path& source, const FileType& type, bool tied, const fs::path& out) {
  LlamaLog log;
  llama_model_quantize_params parameters = llama_model_quantize_default_params();
  parameters.nthread = inspect_machine().cores;
  parameters.ftype = type.ftype;
  // The head's rounding goes straight into the logits: where files are meant to be exact it stays f16.
  if (type.ftype == LLAMA_FTYPE_MOSTLY_Q8_0) (tied ? parameters.token_embedding_type : parameters.output_tensor_type) = GGML_TYPE_F16;
  parameters.max_buf_size = size_t{1} << 30;
  if (llama_model_quantize(source.c_str(), out.c_str(), &parameters) != 0) throw Error("llama.cpp can't quantise this model: " + log.errors(), out.string());
  sync_file(out);
}

GgufReport put_in_place(const fs::path& finished, const std::string& type, const fs::path& file) {
  GgufReport report;
  report.file = file;
  report.type = type;
  report.bytes = fs::file_size(finished);
  report.sha256 = sha256_of_file(finished);
  std::error_code failed;
  fs::rename(finished, file, failed);
  if (failed) throw Error("cannot rename into place: " + failed.message(), file.string());
  fsync_directory(file.has_parent_path() ? file.parent_path() : fs::path("."));
  return report;
}

}  // namespace

bool gains_from_smoothing(const std::string& type) {
  const ggml_type base = file_type(type).base;
  return base == GGML_TYPE_Q8_0 || base == GGML_TYPE_Q6_K;
}

std::vector<std::string> gguf_type_names() {
  std::vector<std::string> names;
  for (const FileType& type : kFileTypes) names.emplace_back(type.name);
  return names;
}

GgufReport write_gguf(const Checkpoint& checkpoint, const std::string& type_name, const fs::path& file,
                      const std::vector<std::pair<std::string, std::string>>& texts) {
  const FileType& type = file_type(type_name);
  const bool quantised = ggml_is_quantized(type.base);
  const std::vector<PlannedTensor> plan = plan_tensors(checkpoint);
  const std::vector<ggml_type> types = float_types(checkpoint, plan, quantised ? GGML_TYPE_COUNT : type.base);
  uint64_t bytes = uint64_t{16} << 20;  // header
  for (size_t i = 0; i < plan.size(); ++i) {
    const uint64_t elements = count_elements(plan[i]);
    bytes += elements * ggml_type_size(types[i]);
    if (quantised) bytes += plan[i].always_f32 ? elements * 4 : elements * 17 / 16;  // Q8_0 is the widest of them
  }
  remove_abandoned(file);
  require_disk_space(file, bytes);

  const GgufContext keys = plan_keys(checkpoint);
  for (const auto& [key, text] : texts) gguf_set_val_str(keys.get(), key.c_str(), text.c_str());
  const StagedFile floats(file, "floats");
  const StagedFile blocks(file, "blocks");
  gguf_set_val_u32(keys.get(), "general.file_type", quantised ? LLAMA_FTYPE_ALL_F32 : type.ftype);
  write_floats(checkpoint, plan, types, keys.get(), floats.path());
  if (quantised) quantise(floats.path(), type, checkpoint.config.tie_word_embeddings, blocks.path());
  const fs::path& finished = quantised ? blocks.path() : floats.path();
  const GgufContext written = check_complete(finished);

  GgufReport report = put_in_place(finished, type_name, file);
  if (quantised) report.substitutions = find_substitutions(written.get(), type);
  return report;
}

GgufReport write_mmproj(const Checkpoint& checkpoint, const std::string& type_name, const fs::path& file,
                        const std::vector<std::pair<std::string, std::string>>& texts) {
  const FileType& type = file_type(type_name);
  TORCH_CHECK(type.base == GGML_TYPE_F16 || type.base == GGML_TYPE_F32, "encoders are written as f16 or f32");
  const std::vector<PlannedTensor> plan = plan_mmproj_tensors(checkpoint);
  uint64_t bytes = uint64_t{1} << 20;
  for (const PlannedTensor& planned : plan) bytes += 4 * count_elements(planned);
  remove_abandoned(file);
  require_disk_space(file, bytes);
  const GgufContext keys = plan_mmproj_keys(checkpoint);
  for (const auto& [key, text] : texts) gguf_set_val_str(keys.get(), key.c_str(), text.c_str());
  gguf_set_val_u32(keys.get(), "general.file_type", type.ftype);
  const StagedFile floats(file, "floats");
  write_floats(checkpoint, plan, float_types(checkpoint, plan, type.base), keys.get(), floats.path());
  check_complete(floats.path());
  return put_in_place(floats.path(), type_name, file);
}

}  // namespace galen
