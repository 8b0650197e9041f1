#include "core/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "core/text.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_errno(const std::string& action, const fs::path& path) {
  const int code = errno;
  std::string hint;
  if (code == ENOSPC || code == EDQUOT) hint = "free some space on that disk and run the command again";
  if (code == EROFS || code == EACCES || code == EPERM) hint = "check the permissions of that place";
  if (code == ENOENT) hint = "check the path";
  throw Error(action + ": " + std::strerror(code), path.string(), hint);
}

int open_retrying(const fs::path& path, int flags, mode_t mode = 0) {
  while (true) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    if (descriptor >= 0 || errno != EINTR) return descriptor;
  }
}

fs::path nearest_existing(fs::path path) {
  path = fs::absolute(path);
  while (!fs::exists(path) && path.has_parent_path() && path != path.parent_path()) path = path.parent_path();
  return path;
}

fs::path parent_of(const fs::path& path) {
  const fs::path parent = path.parent_path();
  return parent.empty() ? fs::path(".") : parent;
}

// Unique within this machine's running processes; leftovers of dead ones are recognised by the prefix.
fs::path staging_name(const fs::path& final_path) {
  return parent_of(final_path) / (".tmp-" + final_path.filename().string() + "-" + std::to_string(::getpid()));
}

// Lets the two paths change places in one step; false where the file system (NFS, for one) can't.
bool exchange(const fs::path& one, const fs::path& other) {
  if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0) return true;
  if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) return false;
  throw_errno("cannot rename into place", other);
}

// rename() can't replace a directory that has files: the old one steps aside first, so a crash in between leaves it under a recognisable name.
void replace_in_two_steps(const fs::path& staging, const fs::path& final_path) {
  const fs::path old = parent_of(final_path) / (".old-" + final_path.filename().string());
  std::error_code ignored;
  fs::remove_all(old, ignored);
  if (::rename(final_path.c_str(), old.c_str()) != 0) throw_errno("cannot move the old directory aside", final_path);
  if (::rename(staging.c_str(), final_path.c_str()) != 0) {
    const int code = errno;
    if (::rename(old.c_str(), final_path.c_str()) != 0) throw_errno("cannot restore the old directory", final_path);
    errno = code;
    throw_errno("cannot rename into place", final_path);
  }
  fs::remove_all(old, ignored);
}

}  // namespace

std::string read_file(const fs::path& path, uint64_t limit) {
  const int descriptor = open_retrying(path, O_RDONLY);
  if (descriptor < 0) throw_errno("cannot open", path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    throw Error("is a directory, not a file", path.string());
  }
  if (static_cast<uint64_t>(status.st_size) > limit) {
    ::close(descriptor);
    throw Error("is " + human_bytes(static_cast<uint64_t>(status.st_size)) + ", more than the " + human_bytes(limit) + " allowed here", path.string());
  }
  std::string contents;
  char buffer[1 << 16];
  while (true) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      ::close(descriptor);
      throw_errno("cannot read", path);
    }
    if (count == 0) break;
    contents.append(buffer, static_cast<size_t>(count));
    if (contents.size() > limit) {
      ::close(descriptor);
      throw Error("is larger than the " + human_bytes(limit) + " allowed here", path.string());
    }
  }
  ::close(descriptor);
  return contents;
}

void write_file_durably(const fs::path& path, std::string_view contents) {
  const fs::path staging = staging_name(path);
  try {
    FileWriter writer(staging);
    writer.write(contents);
    writer.close();
    if (::rename(staging.c_str(), path.c_str()) != 0) throw_errno("cannot rename into place", path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(staging, ignored);
    throw;
  }
  fsync_directory(parent_of(path));
}

uint64_t free_disk_bytes(const fs::path& path) {
  std::error_code failed;
  const fs::space_info space = fs::space(nearest_existing(path), failed);
  if (failed) throw Error("cannot ask for free space: " + failed.message(), path.string());
  return space.available;
}

void require_disk_space(const fs::path& path, uint64_t bytes) {
  const uint64_t needed = bytes + (uint64_t{64} << 20);
  const uint64_t available = free_disk_bytes(path);
  if (available < needed) {
    throw Error("needs " + human_bytes(needed) + " of disk, only " + human_bytes(available) + " is free", path.string(),
                "free some space or choose another place");
  }
}

void make_directories(const fs::path& directory) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) throw Error("cannot create the directory: " + failed.message(), directory.string(), "check the permissions and the free space");
}

void switch_symlink(const fs::path& link, const fs::path& target) {
  const fs::path staging = staging_name(link);
  std::error_code ignored;
  fs::remove(staging, ignored);
  if (::symlink(target.c_str(), staging.c_str()) != 0) throw_errno("cannot make a symbolic link", link);
  if (::rename(staging.c_str(), link.c_str()) != 0) {
    fs::remove(staging, ignored);
    throw_errno("cannot rename into place", link);
  }
  fsync_directory(parent_of(link));
}

void fsync_directory(const fs::path& directory) {
  const int descriptor = open_retrying(directory, O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) throw_errno("cannot open the directory", directory);
  const int result = ::fsync(descriptor);
  const int code = errno;
  ::close(descriptor);
  if (result != 0) {
    errno = code;
    throw_errno("cannot sync the directory", directory);
  }
}

FileWriter::FileWriter(fs::path path) : path_(std::move(path)) {
  descriptor_ = open_retrying(path_, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (descriptor_ < 0) throw_errno("cannot create", path_);
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWriter::write(const void* data, size_t size) {
  const char* position = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t count = ::write(descriptor_, position, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw_errno("cannot write", path_);
    position += count;
    size -= static_cast<size_t>(count);
    size_ += static_cast<uint64_t>(count);
  }
}

void FileWriter::close() {
  if (::fsync(descriptor_) != 0) throw_errno("cannot sync", path_);
  if (::close(std::exchange(descriptor_, -1)) != 0) throw_errno("cannot close", path_);
}

StagedDirectory::StagedDirectory(fs::path final_path, bool replace) : final_(std::move(final_path)), replace_(replace) {
  if (final_.filename().empty()) final_ = final_.parent_path();
  if (!replace_ && fs::exists(final_)) throw Error("already exists", final_.string(), "choose another name or remove it first");
  staging_ = staging_name(final_);
  std::error_code failed;
  fs::remove_all(staging_, failed);
  make_directories(staging_);
}

StagedDirectory::~StagedDirectory() {
  if (committed_) return;
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
}

void StagedDirectory::commit() {
  for (const auto& entry : fs::recursive_directory_iterator(staging_)) {
    if (entry.is_directory()) fsync_directory(entry.path());
  }
  fsync_directory(staging_);
  if (replace_ && fs::exists(final_)) {
    if (!exchange(staging_, final_)) replace_in_two_steps(staging_, final_);
    std::error_code ignored;
    fs::remove_all(staging_, ignored);  // the old directory, if the two changed places
  } else if (::rename(staging_.c_str(), final_.c_str()) != 0) {
    throw_errno("cannot rename into place", final_);
  }
  committed_ = true;
  fsync_directory(parent_of(final_));
}

MappedFile::MappedFile(const fs::path& path) : path_(path) {
  const int descriptor = open_retrying(path, O_RDONLY);
  if (descriptor < 0) throw_errno("cannot open", path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    throw Error("is not a regular file", path.string());
  }
  size_ = static_cast<size_t>(status.st_size);
  if (size_ > 0) {
    address_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (address_ == MAP_FAILED) {
      address_ = nullptr;
      ::close(descriptor);
      throw_errno("cannot map", path);
    }
  }
  ::close(descriptor);
}

MappedFile::~MappedFile() {
  if (address_ != nullptr) ::munmap(address_, size_);
}

}  // namespace galen
