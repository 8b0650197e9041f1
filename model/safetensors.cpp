#include "model/safetensors.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

#include "core/error.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/text.h"

namespace galen {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

namespace {

constexpr uint64_t kLargestHeader = 100'000'000;  // the reference reader's bound
constexpr size_t kMostTensors = 200'000;          // ours: keeps a hostile header's memory within bounds
constexpr size_t kMostMetadata = 10'000;
constexpr size_t kMostDims = 16;
constexpr size_t kLongestString = 4 << 20;

struct DtypeName {
  std::string_view name;
  at::ScalarType type;
};
constexpr DtypeName kDtypes[] = {{"F32", at::kFloat}, {"F16", at::kHalf},  {"BF16", at::kBFloat16}, {"F64", at::kDouble}, {"I64", at::kLong},
                                 {"I32", at::kInt},   {"I16", at::kShort}, {"I8", at::kChar},       {"U8", at::kByte},    {"BOOL", at::kBool}};

struct Entry {
  std::string name;
  std::optional<at::ScalarType> dtype;
  std::vector<int64_t> shape;
  std::vector<uint64_t> offsets;  // [begin, end), counted from the header's end
  bool has_shape = false;
};

// Reads the header without building a JSON tree: a tree of 100 MB of braces would take gigabytes. Accepts exactly
// {"__metadata__": {string: string}, name: {"dtype": string, "shape": [n…], "data_offsets": [begin, end]}, …}.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata;
  std::string problem;

  bool null() override { return unexpected("null"); }
  bool boolean(bool) override { return unexpected("true or false"); }
  bool number_integer(number_integer_t) override { return unexpected("a negative number"); }
  bool number_float(number_float_t, const string_t&) override { return unexpected("a fraction"); }
  bool binary(binary_t&) override { return unexpected("binary"); }

  bool number_unsigned(number_unsigned_t value) override {
    if (state_ == State::kShape) {
      if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return fail("a dimension overflows", last_name());
      if (entries.back().shape.size() == kMostDims) return fail("has more than 16 dimensions", last_name());
      entries.back().shape.push_back(static_cast<int64_t>(value));
      return true;
    }
    if (state_ == State::kOffsets) {
      if (entries.back().offsets.size() == 2) return fail("has more than two data_offsets", last_name());
      entries.back().offsets.push_back(value);
      return true;
    }
    return unexpected("a number");
  }

  bool string(string_t& value) override {
    if (state_ == State::kMetadata) {
      if (metadata.size() == kMostMetadata) return fail("the header has more than 10,000 metadata keys", "");
      metadata[key_] = value;
      return true;
    }
    if (state_ != State::kTensor || key_ != "dtype") return unexpected("a string");
    for (const DtypeName& known : kDtypes) {
      if (known.name == value) entries.back().dtype = known.type;
    }
    return entries.back().dtype.has_value() || fail("dtype \"" + value.substr(0, 32) + "\" is not one of ours", last_name());
  }

  bool start_object(size_t) override {
    if (state_ == State::kStart) return enter(State::kTop);
    if (state_ != State::kTop) return unexpected("an object");
    if (key_ == "__metadata__") return enter(State::kMetadata);
    if (entries.size() == kMostTensors) return fail("the header lists more than 200,000 tensors", "");
    entries.push_back({key_, {}, {}, {}, false});
    return enter(State::kTensor);
  }
  bool end_object() override {
    if (state_ == State::kTensor) {
      const Entry& entry = entries.back();
      if (!entry.dtype || !entry.has_shape || entry.offsets.size() != 2) return fail("lacks dtype, shape or data_offsets", last_name());
    }
    return enter(state_ == State::kTop ? State::kEnd : State::kTop);
  }
  bool start_array(size_t) override {
    if (state_ != State::kTensor) return unexpected("an array");
    if (key_ == "shape") {
      entries.back().has_shape = true;
      return enter(State::kShape);
    }
    return key_ == "data_offsets" ? enter(State::kOffsets) : unexpected("an array");
  }
  bool end_array() override { return enter(State::kTensor); }

  bool key(string_t& name) override {
    if (state_ == State::kTop && !names_.insert(name).second) return fail("appears twice", "tensor \"" + name.substr(0, 200) + "\"");
    if (state_ == State::kMetadata && metadata.count(name) > 0) return fail("appears twice", "metadata key \"" + name.substr(0, 200) + "\"");
    if (state_ == State::kTensor) {
      const int bit = name == "dtype" ? 1 : name == "shape" ? 2 : name == "data_offsets" ? 4 : 0;
      if (bit == 0) return fail("has the unknown key \"" + name.substr(0, 64) + "\"", last_name());
      if ((seen_keys_ & bit) != 0) return fail("has \"" + name + "\" twice", last_name());
      seen_keys_ |= bit;
    } else {
      seen_keys_ = 0;
    }
    key_ = name;
    return true;
  }
  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception&) override {
    return fail("the header is not valid JSON at byte " + std::to_string(position), "");
  }

 private:
  enum class State { kStart, kTop, kMetadata, kTensor, kShape, kOffsets, kEnd };

  std::string last_name() const { return "tensor \"" + entries.back().name.substr(0, 200) + "\""; }
  bool enter(State state) {
    state_ = state;
    return true;
  }
  bool unexpected(const std::string& what) { return fail("the header has " + what + " where none belongs", ""); }
  bool fail(const std::string& reason, const std::string& subject) {
    problem = subject.empty() ? reason : subject + " " + reason;
    return false;
  }

  State state_ = State::kStart;
  std::string key_;
  int seen_keys_ = 0;
  std::set<std::string> names_;
};

// Whether a string in JSON text is longer than that. The parser would copy it several times before it asked us.
bool has_longer_string(std::string_view json, size_t most) {
  size_t start = std::string_view::npos;  // of the string that is open
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '\\' && start != std::string_view::npos) {
      ++i;
    } else if (json[i] == '"') {
      start = start == std::string_view::npos ? i : std::string_view::npos;
    } else if (start != std::string_view::npos && i - start > most) {
      return true;
    }
  }
  return false;
}

// The byte count of a shape, or nothing on overflow.
std::optional<uint64_t> byte_count(const Entry& entry) {
  uint64_t count = c10::elementSize(*entry.dtype);
  for (const int64_t size : entry.shape) {
    if (__builtin_mul_overflow(count, static_cast<uint64_t>(size), &count)) return {};
  }
  return count <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) ? std::optional(count) : std::nullopt;
}

}  // namespace

struct SafetensorsFile::State {
  explicit State(const std::filesystem::path& path) : file(path) {}

  MappedFile file;
  const std::byte* data = nullptr;
  std::vector<Entry> entries;  // in the order of their data
  std::unordered_map<std::string, size_t> index;
  std::map<std::string, std::string> metadata;
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) {
  const auto state = std::make_shared<State>(path);
  const auto refuse = [&](const std::string& reason) { throw Error(reason, path.string(), "the file is damaged or no safetensors file"); };
  const std::span<const std::byte> bytes = state->file.bytes();
  if (bytes.size() < 8) refuse("is too short for a safetensors file");
  uint64_t header_size = 0;
  std::memcpy(&header_size, bytes.data(), 8);
  if (header_size > kLargestHeader) refuse("the header claims more than 100,000,000 bytes");
  if (header_size > bytes.size() - 8) refuse("the header claims more bytes than the file has");
  const std::string_view header(reinterpret_cast<const char*>(bytes.data()) + 8, header_size);
  if (!header.starts_with('{')) refuse("the header doesn't start with {");
  // The JSON parser takes a NUL for the end of its input; the reference reader doesn't.
  if (header.find('\0') != std::string_view::npos) refuse("the header has a NUL byte");
  if (const auto bad = find_invalid_utf8(header)) refuse("the header is not UTF-8 at byte " + std::to_string(*bad));

  if (has_longer_string(header, kLongestString)) refuse("the header has a string of more than 4 MiB");

  HeaderReader reader;
  if (!nlohmann::json::sax_parse(header.begin(), header.end(), &reader)) refuse(reader.problem);
  state->metadata = std::move(reader.metadata);
  state->entries = std::move(reader.entries);
  std::stable_sort(state->entries.begin(), state->entries.end(), [](const Entry& a, const Entry& b) { return a.offsets < b.offsets; });

  uint64_t position = 0;
  for (size_t i = 0; i < state->entries.size(); ++i) {
    const Entry& entry = state->entries[i];
    const std::string subject = "tensor \"" + entry.name.substr(0, 200) + "\" ";
    const std::optional<uint64_t> size = byte_count(entry);
    if (!size) refuse(subject + "has a shape whose size overflows");
    if (entry.offsets[0] != position) refuse(subject + "doesn't start where the one before it ends");
    if (entry.offsets[1] < entry.offsets[0] || entry.offsets[1] - entry.offsets[0] != *size) refuse(subject + "has data_offsets that don't fit its shape");
    position = entry.offsets[1];
    state->index.emplace(entry.name, i);
  }
  if (position != bytes.size() - 8 - header_size)
    refuse("the tensors end at byte " + std::to_string(position) + " of " + std::to_string(bytes.size() - 8 - header_size) + " of data");
  state->data = bytes.data() + 8 + header_size;
  state_ = state;
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> names;
  for (const Entry& entry : state_->entries) names.push_back(entry.name);
  return names;
}

bool SafetensorsFile::contains(const std::string& name) const {
  return state_->index.count(name) > 0;
}

const std::map<std::string, std::string>& SafetensorsFile::metadata() const {
  return state_->metadata;
}

at::Tensor SafetensorsFile::tensor(const std::string& name) const {
  const auto found = state_->index.find(name);
  if (found == state_->index.end()) throw Error("has no tensor \"" + name + "\"", state_->file.path().string());
  const Entry& entry = state_->entries[found->second];
  const uint64_t size = entry.offsets[1] - entry.offsets[0];
  const std::byte* data = state_->data + entry.offsets[0];
  if (*entry.dtype == at::kBool && std::any_of(data, data + size, [](std::byte value) { return value > std::byte{1}; })) {
    throw Error("tensor \"" + name + "\" has a bool that is neither 0 nor 1", state_->file.path().string());
  }
  // Other writers don't align; an unaligned tensor is copied.
  const bool aligned = reinterpret_cast<uintptr_t>(data) % c10::elementSize(*entry.dtype) == 0;
  if (!aligned || size == 0) {
    const at::Tensor copy = at::empty(entry.shape, at::TensorOptions(*entry.dtype));
    if (size > 0) std::memcpy(copy.data_ptr(), data, size);
    return copy;
  }
  return at::from_blob(
      const_cast<std::byte*>(data), entry.shape, [state = state_](void*) {}, at::TensorOptions(*entry.dtype));
}

std::string write_safetensors(const std::filesystem::path& path, const NamedTensors& tensors, const std::map<std::string, std::string>& metadata) {
  OrderedJson header = OrderedJson::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  // A set of our own: ordered_json looks keys up by walking.
  std::set<std::string_view> seen = {"__metadata__"};
  std::string text = header.dump();
  text.pop_back();
  uint64_t position = 0;
  for (const auto& [name, tensor] : tensors) {
    TORCH_CHECK(seen.insert(name).second, "two tensors named ", name);
    const auto known = std::find_if(std::begin(kDtypes), std::end(kDtypes), [&](const DtypeName& d) { return d.type == tensor.scalar_type(); });
    TORCH_CHECK(known != std::end(kDtypes), "safetensors can't hold ", tensor.scalar_type(), " (tensor ", name, ")");
    const uint64_t size = static_cast<uint64_t>(tensor.numel()) * tensor.element_size();
    const OrderedJson entry = {{"dtype", known->name}, {"shape", tensor.sizes().vec()}, {"data_offsets", {position, position + size}}};
    if (text.size() > 1) text += ',';
    text += OrderedJson(name).dump();
    text += ':';
    text += entry.dump();
    position += size;
  }
  text += "}";
  text.append((64 - (8 + text.size()) % 64) % 64, ' ');
  if (text.size() > kLargestHeader) throw Error("the header would be larger than readers allow", path.string(), "shard the file");

  FileWriter writer(path);
  Sha256 hash;
  const auto write = [&](const void* data, size_t size) {
    writer.write(data, size);
    hash.update(data, size);
  };
  const uint64_t header_size = text.size();
  write(&header_size, 8);
  write(text.data(), text.size());
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor bytes = tensor.detach().cpu().contiguous();
    write(bytes.const_data_ptr(), bytes.nbytes());
  }
  writer.close();
  return hash.hex();
}

}  // namespace galen
