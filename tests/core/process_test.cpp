// What a process says and hears: errors, messages, progress, stop signals, the machine it is on.
#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/machine.h"
#include "core/progress.h"

namespace galen {
namespace {

TEST(Error, ReadsPlaceHappeningAdvice) {
  EXPECT_STREQ(Error("is empty", "a.yaml:3", "add a line").what(), "a.yaml:3: is empty; add a line");
  EXPECT_STREQ(Error("is empty").what(), "is empty");
  EXPECT_STREQ(Error("is empty", "a.yaml").what(), "a.yaml: is empty");
  EXPECT_STREQ(Error("is empty", "", "add a line").what(), "is empty; add a line");
  const UsageError error("w", "x", "y");
  EXPECT_EQ(error.what_happened(), "w");
  EXPECT_EQ(error.where(), "x");
  EXPECT_EQ(error.hint(), "y");
}

TEST(Log, GoesToStandardErrorFromItsLevelUp) {
  ::testing::internal::CaptureStderr();
  set_log_level(LogLevel::kInfo);
  log_debug("not shown");
  log_info("a {} b");  // braces are text, not a format
  log_warning("careful");
  set_log_level(LogLevel::kQuiet);
  log_info("not shown");
  log_error("broken");
  set_log_level(LogLevel::kInfo);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "a {} b\nwarning: careful\nerror: broken\n");
}

TEST(Progress, EndsWithOnePlainLineWhereThereIsNoTerminal) {
  ::testing::internal::CaptureStderr();
  {
    Progress progress("reading", 10, "records");
    progress.update(4);
    progress.update(12, "more than announced");
    progress.finish("done");
  }
  const std::string text = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(text.rfind("reading 12/10 records, ", 0), 0u) << text;
  EXPECT_NE(text.find(" | done\n"), std::string::npos) << text;
  EXPECT_EQ(text.find('\n'), text.size() - 1) << text;
}

TEST(Progress, AnUnknownTotalIsLeftOut) {
  ::testing::internal::CaptureStderr();
  { Progress progress("reading", 0, "records"); }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "reading 0 records, 0.0 s\n");
}

TEST(InterruptDeathTest, TheFirstSignalAsksTheSecondEnds) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_FALSE(stop_requested());
  for (const int number : {SIGINT, SIGTERM, SIGUSR1}) {
    EXPECT_EXIT(
        {
          install_stop_handlers();
          std::raise(number);
          if (!stop_requested()) std::_Exit(1);
          try {
            throw_if_stop_requested("counting");
          } catch (const Interrupted& stop) {
            std::fprintf(stderr, "%s", stop.what());
            std::_Exit(3);
          }
          std::_Exit(1);
        },
        ::testing::ExitedWithCode(3), "stopped while counting; nothing was half-written");
    EXPECT_EXIT(
        {
          install_stop_handlers();
          std::raise(number);
          std::raise(number);
          std::_Exit(1);
        },
        ::testing::ExitedWithCode(128 + number), "");
  }
}

TEST(Machine, ReportsWhatThisProcessCanUse) {
  const Machine machine = inspect_machine();
  EXPECT_GE(machine.cores, 1);
  EXPECT_LE(machine.cores, sysconf(_SC_NPROCESSORS_CONF));
  EXPECT_GT(machine.memory_bytes, uint64_t{64} << 20);
  EXPECT_LE(machine.available_memory_bytes, machine.memory_bytes);
}

TEST(Machine, MemoryInUseIsSeen) {
  ::malloc_trim(0);  // memory that earlier tests freed must not go back in between
  const uint64_t before = current_rss_bytes();
  std::vector<char> block(size_t{64} << 20, 1);
  EXPECT_GE(current_rss_bytes(), before + (uint64_t{48} << 20)) << block[block.size() / 2];
  EXPECT_GE(peak_rss_bytes() + (uint64_t{1} << 20), current_rss_bytes());
}

}  // namespace
}  // namespace galen
