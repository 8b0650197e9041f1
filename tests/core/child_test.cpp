#include "core/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <csignal>
#include <stdexcept>
#include <vector>

namespace galen {
namespace {

std::vector<std::string> received_from(const std::function<void(const std::function<void(std::string_view)>&)>& work, std::string& problem,
                                       const ChildLimits& limits = {}) {
  std::vector<std::string> messages;
  problem = run_in_child(
      work, [&](std::string&& message) { messages.push_back(std::move(message)); }, limits);
  return messages;
}

TEST(Child, SendsWhatItMakes) {
  std::string problem;
  const std::string large(5'000'000, 'x');  // more than a pipe holds
  const auto messages = received_from(
      [&](const auto& send) {
        send("one");
        send("");
        send(large);
      },
      problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(messages, (std::vector<std::string>{"one", "", large}));
}

TEST(Child, ThatDiesIsNamedAndWhatItSentBeforeIsKept) {
  std::string problem;
  const auto messages = received_from(
      [](const auto& send) {
        send("before");
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
      },
      problem);
  EXPECT_EQ(messages, std::vector<std::string>{"before"});
  EXPECT_NE(problem.find("Segmentation fault"), std::string::npos) << problem;
}

TEST(Child, ThatThrowsOrTakesTooMuchIsNamed) {
  std::string problem;
  received_from([](const auto&) { throw std::runtime_error("x"); }, problem);
  EXPECT_NE(problem, "");
#ifndef __SANITIZE_ADDRESS__
  ChildLimits limits;
  limits.memory_bytes = uint64_t{64} << 20;
  received_from(
      [](const auto& send) {
        const std::vector<char> much(size_t{1} << 30, 'x');
        send(std::string_view(much.data(), 1));
      },
      problem, limits);
  EXPECT_NE(problem.find("memory"), std::string::npos) << problem;
#endif
}

TEST(Child, ThatNeverEndsIsEnded) {
  ChildLimits limits;
  limits.wall_seconds = 0.3;
  std::string problem;
  received_from(
      [](const auto&) {
        for (volatile bool go_on = true; go_on;) {
        }
      },
      problem, limits);
  EXPECT_NE(problem.find("took longer"), std::string::npos) << problem;
}

TEST(Child, MayNotOpenFilesOrSockets) {
  std::string problem;
  const auto messages = received_from(
      [](const auto& send) {
        send(open("/etc/passwd", O_RDONLY) < 0 ? "refused" : "opened");
        send(socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "opened");
      },
      problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(messages, (std::vector<std::string>{"refused", "refused"}));
}

TEST(Child, WhatTheReceiverThrowsComesThrough) {
  EXPECT_THROW(run_in_child([](const auto& send) { send("x"); }, [](std::string&&) { throw std::runtime_error("no"); }), std::runtime_error);
}

}  // namespace
}  // namespace galen
