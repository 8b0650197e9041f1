// `galen review judge` as people use it, with a server that fails half-way.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/file.h"
#include "core/json.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

class JudgeServer {
 public:
  JudgeServer(const fs::path& port_file, int nonsense_from) {
    const std::string script = std::string(GALEN_SOURCE_DIR) + "/tests/cli/judge_server.py";
    process_ = fork();
    if (process_ == 0) {
      execlp("python3", "python3", script.c_str(), port_file.c_str(), std::to_string(nonsense_from).c_str(), nullptr);
      _exit(127);
    }
    for (int i = 0; i < 200 && !fs::exists(port_file); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    url_ = fs::exists(port_file) ? "http://127.0.0.1:" + read_file(port_file) + "/v1" : "";
  }
  ~JudgeServer() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  JudgeServer(const JudgeServer&) = delete;
  JudgeServer& operator=(const JudgeServer&) = delete;
  const std::string& url() const { return url_; }

 private:
  pid_t process_ = -1;
  std::string url_;
};

TEST(ReviewJudge, AJudgeThatFailsHalfWayLosesNothingThatWasJudged) {
  testing::TemporaryDirectory folder;
  const auto at = [&](const char* name) { return (folder / name).string(); };
  testing::write_text(folder / "rubric.yaml",
                      "name: small\ninstructions: Judge each.\ntotal: 4\ncriteria:\n  - {id: call, text: Says whom to call, points: 3}\n"
                      "  - {id: rest, text: Advises rest, points: 1}\n  - {id: dose, text: Names a dose, points: -2}\n");
  std::string answers;
  for (const auto& [id, answer] : {std::pair{"a", "call the clinic and rest"}, {"b", "call, dose 400"}, {"c", "nothing"}, {"d", "rest"}}) {
    answers += Json({{"id", id}, {"prompt", "What now?"}, {"answer", answer}, {"model", "m"}, {"checkpoint_sha256", std::string(64, 'a')}}).dump() + "\n";
  }
  testing::write_text(folder / "answers.jsonl", answers);
  // The address is the same in both runs: it is part of what verdicts belong to.
  const auto run = [&](const std::string& url) {
    return std::system((std::string(GALEN_PROGRAM) + " review judge " + at("rubric.yaml") + " " + at("answers.jsonl") + " --url " + url +
                        " --model judge --json " + at("out.json") + " > " + at("said") + " 2>&1")
                           .c_str());
  };
  const auto lines = [&] {
    const std::string text = read_file(folder / "answers.judged.jsonl");
    return std::count(text.begin(), text.end(), '\n');
  };
  {
    const JudgeServer failing(folder / "port", 7);  // two answers of three criteria
    ASSERT_NE(failing.url(), "");
    EXPECT_NE(run(failing.url()), 0);
    const std::string said = read_file(folder / "said");
    EXPECT_NE(said.find("error:"), std::string::npos) << said;
    EXPECT_EQ(said.find("nothing"), std::string::npos) << "an answer is quoted: " << said;
    EXPECT_EQ(lines(), 1 + 2) << said;
  }
  const JudgeServer good(folder / "port2", 1000000);
  EXPECT_NE(run(good.url()), 0) << "verdicts of another judge were gone on with";
  std::string verdicts = read_file(folder / "answers.judged.jsonl");
  const std::string old_url = Json::parse(verdicts.substr(0, verdicts.find('\n')))["url"].get<std::string>();
  verdicts.replace(verdicts.find(old_url), old_url.size(), good.url());
  testing::write_text(folder / "answers.judged.jsonl", verdicts + "{\"id\":\"c\",\"me");  // and a line that was cut
  ASSERT_EQ(run(good.url()), 0) << read_file(folder / "said");
  EXPECT_EQ(lines(), 1 + 4);
  const Json out = Json::parse(read_file(folder / "out.json"));
  // a: 4/4, b: (3 - 2)/4, c: 0, d: 1/4
  EXPECT_NEAR(out["scores"]["score"]["mean"].get<double>(), (1.0 + 0.25 + 0.0 + 0.25) / 4, 1e-12);
  EXPECT_TRUE(out["agreement"].is_null());
}

}  // namespace
}  // namespace galen
