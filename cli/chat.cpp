#include <iostream>
#include <memory>

#include "cli/command.h"
#include "core/interrupt.h"
#include "data/render.h"
#include "model/generate.h"

namespace galen {
namespace {

struct ChatOptions {
  std::string checkpoint, prompt, system;
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

OrderedJson run_chat(const ChatOptions& o) {
  const Checkpoint checkpoint = open_model(o.checkpoint);
  const Tokenizer tokenizer = tokenizer_of(checkpoint);
  const Model model = load_model(checkpoint, compute_dtype(o.precision));
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
  command->add_option("--prompt", o->prompt, "one question, one answer");
  command->add_option("--system", o->system, "system message");
  command->add_option("--max-new-tokens", o->generate.max_new_tokens, "length of an answer")->capture_default_str();
  command->add_option("--temperature", o->generate.temperature, "0: always the likeliest token")->capture_default_str();
  command->add_option("--top-p", o->generate.top_p, "draw from the likeliest tokens that make up this probability")->capture_default_str();
  command->add_option("--seed", o->generate.seed, "of the draws")->capture_default_str();
  command->add_option("--precision", o->precision, "f32 or bf16")->check(CLI::IsMember({"f32", "bf16"}))->capture_default_str();
}

}  // namespace galen
