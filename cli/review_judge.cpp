// galen review judge: a judge model grades answers by a rubric, and is itself measured against the physicians.
#include "cli/review_judge.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/progress.h"
#include "eval/judge.h"
#include "eval/table.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeyVariable = "GALEN_JUDGE_KEY";

struct JudgeOptions {
  std::string rubric, answers, out, ratings;
  JudgeSettings settings;
  int64_t timeout_seconds = 120;
};

// What the verdicts belong to: the file's first line. Verdicts on other answers, by another rubric or judge are not gone on with.
Json heading(const JudgeOptions& o, const Answers& answers) {
  return {{"judge", o.settings.model},
          {"url", o.settings.url},
          {"model", answers.model},
          {"checkpoint_sha256", answers.checkpoint_sha256},
          {"rubric_sha256", sha256_of_file(o.rubric)},
          {"answers_sha256", sha256_of_file(o.answers)}};
}

// Verdicts of an earlier run that was stopped. A last line that was cut is left out, and its answer judged again.
std::vector<JudgedAnswer> verdicts_so_far(const JudgeOptions& o, const Json& expected, const Rubric& rubric) {
  std::vector<JudgedAnswer> done;
  if (!fs::exists(o.out)) return done;
  std::istringstream lines(read_file(o.out));
  std::string line;
  size_t number = 0;
  while (std::getline(lines, line)) {
    ++number;
    const std::string where = o.out + ":" + std::to_string(number);
    if (lines.eof()) break;  // without its line break: cut
    const Json json = parse_json(line, where);
    if (number == 1) {
      if (json != expected) throw Error("holds verdicts on other answers, or by another rubric or judge", o.out, "name another file with --out");
      continue;
    }
    try {
      JudgedAnswer judged = {json.at("id").get<std::string>(), json.at("met").get<MetCriteria>(), json.at("explanations").get<std::vector<std::string>>()};
      if (judged.met.size() != rubric.criteria.size()) throw Error("has verdicts on other criteria", where, "remove the file");
      done.push_back(std::move(judged));
    } catch (const Json::exception&) {
      throw Error("is no verdict", where, "remove the line, or the file");
    }
  }
  return done;
}

class VerdictFile {
 public:
  VerdictFile(const std::string& path, const Json& first, const std::vector<JudgedAnswer>& done) : path_(path) {
    if (fs::path(path).has_parent_path()) make_directories(fs::path(path).parent_path());
    std::string text = first.dump() + "\n";
    for (const JudgedAnswer& judged : done) text += line_of(judged);
    write_file_durably(path, text);
    file_.open(path, std::ios::app);
  }
  void add(const JudgedAnswer& judged) {
    file_ << line_of(judged) << std::flush;
    if (!file_) throw Error("cannot write", path_, "check the free space and permissions");
  }

 private:
  static std::string line_of(const JudgedAnswer& judged) {
    return Json({{"id", judged.id}, {"met", judged.met}, {"explanations", judged.explanations}}).dump() + "\n";
  }
  std::string path_;
  std::ofstream file_;
};

OrderedJson judge_answers(JudgeOptions o) {
  const Rubric rubric = read_rubric(o.rubric);
  const Answers answers = read_answers(o.answers);
  if (o.out.empty()) o.out = fs::path(o.answers).replace_extension(".judged.jsonl").string();
  o.settings.timeout = std::chrono::seconds(o.timeout_seconds);
  if (const char* key = std::getenv(kKeyVariable)) o.settings.api_key = key;
  const Json first = heading(o, answers);
  JudgedAnswers judged = {answers.model, answers.checkpoint_sha256, verdicts_so_far(o, first, rubric)};
  VerdictFile file(o.out, first, judged.items);
  Answers open = answers;
  std::erase_if(open.items, [&](const Answers::Item& item) {
    return std::any_of(judged.items.begin(), judged.items.end(), [&](const JudgedAnswer& done) { return done.id == item.id; });
  });
  if (!judged.items.empty()) print_line(std::to_string(judged.items.size()) + " answers were judged before: " + o.out);
  Progress progress("judged", open.items.size(), "answers");
  uint64_t count = 0;
  if (!open.items.empty()) {
    JudgedAnswers rest = grade_by_judge(rubric, open, o.settings, [&](const JudgedAnswer& answer) {
      file.add(answer);
      progress.update(++count);
    });
    judged.items.insert(judged.items.end(), rest.items.begin(), rest.items.end());
  }
  progress.finish();

  std::vector<MetCriteria> met;
  for (const JudgedAnswer& answer : judged.items) met.push_back(answer.met);
  const RubricScores scores = score_by_rubric(rubric, met, 0);
  print_line(answers.model + ": score " + format_interval(scores.score, 3, true) + " of " + std::to_string(scores.examples) + " answers, says " +
             o.settings.model);
  OrderedJson json = {{"judged", o.out}, {"verdicts_of", first}, {"scores", to_json(scores)}, {"agreement", nullptr}};
  if (o.ratings.empty()) {
    print_line("Nobody has measured this judge: give physicians' ratings of the same answers with --ratings.");
    return json;
  }
  const JudgeAgreement agreement = judge_agreement(rubric, {judged}, read_ratings(o.ratings), 0);
  json["agreement"] = to_json(agreement);
  print_line("agreement with the physicians' majority: macro-F1 " + format_interval(agreement.macro_f1, 3, true) + " over " +
             std::to_string(agreement.verdicts) + " verdicts");
  return json;
}

}  // namespace

void add_review_judge(Program& program, CLI::App& review) {
  auto o = std::make_shared<JudgeOptions>();
  CLI::App* judge =
      add_command(program, review, "judge", "a judge model behind an OpenAI-compatible address grades answers by a rubric",
                  "galen review judge recipes/triage/rubric.yaml after.jsonl --url http://127.0.0.1:8080/v1 --model judge", [o] { return judge_answers(*o); });
  judge->add_option("rubric", o->rubric, "rubric (YAML)")->required();
  judge->add_option("answers", o->answers, "a model's answers (galen eval … --answers)")->required();
  judge->add_option("--url", o->settings.url, std::string("address of the server, as http://127.0.0.1:8080/v1; its key, if it wants one, in ") + kKeyVariable)
      ->required();
  judge->add_option("--model", o->settings.model, "the judge, as the server names it")->required();
  judge->add_option("--ratings", o->ratings, "physicians' ratings of the same answers: the judge is measured against them");
  judge->add_option("--out", o->out, "verdicts, an answer a line; gone on with when run again (default: beside the answers)");
  judge->add_option("--timeout", o->timeout_seconds, "seconds to wait for an answer")->check(CLI::PositiveNumber)->capture_default_str();
  judge->add_flag("--may-leave-this-machine", o->settings.may_leave_this_machine, "allow an address of another machine: the answers go there");
}

}  // namespace galen
