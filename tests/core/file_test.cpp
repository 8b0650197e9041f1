#include "core/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>

#include "core/error.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryDirectory;

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) names.insert(entry.path().filename().string());
  return names;
}

template <class Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(ReadFile, GivesEveryByte) {
  const TemporaryDirectory directory;
  const std::string bytes("a\0b\r\n\xff", 6);
  testing::write_text(directory / "f", bytes);
  EXPECT_EQ(read_file(directory / "f"), bytes);
  testing::write_text(directory / "empty", "");
  EXPECT_EQ(read_file(directory / "empty"), "");
  const std::string large(300'000, 'x');
  testing::write_text(directory / "large", large);
  EXPECT_EQ(read_file(directory / "large"), large);
}

TEST(ReadFile, RefusesWhatIsMissingTooLargeOrNoFile) {
  const TemporaryDirectory directory;
  const std::string missing = (directory / "none").string();
  EXPECT_EQ(message_of([&] { read_file(missing); }), missing + ": cannot open: No such file or directory; check the path");
  EXPECT_EQ(message_of([&] { read_file(directory.path()); }), directory.path().string() + ": is a directory, not a file");
  testing::write_text(directory / "f", "12345");
  EXPECT_EQ(read_file(directory / "f", 5), "12345");
  EXPECT_EQ(message_of([&] { read_file(directory / "f", 4); }), (directory / "f").string() + ": is 5 B, more than the 4 B allowed here");
  // A file whose size the system doesn't know beforehand meets the same limit.
  EXPECT_EQ(message_of([] { read_file("/dev/zero", 1000); }), "/dev/zero: is larger than the 1000 B allowed here");
}

TEST(WriteFileDurably, ReplacesTheWholeFileAndLeavesNothingElse) {
  const TemporaryDirectory directory;
  write_file_durably(directory / "f", "the first, longer contents");
  write_file_durably(directory / "f", "second");
  EXPECT_EQ(read_file(directory / "f"), "second");
  write_file_durably(directory / "empty", "");
  EXPECT_EQ(names_in(directory.path()), (std::set<std::string>{"empty", "f"}));
}

TEST(WriteFileDurably, AFailureLeavesTheOldFile) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "taken");
  testing::write_text(directory / "taken" / "inside", "old");
  EXPECT_THROW(write_file_durably(directory / "taken", "new"), Error);
  EXPECT_EQ(read_file(directory / "taken" / "inside"), "old");
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"taken"});
  EXPECT_THROW(write_file_durably(directory / "no" / "such" / "folder", "x"), Error);
}

TEST(FileWriter, CountsAndKeepsOrder) {
  const TemporaryDirectory directory;
  FileWriter writer(directory / "f");
  writer.write("abc");
  writer.write("", 0);
  writer.write("de", 2);
  EXPECT_EQ(writer.size(), 5u);
  writer.close();
  EXPECT_EQ(read_file(directory / "f"), "abcde");
}

TEST(FileWriter, AFullDiskIsAnErrorThatSaysSo) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  FileWriter writer("/dev/full");
  const std::string message = message_of([&] { writer.write("x"); });
  EXPECT_EQ(message, "/dev/full: cannot write: No space left on device; free some space on that disk and run the command again");
}

TEST(DiskSpace, IsAskedOfTheNearestFolderThatExists) {
  const TemporaryDirectory directory;
  EXPECT_GT(free_disk_bytes(directory / "not" / "yet" / "there"), 0u);
  EXPECT_NO_THROW(require_disk_space(directory / "not" / "yet", 1));
  const std::string message = message_of([&] { require_disk_space(directory.path(), uint64_t{1} << 60); });
  EXPECT_NE(message.find("needs 1048576.0 TiB of disk, only "), std::string::npos) << message;
}

TEST(SwitchSymlink, PointsToTheNewTargetAtEveryMoment) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "step-1");
  fs::create_directory(directory / "step-2");
  switch_symlink(directory / "latest", "step-1");
  EXPECT_EQ(fs::read_symlink(directory / "latest"), "step-1");
  switch_symlink(directory / "latest", "step-2");
  EXPECT_EQ(fs::read_symlink(directory / "latest"), "step-2");
  EXPECT_EQ(names_in(directory.path()), (std::set<std::string>{"latest", "step-1", "step-2"}));
}

TEST(SwitchSymlink, ARealDirectoryInTheWayIsNotTouched) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "latest");
  testing::write_text(directory / "latest" / "f", "x");
  EXPECT_THROW(switch_symlink(directory / "latest", "step-1"), Error);
  EXPECT_EQ(read_file(directory / "latest" / "f"), "x");
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"latest"});
}

TEST(StagedDirectory, AppearsWholeAtCommit) {
  const TemporaryDirectory directory;
  StagedDirectory staged(directory / "deep" / "shards");
  fs::create_directory(staged.path() / "sub");
  write_file_durably(staged.path() / "sub" / "f", "x");
  EXPECT_FALSE(fs::exists(directory / "deep" / "shards"));
  staged.commit();
  EXPECT_EQ(read_file(directory / "deep" / "shards" / "sub" / "f"), "x");
  EXPECT_EQ(names_in(directory / "deep"), std::set<std::string>{"shards"});
}

TEST(StagedDirectory, AnExceptionLeavesNothingBehind) {
  const TemporaryDirectory directory;
  try {
    const StagedDirectory staged(directory / "shards");
    testing::write_text(staged.path() / "f", "half");
    throw Error("stop");
  } catch (const Error&) {
  }
  EXPECT_TRUE(names_in(directory.path()).empty());
}

TEST(StagedDirectory, AnExceptionLeavesTheOldDirectoryAsItWas) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "shards");
  testing::write_text(directory / "shards" / "old", "old");
  try {
    const StagedDirectory staged(directory / "shards", /*replace=*/true);
    testing::write_text(staged.path() / "new", "half");
    throw Error("stop");
  } catch (const Error&) {
  }
  EXPECT_EQ(names_in(directory / "shards"), std::set<std::string>{"old"});
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"shards"});
}

TEST(StagedDirectory, ReplacesTheWholeOldDirectory) {
  const TemporaryDirectory directory;
  for (const std::string round : {"first", "second", "third"}) {
    StagedDirectory staged(directory / "shards", /*replace=*/true);
    testing::write_text(staged.path() / round, round);
    staged.commit();
    EXPECT_EQ(names_in(directory / "shards"), std::set<std::string>{round});
    EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"shards"});
  }
}

TEST(StagedDirectory, WithoutReplaceAnExistingOneIsRefused) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "shards");
  EXPECT_EQ(message_of([&] { StagedDirectory staged(directory / "shards"); }),
            (directory / "shards").string() + ": already exists; choose another name or remove it first");
  // One that appears while the staged one is written isn't overwritten either.
  StagedDirectory staged(directory / "late");
  fs::create_directory(directory / "late");
  testing::write_text(directory / "late" / "f", "theirs");
  EXPECT_THROW(staged.commit(), Error);
  EXPECT_EQ(read_file(directory / "late" / "f"), "theirs");
}

TEST(StagedDirectory, ATrailingSlashAndLeftoversOfADeadProcessDoNoHarm) {
  const TemporaryDirectory directory;
  const fs::path leftover = directory / (".tmp-shards-" + std::to_string(::getpid()));  // same process id, as after a restart in a container
  fs::create_directory(leftover);
  testing::write_text(leftover / "stale", "x");
  StagedDirectory staged(directory.path() / "shards/");
  EXPECT_TRUE(names_in(staged.path()).empty());
  staged.commit();
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"shards"});
}

TEST(MappedFile, ShowsTheBytesOfAFile) {
  const TemporaryDirectory directory;
  testing::write_text(directory / "f", "bytes");
  const MappedFile file(directory / "f");
  ASSERT_EQ(file.bytes().size(), 5u);
  EXPECT_EQ(static_cast<char>(file.bytes()[4]), 's');
  testing::write_text(directory / "empty", "");
  EXPECT_TRUE(MappedFile(directory / "empty").bytes().empty());
  EXPECT_THROW(MappedFile(directory / "none"), Error);
  EXPECT_THROW(MappedFile(directory.path()), Error);
}

}  // namespace
}  // namespace galen
