#include "tests/faults/power_cut.h"

#include <algorithm>
#include <fstream>

#include "core/random.h"

namespace galen::testing {

namespace fs = std::filesystem;
using Kind = FileCall::Kind;

Disk::Disk(const fs::path& directory) : root_(fs::absolute(directory).lexically_normal()) {
  load(root_);
}

int64_t Disk::add(Inode inode) {
  inodes_.push_back(std::move(inode));
  return static_cast<int64_t>(inodes_.size()) - 1;
}

int64_t Disk::load(const fs::path& path) {
  const int64_t number = add({});
  Inode inode;
  if (fs::is_symlink(path)) {
    inode.link = fs::read_symlink(path).string();
  } else if (fs::is_directory(path)) {
    inode.is_directory = true;
    for (const auto& entry : fs::directory_iterator(path)) inode.names[entry.path().filename().string()] = load(entry.path());
    inode.synced_names = inode.names;
  } else {
    std::ifstream in(path, std::ios::binary);
    inode.data.assign(std::istreambuf_iterator<char>(in), {});
    inode.synced_data = inode.data;
  }
  inodes_[static_cast<size_t>(number)] = std::move(inode);
  return number;
}

int64_t Disk::find(const fs::path& path) const {
  int64_t at = 0;
  for (const fs::path& part : path.lexically_relative(root_)) {
    if (part == ".") continue;
    const auto& names = inodes_[static_cast<size_t>(at)].names;
    const auto found = names.find(part.string());
    if (found == names.end()) return -1;
    at = found->second;
  }
  return at;
}

void Disk::change(const fs::path& directory, Change change) {
  Inode& inode = inodes_[static_cast<size_t>(find(directory))];
  for (const auto& [name, number] : change.set) {
    if (number < 0) {
      inode.names.erase(name);
    } else {
      inode.names[name] = number;
    }
  }
  inode.unsynced.push_back(std::move(change));
}

void Disk::apply(const FileCall& call) {
  const fs::path directory = call.path.parent_path();
  const std::string name = call.path.filename().string();
  switch (call.kind) {
    case Kind::kCreate: {
      const int64_t old = find(call.path);
      if (old >= 0) {
        inodes_[static_cast<size_t>(old)].data.clear();
      } else {
        change(directory, {{{name, add({})}}});
      }
      break;
    }
    case Kind::kWrite:
      inodes_[static_cast<size_t>(find(call.path))].data += call.data;
      break;
    case Kind::kSync: {
      Inode& inode = inodes_[static_cast<size_t>(find(call.path))];
      inode.synced_data = inode.data;
      inode.synced_names = inode.names;
      inode.unsynced.clear();
      break;
    }
    case Kind::kRename:  // within a directory, as all of ours are: one change
      change(directory, {{{call.other.filename().string(), find(call.path)}, {name, -1}}});
      break;
    case Kind::kExchange:
      change(directory, {{{call.other.filename().string(), find(call.path)}, {name, find(call.other)}}});
      break;
    case Kind::kMakeDirectory: {
      Inode made;
      made.is_directory = true;
      change(directory, {{{name, add(std::move(made))}}});
      break;
    }
    case Kind::kRemove:
      change(directory, {{{name, -1}}});
      break;
    case Kind::kLink: {
      Inode link;
      link.link = call.other.string();
      change(directory, {{{name, add(std::move(link))}}});
      break;
    }
    case Kind::kOpen:
    case Kind::kClose:
      break;
  }
}

void Disk::leave(const fs::path& out, Lost lost, uint64_t seed) const {
  leave_inode(out, 0, lost, seed);
}

void Disk::leave_inode(const fs::path& out, int64_t number, Lost lost, uint64_t seed) const {
  const Inode& inode = inodes_[static_cast<size_t>(number)];
  const double part = random_uniform(seed, 1, static_cast<uint64_t>(number));
  if (!inode.link.empty()) {
    fs::create_symlink(inode.link, out);
    return;
  }
  if (!inode.is_directory) {
    std::string data = inode.data;
    if (data != inode.synced_data) {
      if (lost == Lost::kAll || lost == Lost::kData) data = inode.synced_data;
      if (lost == Lost::kHalfOfData) data.resize(data.size() / 2);
      if (lost == Lost::kContents) std::fill(data.begin() + static_cast<std::ptrdiff_t>(std::min(data.size(), inode.synced_data.size())), data.end(), '\0');
      if (lost == Lost::kAtRandom) data.resize(static_cast<size_t>(part * static_cast<double>(data.size() + 1)));
    }
    std::ofstream(out, std::ios::binary).write(data.data(), static_cast<std::streamsize>(data.size()));
    return;
  }
  fs::create_directories(out);
  std::map<std::string, int64_t> names = inode.synced_names;
  const size_t kept = lost == Lost::kAll        ? 0
                      : lost == Lost::kAtRandom ? static_cast<size_t>(part * static_cast<double>(inode.unsynced.size() + 1))
                                                : inode.unsynced.size();
  for (size_t i = 0; i < kept; ++i) {
    for (const auto& [name, target] : inode.unsynced[i].set) {
      if (target < 0) {
        names.erase(name);
      } else {
        names[name] = target;
      }
    }
  }
  for (const auto& [name, target] : names) leave_inode(out / name, target, lost, seed);
}

}  // namespace galen::testing
