#include "model/gguf_file.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <array>
#include <cstring>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "core/error.h"
#include "data/gguf_scalars.h"
#include "model/gguf_bytes.h"

namespace galen {

namespace {

constexpr uint64_t kMostKeys = 1 << 16;
constexpr uint64_t kMostTensors = 1 << 17;
constexpr uint64_t kMostArrayElements = 1 << 21;
constexpr uint64_t kLongestKey = 1 << 16;  // llama.cpp's bound for keys
constexpr uint64_t kLongestTensorName = GGML_MAX_NAME - 1;

// A cursor over the mapped file that can't leave it.
class Cursor {
 public:
  Cursor(std::string_view bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}

  [[noreturn]] void refuse(const std::string& reason) const {
    throw Error(place.empty() ? reason : place + ": " + reason, where_, "the file is damaged, or no GGUF file that llama.cpp would load");
  }
  uint64_t remaining() const { return bytes_.size() - position_; }
  uint64_t position() const { return position_; }
  std::string_view take(uint64_t size) {
    if (size > remaining()) refuse("the file ends within it");
    const std::string_view taken = bytes_.substr(position_, size);
    position_ += size;
    return taken;
  }
  template <typename T>
  T read() {
    return load_as<T>(take(sizeof(T)));
  }
  std::string_view read_string(uint64_t longest) {
    const uint64_t size = read<uint64_t>();
    if (size > longest || size > remaining()) refuse("a string claims " + std::to_string(size) + " bytes");
    return take(size);
  }

  std::string place;  // what is being read, for errors

 private:
  std::string_view bytes_;
  std::string where_;
  uint64_t position_ = 0;
};

GgufValue read_value(Cursor& cursor) {
  GgufValue value;
  const auto read_type = [&] {
    const uint32_t type = cursor.read<uint32_t>();
    if (type >= GGUF_TYPE_COUNT) cursor.refuse("unknown value type " + std::to_string(type));
    return static_cast<gguf_type>(type);
  };
  value.type = read_type();
  const bool is_array = value.type == GGUF_TYPE_ARRAY;
  value.element_type = is_array ? read_type() : value.type;
  if (is_array) {
    if (value.element_type == GGUF_TYPE_ARRAY) cursor.refuse("arrays of arrays are not read");
    value.count = cursor.read<uint64_t>();
    const uint64_t least = value.element_type == GGUF_TYPE_STRING ? 8 : gguf_scalar_bytes(value.element_type);
    if (value.count > kMostArrayElements || value.count > cursor.remaining() / least) {
      cursor.refuse("an array claims " + std::to_string(value.count) + " elements");
    }
  }
  const uint64_t start = cursor.position();
  Cursor begin = cursor;
  if (value.element_type == GGUF_TYPE_STRING) {
    for (uint64_t i = 0; i < value.count; ++i) cursor.read_string(std::numeric_limits<uint32_t>::max());
  } else {
    const std::string_view bytes = cursor.take(value.count * gguf_scalar_bytes(value.element_type));
    if (value.element_type == GGUF_TYPE_BOOL && bytes.find_first_not_of(std::string_view("\0\1", 2)) != std::string_view::npos) {
      cursor.refuse("a bool that is neither 0 nor 1");
    }
  }
  value.bytes = begin.take(cursor.position() - start);
  return value;
}

bool is_dequantisable(uint32_t type) {
  if (type >= GGML_TYPE_COUNT) return false;
  const ggml_type known = static_cast<ggml_type>(type);
  if (known == GGML_TYPE_F32 || known == GGML_TYPE_F16 || known == GGML_TYPE_BF16) return true;
  return ggml_is_quantized(known) && ggml_blck_size(known) > 0 && ggml_get_type_traits(known)->to_float != nullptr;
}

struct TensorInfo {
  GgufTensor tensor;
  uint64_t offset = 0;
};

TensorInfo read_tensor_info(Cursor& cursor) {
  TensorInfo info;
  cursor.place = "tensor table";
  info.tensor.name = std::string(cursor.read_string(kLongestTensorName));
  cursor.place = "tensor " + printable(info.tensor.name);
  if (info.tensor.name.empty()) cursor.refuse("has no name");
  const uint32_t dims = cursor.read<uint32_t>();
  if (dims < 1 || dims > GGML_MAX_DIMS) cursor.refuse("has " + std::to_string(dims) + " dimensions");
  uint64_t elements = 1;
  for (uint32_t i = 0; i < dims; ++i) {
    const int64_t size = cursor.read<int64_t>();
    if (size <= 0) cursor.refuse("has a dimension of " + std::to_string(size));
    if (__builtin_mul_overflow(elements, static_cast<uint64_t>(size), &elements) || elements > (uint64_t{1} << 48)) {
      cursor.refuse("its dimensions overflow");
    }
    info.tensor.shape.insert(info.tensor.shape.begin(), size);
  }
  const uint32_t type = cursor.read<uint32_t>();
  if (!is_dequantisable(type)) cursor.refuse("is of the unknown type " + std::to_string(type));
  info.tensor.type = static_cast<ggml_type>(type);
  const int64_t block = ggml_blck_size(info.tensor.type);
  if (info.tensor.shape.back() % block != 0) cursor.refuse("its rows are not whole blocks of " + std::to_string(block));
  info.tensor.bytes = elements / static_cast<uint64_t>(block) * ggml_type_size(info.tensor.type);
  info.offset = cursor.read<uint64_t>();
  return info;
}

}  // namespace

struct GgufFile::State {
  explicit State(const std::filesystem::path& path) : file(path) {}

  MappedFile file;
  std::vector<std::pair<std::string, GgufValue>> values;
  std::unordered_map<std::string, size_t> index;
  std::vector<GgufTensor> tensors;
};

namespace {

// llama.cpp reads these arrays without asking for their type and indexes one by another's length.
void check_tokenizer_arrays(const std::vector<std::pair<std::string, GgufValue>>& values, Cursor& cursor) {
  struct Wanted {
    const char* key;
    gguf_type type;
    bool one_per_token;
  };
  constexpr std::array<Wanted, 4> kWanted = {{{"tokenizer.ggml.tokens", GGUF_TYPE_STRING, true},
                                              {"tokenizer.ggml.scores", GGUF_TYPE_FLOAT32, true},
                                              {"tokenizer.ggml.token_type", GGUF_TYPE_INT32, true},
                                              {"tokenizer.ggml.merges", GGUF_TYPE_STRING, false}}};
  std::optional<uint64_t> tokens;
  for (const auto& [key, value] : values) {
    if (key == kWanted[0].key) tokens = value.count;
  }
  for (const auto& [key, value] : values) {
    for (const Wanted& wanted : kWanted) {
      if (key != wanted.key) continue;
      cursor.place = key;
      if (value.type != GGUF_TYPE_ARRAY || value.element_type != wanted.type) cursor.refuse("is not an array of the right type");
      if (wanted.one_per_token && tokens && value.count != *tokens) {
        cursor.refuse("has " + std::to_string(value.count) + " elements for " + std::to_string(*tokens) + " tokens");
      }
    }
  }
}

}  // namespace

GgufFile::GgufFile(const std::filesystem::path& path) {
  const auto state = std::make_shared<State>(path);
  const auto span = state->file.bytes();
  const std::string_view bytes(reinterpret_cast<const char*>(span.data()), span.size());
  Cursor cursor(bytes, path.string());
  if (!bytes.starts_with("GGUF")) cursor.refuse("is not a GGUF file");
  cursor.place = "header";
  cursor.take(4);
  const uint32_t version = cursor.read<uint32_t>();
  if (version != 2 && version != 3) cursor.refuse("GGUF version " + std::to_string(version) + " is not read (2 and 3 are)");
  const uint64_t tensor_count = cursor.read<uint64_t>();
  const uint64_t key_count = cursor.read<uint64_t>();
  if (tensor_count > kMostTensors || tensor_count > cursor.remaining() / 32) cursor.refuse("claims " + std::to_string(tensor_count) + " tensors");
  if (key_count > kMostKeys || key_count > cursor.remaining() / 13) cursor.refuse("claims " + std::to_string(key_count) + " keys");

  uint64_t alignment = GGUF_DEFAULT_ALIGNMENT;
  for (uint64_t i = 0; i < key_count; ++i) {
    cursor.place = "key " + std::to_string(i);
    const std::string key(cursor.read_string(kLongestKey));
    if (key.empty() || key.find('\0') != std::string::npos) cursor.refuse("is empty or has a NUL");
    cursor.place = "key " + printable(key);
    if (!state->index.emplace(key, i).second) cursor.refuse("appears twice");
    state->values.emplace_back(key, read_value(cursor));
    if (key == GGUF_KEY_GENERAL_ALIGNMENT) {
      if (state->values.back().second.type != GGUF_TYPE_UINT32) cursor.refuse("is not a u32");
      alignment = load_as<uint32_t>(state->values.back().second.bytes);
      if (alignment < 8 || alignment > (1 << 20) || (alignment & (alignment - 1)) != 0) {
        cursor.refuse("is " + std::to_string(alignment) + ", not a power of two from 8 to 1 MiB");
      }
    }
  }
  check_tokenizer_arrays(state->values, cursor);

  std::vector<TensorInfo> infos;
  std::unordered_set<std::string> names;
  for (uint64_t i = 0; i < tensor_count; ++i) {
    infos.push_back(read_tensor_info(cursor));
    if (!names.insert(infos.back().tensor.name).second) cursor.refuse("appears twice");
  }
  const auto aligned = [&](uint64_t size) { return (size + alignment - 1) / alignment * alignment; };
  const uint64_t data_start = aligned(cursor.position());
  uint64_t position = 0;
  for (TensorInfo& info : infos) {
    cursor.place = "tensor " + printable(info.tensor.name);
    // Without gaps, as ggml's own reader wants it: this also makes offsets aligned, ascending and apart.
    if (info.offset != position) cursor.refuse("starts at " + std::to_string(info.offset) + ", should start at " + std::to_string(position));
    if (data_start > bytes.size() || info.offset > bytes.size() - data_start || info.tensor.bytes > bytes.size() - data_start - info.offset) {
      cursor.refuse("reaches beyond the end of the file");
    }
    info.tensor.data = span.data() + data_start + info.offset;
    position = info.offset + aligned(info.tensor.bytes);
    state->tensors.push_back(std::move(info.tensor));
  }
  state_ = state;
}

const std::filesystem::path& GgufFile::path() const {
  return state_->file.path();
}
const std::vector<std::pair<std::string, GgufValue>>& GgufFile::values() const {
  return state_->values;
}
const std::vector<GgufTensor>& GgufFile::tensors() const {
  return state_->tensors;
}
bool GgufFile::has(const std::string& key) const {
  return state_->index.count(key) > 0;
}

const GgufValue* GgufFile::find(const std::string& key) const {
  const auto found = state_->index.find(key);
  return found == state_->index.end() ? nullptr : &state_->values[found->second].second;
}

at::Tensor GgufFile::load(const GgufTensor& tensor) const {
  const auto view = [&](at::ScalarType type) {
    return at::from_blob(
        const_cast<std::byte*>(tensor.data), tensor.shape, [state = state_](void*) {}, at::TensorOptions(type));
  };
  if (tensor.type == GGML_TYPE_F32) return view(at::kFloat);
  if (tensor.type == GGML_TYPE_F16) return view(at::kHalf);
  if (tensor.type == GGML_TYPE_BF16) return view(at::kBFloat16);

  const at::Tensor values = at::empty(tensor.shape, at::TensorOptions(at::kFloat));
  const int64_t row = tensor.shape.back();
  const int64_t rows = values.numel() / row;
  const int64_t row_bytes = static_cast<int64_t>(tensor.bytes) / rows;
  const auto to_float = ggml_get_type_traits(tensor.type)->to_float;
  float* out = values.data_ptr<float>();
  at::parallel_for(0, rows, 64, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) to_float(tensor.data + i * row_bytes, out + i * row, row);
  });
  return values;
}

}  // namespace galen
