#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include "cli/command.h"
#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "core/text.h"
#include "data/render.h"
#include "model/generate.h"

namespace galen {
namespace {

struct ChatOptions {
  std::string checkpoint, prompt, system, questions, answers;
  GenerateSettings generate;
  std::string precision = "bf16";
};

std::string answer(const Model& model, const Tokenizer& tokenizer, const std::vector<ChatMessage>& messages, const GenerateSettings& settings, bool show) {
  std::vector<int32_t> so_far;
  std::string shown;
  const auto on_token = [&](size_t, int32_t token) {
    so_far.push_back(token);
    const std::string text = tokenizer.decode(so_far);
    // A multi-byte character may still be incomplete: only what no longer changes is printed.
    if (show && text.rfind(shown, 0) == 0 && (text.empty() || (static_cast<unsigned char>(text.back()) & 0x80) == 0)) {
      std::cout << text.substr(shown.size()) << std::flush;
      shown = text;
    }
    return !stop_requested();
  };
  const auto results = generate(model, tokenizer, {render_prompt(messages, tokenizer)}, settings, on_token);
  const std::string text = tokenizer.decode(results[0]);
  if (show) std::cout << text.substr(std::min(text.size(), shown.size())) << std::endl;
  return text;
}

// A line of --questions: a user's message, or text that is gone on with as it stands.
struct Question {
  std::string id, words;
  bool is_text = false;
};

std::vector<Question> read_questions(const std::string& file) {
  std::vector<Question> questions;
  std::set<std::string> ids;
  size_t number = 0;
  for (const std::string& line : split(read_file(file), '\n')) {
    const std::string where = file + ":" + std::to_string(++number);
    if (trim(line).empty()) continue;
    const Json record = parse_json(line, where);
    const auto words = [&](const char* field) { return record.contains(field) && record[field].is_string() ? record[field].get<std::string>() : ""; };
    if (!record.is_object() || words("prompt").empty() == words("text").empty())
      throw Error("isn't a question", where, R"(write {"id": …, "prompt": a message} or {"id": …, "text": the beginning of a text})");
    const bool is_text = words("prompt").empty();
    Question question{words("id").empty() ? std::to_string(number) : words("id"), words(is_text ? "text" : "prompt"), is_text};
    if (!ids.insert(question.id).second) throw Error("asks " + question.id + " again", where, "give each line an id of its own");
    questions.push_back(std::move(question));
  }
  if (questions.empty()) throw Error("holds no questions", file);
  return questions;
}

OrderedJson answer_file(const ChatOptions& o, const Model& model, const Tokenizer& tokenizer) {
  const std::vector<Question> questions = read_questions(o.questions);
  std::vector<std::vector<int32_t>> prompts;
  for (const Question& question : questions) {
    if (question.is_text) {
      prompts.push_back(tokenizer.encode(question.words, /*add_special=*/true));
      continue;
    }
    std::vector<ChatMessage> messages;
    if (!o.system.empty()) messages.push_back({"system", o.system});
    messages.push_back({"user", question.words});
    prompts.push_back(render_prompt(messages, tokenizer));
  }
  Progress progress("answer", questions.size(), "questions");
  std::set<size_t> begun;  // as many as are in flight or done
  const auto results = generate(model, tokenizer, prompts, o.generate, [&](size_t prompt, int32_t) {
    if (begun.insert(prompt).second) progress.update(begun.size() - 1);
    return !stop_requested();
  });
  if (stop_requested()) throw Error("interrupted: no answers are written", "", "ask again");
  progress.update(questions.size());
  std::string lines;
  for (size_t i = 0; i < questions.size(); ++i) {
    const Question& question = questions[i];
    const OrderedJson line = {{"id", question.id}, {question.is_text ? "text" : "prompt", question.words}, {"answer", tokenizer.decode(results[i])}};
    lines += line.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";  // the last token may be half a character
  }
  write_file_durably(o.answers, lines);
  print_line("answers: " + o.answers);
  return {{"answers", o.answers}, {"questions", questions.size()}};
}

OrderedJson run_chat(const ChatOptions& o) {
  const Checkpoint checkpoint = open_model(o.checkpoint);
  const Tokenizer tokenizer = tokenizer_of(checkpoint);
  const Model model = load_model(checkpoint, compute_dtype(o.precision));
  if (!o.questions.empty()) return answer_file(o, model, tokenizer);
  std::vector<ChatMessage> messages;
  if (!o.system.empty()) messages.push_back({"system", o.system});
  OrderedJson turns = OrderedJson::array();
  const auto turn = [&](const std::string& user, bool show) {
    messages.push_back({"user", user});
    messages.push_back({"assistant", answer(model, tokenizer, messages, o.generate, show)});
    turns.push_back({{"user", user}, {"assistant", messages.back().content}});
  };
  if (!o.prompt.empty()) {
    turn(o.prompt, false);
    print_line(messages.back().content);
    return {{"turns", turns}};
  }
  std::cerr << "Not for clinical use. An empty line ends the chat.\n";
  std::string line;
  while (!stop_requested() && std::cerr << "> " && std::getline(std::cin, line) && !line.empty()) turn(line, true);
  return {{"turns", turns}};
}

}  // namespace

void add_chat(Program& program) {
  auto o = std::make_shared<ChatOptions>();
  CLI::App* command =
      add_command(program, program.app, "chat", "try a model in the terminal", "galen chat runs/quickstart/checkpoints/latest", [o] { return run_chat(*o); });
  command->add_option("checkpoint", o->checkpoint, "checkpoint, Hugging Face directory or GGUF file")->required();
  CLI::Option* prompt = command->add_option("--prompt", o->prompt, "one question, one answer");
  CLI::Option* questions =
      command->add_option("--questions", o->questions, "many: a line each, {\"id\", \"prompt\"}, or {\"id\", \"text\"} to go on with (.jsonl)");
  CLI::Option* answers = command->add_option("--answers", o->answers, "where theirs go: the same lines with \"answer\"");
  questions->needs(answers)->excludes(prompt);
  answers->needs(questions);
  command->add_option("--system", o->system, "system message");
  command->add_option("--max-new-tokens", o->generate.max_new_tokens, "length of an answer")->capture_default_str();
  command->add_option("--temperature", o->generate.temperature, "0: always the likeliest token")->capture_default_str();
  command->add_option("--top-p", o->generate.top_p, "draw from the likeliest tokens that make up this probability")->capture_default_str();
  command->add_option("--seed", o->generate.seed, "of the draws")->capture_default_str();
  command->add_option("--precision", o->precision, "f32 or bf16")->check(CLI::IsMember({"f32", "bf16"}))->capture_default_str();
}

}  // namespace galen
