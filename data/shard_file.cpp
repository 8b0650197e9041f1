#include "data/shard_file.h"

#include <fcntl.h>
#include <hdf5.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <span>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace galen {
namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "columns are written as they lie in memory");

uint64_t ShardColumns::bytes() const {
  return token_values.size() + loss_mask.size() + token_offsets.size() * 8 + ids.size() + id_offsets.size() * 8 + source.size() * 4 + weight.size() * 4 +
         images.bytes() + image_shape.size() * 4 + audio.bytes();
}

namespace {

// An HDF5 identifier with its closing function. libhdf5 reports failures as negative numbers.
class Handle {
 public:
  Handle(hid_t id, herr_t (*closer)(hid_t), const char* what, const fs::path& file) : id_(id), close_(closer) {
    if (id < 0) throw Error(std::string("HDF5 can't ") + what, file.string(), "check the free space and permissions of that folder");
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  operator hid_t() const { return id_; }
  herr_t close() { return close_(std::exchange(id_, -1)); }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

void require(herr_t result, const char* what, const fs::path& file) {
  if (result < 0) throw Error(std::string("HDF5 can't ") + what, file.string(), "check the free space of that disk");
}

std::mutex& hdf5_lock() {
  static std::mutex lock;
  return lock;
}

// libhdf5 prints its error stack to standard error unless told otherwise; ours is one line.
class QuietErrors {
 public:
  QuietErrors() {
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

struct Column {
  hid_t file_type;
  hid_t memory_type;
  const void* data;
  hsize_t count;
  uint64_t bytes;
};

std::array<Column, kNumDatasets> columns_of(const ShardColumns& columns, int token_bytes) {
  const auto column = [](hid_t file_type, hid_t memory_type, const void* data, size_t count, size_t size) {
    return Column{file_type, memory_type, data, count, count * size};
  };
  const bool narrow = token_bytes == 2;
  std::array<Column, kNumDatasets> all{};
  all[kTokenValues] = column(narrow ? H5T_STD_U16LE : H5T_STD_U32LE, narrow ? H5T_NATIVE_UINT16 : H5T_NATIVE_UINT32, columns.token_values.data(),
                             columns.token_values.size() / static_cast<size_t>(token_bytes), static_cast<size_t>(token_bytes));
  all[kTokenLossMask] = column(H5T_STD_U8LE, H5T_NATIVE_UINT8, columns.loss_mask.data(), columns.loss_mask.size(), 1);
  all[kTokenOffsets] = column(H5T_STD_U64LE, H5T_NATIVE_UINT64, columns.token_offsets.data(), columns.token_offsets.size(), 8);
  all[kSampleIds] = column(H5T_STD_U8LE, H5T_NATIVE_UINT8, columns.ids.data(), columns.ids.size(), 1);
  all[kSampleIdOffsets] = column(H5T_STD_U64LE, H5T_NATIVE_UINT64, columns.id_offsets.data(), columns.id_offsets.size(), 8);
  all[kSampleSource] = column(H5T_STD_I32LE, H5T_NATIVE_INT32, columns.source.data(), columns.source.size(), 4);
  all[kSampleWeight] = column(H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, columns.weight.data(), columns.weight.size(), 4);
  all[kImageValues] = column(H5T_STD_U8LE, H5T_NATIVE_UINT8, columns.images.values.data(), columns.images.values.size(), 1);
  all[kImageOffsets] = column(H5T_STD_U64LE, H5T_NATIVE_UINT64, columns.images.offsets.data(), columns.images.offsets.size(), 8);
  all[kImageShape] = column(H5T_STD_I32LE, H5T_NATIVE_INT32, columns.image_shape.data(), columns.image_shape.size(), 4);
  all[kImageSample] = column(H5T_STD_U64LE, H5T_NATIVE_UINT64, columns.images.sample.data(), columns.images.sample.size(), 8);
  all[kImagePosition] = column(H5T_STD_U32LE, H5T_NATIVE_UINT32, columns.images.position.data(), columns.images.position.size(), 4);
  all[kAudioValues] = column(H5T_STD_I16LE, H5T_NATIVE_INT16, columns.audio.values.data(), columns.audio.values.size(), 2);
  all[kAudioOffsets] = column(H5T_STD_U64LE, H5T_NATIVE_UINT64, columns.audio.offsets.data(), columns.audio.offsets.size(), 8);
  all[kAudioSample] = column(H5T_STD_U64LE, H5T_NATIVE_UINT64, columns.audio.sample.data(), columns.audio.sample.size(), 8);
  all[kAudioPosition] = column(H5T_STD_U32LE, H5T_NATIVE_UINT32, columns.audio.position.data(), columns.audio.position.size(), 4);
  return all;
}

void write_description(hid_t file, const std::string& description, const fs::path& path) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a string type", path);
  require(H5Tset_size(type, description.size()), "size a string type", path);
  require(H5Tset_cset(type, H5T_CSET_UTF8), "mark a string as UTF-8", path);
  require(H5Tset_strpad(type, H5T_STR_NULLPAD), "pad a string", path);
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "make a dataspace", path);
  const Handle attribute(H5Acreate2(file, "galen", type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, "create an attribute", path);
  require(H5Awrite(attribute, type, description.data()), "write an attribute", path);
}

void write_hdf5(const fs::path& path, const std::array<Column, kNumDatasets>& columns, const std::string& description,
                std::array<uint64_t, kNumDatasets>* offsets) {
  // Newest stable layout without any feature that later readers could lack; no times, so that the same samples give the same bytes.
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make file access properties", path);
  require(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110), "set the format version", path);
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make file creation properties", path);
  require(H5Pset_obj_track_times(creation, false), "turn off times", path);
  Handle file(H5Fcreate(path.c_str(), H5F_ACC_EXCL, creation, access), H5Fclose, "create the file", path);
  write_description(file, description, path);

  for (const char* name : {"tokens", "samples", "image", "audio"}) {
    const Handle group_creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "make group properties", path);
    require(H5Pset_obj_track_times(group_creation, false), "turn off times", path);
    const Handle group(H5Gcreate2(file, name, H5P_DEFAULT, group_creation, H5P_DEFAULT), H5Gclose, "create a group", path);
  }
  for (size_t d = 0; d < kNumDatasets; ++d) {
    const Column& column = columns[d];
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make dataset properties", path);
    require(H5Pset_layout(properties, H5D_CONTIGUOUS), "ask for a contiguous layout", path);
    require(H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY), "ask for early allocation", path);
    require(H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER), "turn off filling", path);
    require(H5Pset_obj_track_times(properties, false), "turn off times", path);
    const Handle space(H5Screate_simple(1, &column.count, nullptr), H5Sclose, "make a dataspace", path);
    const Handle dataset(H5Dcreate2(file, kDatasetNames[d], column.file_type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose, "create a dataset", path);
    if (column.count == 0) continue;
    require(H5Dwrite(dataset, column.memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, column.data), "write a dataset", path);
    const haddr_t offset = H5Dget_offset(dataset);
    if (offset == HADDR_UNDEF) throw Error("HDF5 doesn't tell where a dataset lies", path.string());
    (*offsets)[d] = offset;
  }
  require(file.close(), "finish the file", path);
}

// The library's own view of what it wrote.
void compare_through_hdf5(const fs::path& path, const std::array<Column, kNumDatasets>& columns) {
  const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open the file it wrote", path);
  for (size_t d = 0; d < kNumDatasets; ++d) {
    const Handle dataset(H5Dopen2(file, kDatasetNames[d], H5P_DEFAULT), H5Dclose, "open a dataset it wrote", path);
    if (columns[d].count == 0) continue;
    std::vector<std::byte> read(columns[d].bytes);
    require(H5Dread(dataset, columns[d].memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), "read a dataset it wrote", path);
    if (std::memcmp(read.data(), columns[d].data, read.size()) != 0)
      throw Error(std::string(kDatasetNames[d]) + " reads back differently", path.string(), "check the disk");
  }
}

void sync_file(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const int failed = descriptor < 0 ? -1 : ::fsync(descriptor);
  const int code = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (failed != 0) throw Error(std::string("cannot sync: ") + std::strerror(code), path.string(), "check the disk");
}

}  // namespace

ShardEntry write_shard_file(const fs::path& path, const ShardColumns& columns, int token_bytes, const std::string& description) {
  require_disk_space(path, columns.bytes());
  std::array<uint64_t, kNumDatasets> offsets{};
  std::array<Column, kNumDatasets> parts{};
  {
    const std::lock_guard<std::mutex> guard(hdf5_lock());
    H5open();
    H5PLset_loading_state(0);  // no plug-ins, whatever HDF5_PLUGIN_PATH says
    const QuietErrors quiet;
    parts = columns_of(columns, token_bytes);
    write_hdf5(path, parts, description, &offsets);
    sync_file(path);
    compare_through_hdf5(path, parts);
  }

  ShardEntry entry;
  entry.file = path.filename().string();
  entry.samples = columns.samples();
  entry.tokens = columns.loss_mask.size();
  const MappedFile written(path);
  const std::span<const std::byte> bytes = written.bytes();
  entry.bytes = bytes.size();
  for (size_t d = 0; d < kNumDatasets; ++d) {
    const bool inside = offsets[d] <= bytes.size() && parts[d].bytes <= bytes.size() - offsets[d];
    if (!inside || (parts[d].bytes > 0 && std::memcmp(bytes.data() + offsets[d], parts[d].data, parts[d].bytes) != 0)) {
      throw Error(std::string(kDatasetNames[d]) + " does not lie where HDF5 says", path.string(), "check the disk");
    }
    entry.datasets[d] = {offsets[d], parts[d].bytes, chunk_hashes(parts[d].data, parts[d].bytes)};
  }
  Sha256 sha256;
  sha256.update(bytes.data(), bytes.size());
  entry.sha256 = sha256.hex();
  return entry;
}

}  // namespace galen
