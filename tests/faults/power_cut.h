// What may be on the disk after a power cut in the middle of a sequence of file calls.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/faults/file_layer.h"

namespace galen::testing {

// Which of what was never synced the disk has nevertheless.
enum class Lost { kAll, kData, kHalfOfData, kContents, kAtRandom };

// A file system that remembers only what was synced: a file's data by its own fsync, a name by the fsync of its directory.
class Disk {
 public:
  // All that lies below `directory` now is taken as synced.
  explicit Disk(const std::filesystem::path& directory);
  void apply(const FileCall& call);
  // Writes what a cut at this moment may leave behind into the empty directory `out`. kAll: nothing but what was synced; kData: names, but of files' data only
  // what was synced; kHalfOfData; kContents: names and lengths, zeros where data wasn't synced; kAtRandom: the first so many changes of each directory and a
  // part of each file, by `seed`.
  void leave(const std::filesystem::path& out, Lost lost, uint64_t seed) const;

 private:
  struct Change {                        // of one directory, all or nothing
    std::map<std::string, int64_t> set;  // name -> inode; -1: gone
  };
  struct Inode {
    bool is_directory = false;
    std::string link;
    std::string data, synced_data;
    std::map<std::string, int64_t> names, synced_names;
    std::vector<Change> unsynced;
  };
  int64_t add(Inode inode);
  int64_t load(const std::filesystem::path& path);
  int64_t find(const std::filesystem::path& path) const;  // -1: nothing there
  void change(const std::filesystem::path& directory, Change change);
  void leave_inode(const std::filesystem::path& out, int64_t inode, Lost lost, uint64_t seed) const;

  std::filesystem::path root_;
  std::vector<Inode> inodes_;
};

}  // namespace galen::testing
