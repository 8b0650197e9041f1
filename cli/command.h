// What the commands share: each adds itself to the parser and says what to run.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/json.h"
#include "data/tokenizer.h"
#include "model/checkpoint.h"
#include "recipes/recipe.h"

namespace galen {

// A command fills this and returns its result, which --json writes.
struct Program {
  CLI::App app{"Galen trains small sparse models out of named sub-agents and exports them for the runtimes people already have."};
  std::function<OrderedJson()> chosen;  // set by the command that was parsed
  std::string json_file;                // --json FILE, "-" for standard output
};

// Adds a subcommand with --json and an example in its help; `run` is called after parsing.
CLI::App* add_command(Program& program, CLI::App& parent, const std::string& name, const std::string& description, const std::string& example,
                      std::function<OrderedJson()> run);

void add_doctor(Program& program);
void add_import(Program& program);
void add_agents(Program& program);
void add_tokenizer(Program& program);
void add_prepare(Program& program);
void add_train(Program& program);
void add_checkpoints(Program& program);
void add_logits(Program& program);
void add_eval(Program& program);
void add_review(Program& program);
void add_release(Program& program);
void add_export(Program& program);
void add_chat(Program& program);
void add_bench(Program& program);

// Opens what a command was given: a checkpoint directory, or any model `galen import` takes (through a temporary folder that lives as long as the process).
Checkpoint open_model(const std::filesystem::path& path);
// That folder, for files a command makes on the way.
const std::filesystem::path& scratch_folder();
Tokenizer tokenizer_of(const Checkpoint& checkpoint);

// To standard output, unless --json - owns it.
void print_line(const std::string& line);
void set_standard_output_taken(bool taken);

}  // namespace galen
