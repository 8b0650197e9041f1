#include "cli/program.h"

#include <cstdio>
#include <iostream>

#include "cli/command.h"
#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/text.h"
#include "model/host_memory.h"
#include "model/import.h"

namespace galen {
namespace {

bool standard_output_taken = false;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

// A folder for files that imports need only while the process lives.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "galen-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw Error("cannot make a temporary folder", std::filesystem::temp_directory_path().string());
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) names.push_back(sub->get_name());
  return names;
}

void write_result(const std::string& file, const OrderedJson& result) {
  if (file.empty()) return;
  if (file == "-") {
    std::cout << result.dump(2) << std::endl;
  } else {
    write_file_durably(file, result.dump(2) + "\n");
  }
}

}  // namespace

CLI::App* add_command(Program& program, CLI::App& parent, const std::string& name, const std::string& description, const std::string& example,
                      std::function<OrderedJson()> run) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->footer("Example:\n  " + example);
  command->add_option("--json", program.json_file, "write the result as one JSON object to FILE (- for standard output)")->type_name("FILE");
  command->callback([&program, run = std::move(run)] { program.chosen = run; });
  return command;
}

const std::filesystem::path& scratch_folder() {
  static const ScratchFolder scratch;
  return scratch.path();
}

Checkpoint open_model(const std::filesystem::path& path) {
  if (std::filesystem::exists(path / "manifest.json")) return read_checkpoint(path);
  return import_model(path, scratch_folder());
}

Tokenizer tokenizer_of(const Checkpoint& checkpoint) {
  if (checkpoint.tokenizer_gguf.empty())
    throw Error("this checkpoint has no tokenizer.gguf", checkpoint.directory.string(), "import it again from a source that has one");
  return Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
}

void print_line(const std::string& line) {
  if (!standard_output_taken) std::cout << line << std::endl;
}

void set_standard_output_taken(bool taken) {
  standard_output_taken = taken;
}

int run_program(int argc, const char* const* argv) {
  keep_large_blocks();
  Program program;
  program.app.require_subcommand(1);
  program.app.footer("`galen COMMAND --help` shows options and an example.\nThe models this makes are for research; not for clinical use.");
  add_doctor(program);
  add_import(program);
  add_agents(program);
  add_tokenizer(program);
  add_prepare(program);
  add_train(program);
  add_checkpoints(program);
  add_logits(program);
  add_eval(program);
  add_review(program);
  add_release(program);
  add_export(program);
  add_chat(program);
  add_bench(program);
  if (argc > 1 && argv[1][0] != '-') {
    const std::vector<std::string> names = command_names(program.app);
    if (std::find(names.begin(), names.end(), argv[1]) == names.end()) {
      std::fprintf(stderr, "error: no command is named %s; %s\n", argv[1], suggest_name(argv[1], names).c_str());
      return kUsage;
    }
  }
  try {
    program.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.app.exit(error) == 0 ? kDone : kUsage;
  }
  try {
    install_stop_handlers();
    set_standard_output_taken(program.json_file == "-");
    const OrderedJson result = program.chosen();
    write_result(program.json_file, result);
    return result.value("passed", true) ? kDone : kFailed;
  } catch (const UsageError& error) {
    log_error(error.what());
    return kUsage;
  } catch (const Error& error) {
    log_error(error.what());
    return kFailed;
  } catch (const std::exception& error) {
    log_error(std::string("internal error: ") + error.what());
    return kFailed;
  }
}

}  // namespace galen
