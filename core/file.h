// Files that survive a crash: everything that must not be half-written goes through here.
//
// The protocol (docs/checkpoints.md): write aside, fsync, rename, fsync the parent. A failed write, fsync or close is an Error and never retried,
// because after a failed fsync the kernel may already have dropped the pages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace galen {

// The whole file. Throws Error naming the path; refuses files above `limit` bytes.
std::string read_file(const std::filesystem::path& path, uint64_t limit = uint64_t{1} << 32);

// Replaces `path` by `contents`, atomically and durably: after a crash there is the old file or the new one.
void write_file_durably(const std::filesystem::path& path, std::string_view contents);

// Free bytes on the file system that holds `path` (or its nearest existing parent).
uint64_t free_disk_bytes(const std::filesystem::path& path);

// Throws Error, naming both sizes, unless `bytes` plus 64 MiB fit beside what is already at `path`.
void require_disk_space(const std::filesystem::path& path, uint64_t bytes);

// The directory and those above it. Throws Error where they can't be made.
void make_directories(const std::filesystem::path& directory);

// Makes `link` a symbolic link to `target` (relative to the link's folder), replacing an older link atomically.
void switch_symlink(const std::filesystem::path& link, const std::filesystem::path& target);

void fsync_directory(const std::filesystem::path& directory);

// A new file being written in order. `close` syncs; a FileWriter destroyed without it leaves whatever was written (the caller works in a
// StagedDirectory, which removes it).
class FileWriter {
 public:
  explicit FileWriter(std::filesystem::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void write(const void* data, size_t size);
  void write(std::string_view text) { write(text.data(), text.size()); }
  uint64_t size() const { return size_; }
  void close();  // fsync and close; throws Error if either fails

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
};

// A directory that appears whole or not at all: write into path(), then commit(). Destroyed uncommitted, it removes what was written.
// commit() fsyncs the staged directory and its subdirectories, renames it to the final name (an existing directory of that name is replaced only when `replace`
// is set) and fsyncs the parent. The files inside must have been synced by their writers (FileWriter::close, write_file_durably).
class StagedDirectory {
 public:
  explicit StagedDirectory(std::filesystem::path final_path, bool replace = false);
  ~StagedDirectory();
  StagedDirectory(const StagedDirectory&) = delete;
  StagedDirectory& operator=(const StagedDirectory&) = delete;

  const std::filesystem::path& path() const { return staging_; }
  void commit();

 private:
  std::filesystem::path final_;
  std::filesystem::path staging_;
  bool replace_;
  bool committed_ = false;
};

// A file mapped read-only for as long as the object lives. An empty file maps to an empty span.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(address_), size_}; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  void* address_ = nullptr;
  size_t size_ = 0;
};

}  // namespace galen
