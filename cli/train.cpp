#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <numbers>
#include <optional>

#include "cli/command.h"
#include "cli/starting_point.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/progress.h"
#include "core/text.h"
#include "data/prepare.h"
#include "model/media_spec.h"
#include "train/group.h"
#include "train/launch.h"
#include "train/loop.h"
#include "train/run_directory.h"
#include "train/tensorboard.h"

namespace galen {
namespace {

struct RecipeArguments {
  std::string file;
  std::vector<std::string> overrides;
};

void add_recipe_arguments(CLI::App* command, RecipeArguments& arguments) {
  command->add_option("recipe", arguments.file, "recipe file (YAML)")->required();
  command->add_option("overrides", arguments.overrides, "key.path=value")->type_name("KEY=VALUE");
}

void print_report(const PrepareReport& report) {
  const auto part = [](const char* name, const PrepareReport::Part& p) {
    if (p.samples == 0) return;
    print_line(std::string(name) + ": " + std::to_string(p.samples) + " samples, " + std::to_string(p.tokens) + " tokens (" + std::to_string(p.loss_tokens) +
               " learnt), longest " + std::to_string(p.longest) + (p.images > 0 ? ", " + std::to_string(p.images) + " images" : "") +
               (p.sounds > 0 ? ", " + std::to_string(p.sounds) + " sounds" : "") + (p.reused ? "; shards were there already" : ""));
    const std::string found = to_text(p.deidentified);
    if (p.deidentified.mode != "none") print_line("  " + found.substr(0, found.find('\n')) + "; see " + (p.shards / "deidentification.txt").string());
    if (p.may_show_text > 0) {
      print_line("  " + std::to_string(p.may_show_text) +
                 " DICOM images may have text burned in that names the patient (BurnedInAnnotation isn't NO): look at them");
    }
    for (const DroppedRecord& dropped : p.dropped) print_line("  dropped " + dropped.id + " (" + dropped.where + "): " + dropped.reason);
  };
  part("training  ", report.train);
  part("validation", report.validation);
}

void print_trainable(const Stage& stage, const std::vector<TrainableCount>& counts) {
  print_line(stage.name.empty() ? "what trains:"
                                : "stage " + stage.name + ", steps " + std::to_string(stage.begin + 1) + " to " + std::to_string(stage.end) + "; what trains:");
  for (const TrainableCount& count : counts) {
    char line[128];
    std::snprintf(line, sizeof line, "  %-14s %11lld of %11lld weights%s", count.part.c_str(), static_cast<long long>(count.trainable),
                  static_cast<long long>(count.total), count.trainable == 0 ? "  (frozen)" : "");
    print_line(line);
  }
}

// Of the validation texts, which compares models whatever their tokenizers. None for chats.
std::optional<double> bits_per_byte(const PrepareReport::Part& validation, double loss) {
  if (validation.text_bytes == 0) return std::nullopt;
  return loss * static_cast<double>(validation.loss_tokens) / std::numbers::ln2 / static_cast<double>(validation.text_bytes);
}

// Ranks that run something else than rank 0 would train another model each, so nobody starts.
void require_same_run(Group& group, const Recipe& recipe) {
  if (group.size() == 1) return;
  require_same(group, "the build of galen", "sha256 " + sha256_of_file("/proc/self/exe").substr(0, 16), "install the same build on every machine");
  const std::vector<std::string> recipes = group.exchange("recipe", to_yaml(recipe));
  for (size_t rank = 1; rank < recipes.size(); ++rank) {
    if (recipes[rank] == recipes[0]) continue;
    throw Error("the ranks run different recipes: on rank " + std::to_string(rank) + ", compared with rank 0, " + first_difference(recipes[rank], recipes[0]),
                recipe.file.string(), "start every rank with the same recipe and overrides");
  }
}

struct TrainingData {
  std::string train;
  std::string validation;        // empty without one
  PrepareReport::Part held_out;  // rank 0 only
};

// Rank 0 prepares the data; the others are told where it lies.
TrainingData prepare_once(Group& group, const Recipe& recipe, const Checkpoint& start) {
  TrainingData data;
  Json places;
  if (group.is_first()) {
    const Tokenizer tokenizer = tokenizer_of(start);
    const PrepareReport report = prepare(recipe, tokenizer, media_spec(start.config, tokenizer, recipe.data.media));
    print_report(report);
    data.held_out = report.validation;
    places = {report.train.shards.string(), report.validation.samples > 0 ? report.validation.shards.string() : ""};
  } else {
    log_info("rank " + std::to_string(group.rank()) + " waits while rank 0 prepares the data");
  }
  places = Json::parse(group.from_first("shards", places.dump()));
  data.train = places.at(0).get<std::string>();
  data.validation = places.at(1).get<std::string>();
  return data;
}

OrderedJson train_in_group(const Recipe& recipe, Group& group) {
  require_same_run(group, recipe);
  const std::filesystem::path run = recipe.run.dir;
  if (group.is_first()) make_directories(run);
  const Checkpoint start = starting_point(recipe);
  const TrainingData data = prepare_once(group, recipe, start);
  TrainHooks hooks;
  hooks.on_start = [&](const Stage& stage, const std::vector<TrainableCount>& counts) {
    if (group.is_first()) print_trainable(stage, counts);
    const bool trains = std::any_of(counts.begin(), counts.end(), [](const TrainableCount& count) { return count.trainable > 0; });
    if (!trains) throw Error("nothing trains", recipe.file.string(), "name a sub-agent, trunk or all in model.train, or in the stage's train");
  };
  if (!group.is_first()) {
    const TrainResult result = train(recipe, start, data.train, data.validation, hooks, group);
    if (result.interrupted) throw Interrupted("stopped on a signal, with all ranks", "", "run the same command to go on from there");
    return {{"rank", group.rank()}, {"ranks", group.size()}, {"steps", result.steps}, {"last_loss", result.last_loss}};
  }
  write_file_durably(run / "recipe.yaml", to_yaml(recipe));
  std::ofstream metrics(run / "metrics.jsonl", std::ios::app);
  if (!metrics) throw Error("cannot write metrics.jsonl", run.string(), "check the permissions");
  TensorBoardWriter board(run / "tensorboard");
  // A run with a time limit ends by the clock, long before max_steps: steps alone say nothing of what is left.
  const bool is_timed = recipe.train.max_minutes > 0;
  Progress progress("training", is_timed ? 0 : static_cast<uint64_t>(recipe.train.max_steps), "steps");
  hooks.on_step = [&](const StepReport& report) {
    metrics << to_json(report).dump() << std::endl;
    board.scalar("loss", report.loss, report.step);
    board.scalar("grad_norm", report.grad_norm, report.step);
    board.scalar("lr", report.learning_rate, report.step);
    board.scalar("tokens_per_second", report.tokens_per_second, report.step);
    for (const auto& [name, load] : report.agent_load) board.scalar("load/" + name, load, report.step);
    char note[128];
    std::snprintf(note, sizeof note, "%.24s%sloss %.3f, %.0f tokens/s%s%s", report.stage.c_str(), report.stage.empty() ? "" : ": ", report.loss,
                  report.tokens_per_second, is_timed ? (", of " + human_seconds(60 * recipe.train.max_minutes)).c_str() : "",
                  report.skipped ? ", step skipped: not finite" : "");
    progress.update(static_cast<uint64_t>(report.step), note);
  };
  hooks.on_evaluation = [&](int64_t step, double loss) {
    OrderedJson line = {{"step", step}, {"validation_loss", loss}};
    board.scalar("validation_loss", loss, step);
    if (const auto bits = bits_per_byte(data.held_out, loss)) {
      line["bits_per_byte"] = *bits;
      board.scalar("bits_per_byte", *bits, step);
    }
    metrics << line.dump() << std::endl;
  };
  const TrainResult result = train(recipe, start, data.train, data.validation, hooks, group);
  progress.finish();
  const std::optional<double> bits = result.validation_loss > 0 ? bits_per_byte(data.held_out, result.validation_loss) : std::nullopt;
  if (result.interrupted) {
    throw Interrupted("stopped on a signal; saved as " + result.checkpoint.string(), "", "run the same command to go on from there");
  }
  if (result.steps == 0) {
    print_line("nothing left to do: step " + std::to_string(result.resumed_from) + " of " + std::to_string(recipe.train.max_steps) + " was taken before");
  } else {
    print_line("done: " + std::to_string(result.steps) + " steps in " + human_seconds(result.seconds) + ", loss " + std::to_string(result.first_loss) + " -> " +
               std::to_string(result.last_loss) + (result.validation_loss > 0 ? ", validation " + std::to_string(result.validation_loss) : "") +
               (bits ? " (" + std::to_string(*bits) + " bits a byte)" : "") + (result.stopped_early ? " (stopped early: no gain)" : ""));
  }
  print_line("weights: " + (run / "checkpoints" / "latest").string());
  return {{"checkpoint", (run / "checkpoints" / "latest").string()},
          {"bits_per_byte", bits ? OrderedJson(*bits) : OrderedJson()},
          {"steps", result.steps},
          {"resumed_from", result.resumed_from},
          {"first_loss", result.first_loss},
          {"last_loss", result.last_loss},
          {"validation_loss", result.validation_loss},
          {"tokens", result.tokens},
          {"seconds", result.seconds},
          {"ranks", group.size()},
          {"stopped_early", result.stopped_early}};
}

// Joins the ranks that a launcher started, if one did, and trains.
OrderedJson run_training(const RecipeArguments& arguments) {
  const Launch launch = detect_launch(process_environment());
  std::unique_ptr<Group> group;
  try {
    const Recipe recipe = read_recipe(arguments.file, arguments.overrides);
    require_for_train(recipe);
    group = std::make_unique<Group>(launch, recipe.cluster);
    if (launch.world_size > 1 && launch.rank == 0) {
      log_info(std::to_string(launch.world_size) + " ranks have met at " + launch.master_addr + ":" + std::to_string(launch.master_port));
    }
    OrderedJson result = train_in_group(recipe, *group);
    group->leave();
    return result;
  } catch (const Interrupted&) {
    if (group) group->leave();  // all ranks stop here
    throw;
  } catch (const std::exception& error) {
    if (group) group->fail(error.what());
    write_error_file(launch, error.what());
    throw;
  }
}

OrderedJson checkpoints_json(const std::vector<SavedCheckpoint>& saved) {
  OrderedJson list = OrderedJson::array();
  bool all_valid = true;
  for (const SavedCheckpoint& c : saved) {
    list.push_back({{"step", c.step}, {"path", c.path.string()}, {"valid", c.valid}, {"problem", c.problem}});
    print_line(c.path.string() + (c.valid ? "  ok" : "  NOT VALID: " + c.problem));
    all_valid = all_valid && c.valid;
  }
  if (saved.empty()) print_line("no checkpoints");
  return {{"checkpoints", list}, {"passed", all_valid}};
}

}  // namespace

void add_prepare(Program& program) {
  auto arguments = std::make_shared<RecipeArguments>();
  CLI::App* command =
      add_command(program, program.app, "prepare", "raw records of a recipe to shards", "galen prepare recipes/clinical_notes/quickstart.yaml", [arguments] {
        const Recipe recipe = read_recipe(arguments->file, arguments->overrides);
        require_for_prepare(recipe);
        const Checkpoint start = starting_point(recipe);
        const Tokenizer tokenizer = tokenizer_of(start);
        const PrepareReport report = prepare(recipe, tokenizer, media_spec(start.config, tokenizer, recipe.data.media));
        print_report(report);
        for (const PrepareReport::Part* part : {&report.train, &report.validation}) {
          if (part->samples > 0) print_line("\n" + part->shards.string() + ": " + to_text(part->deidentified));
        }
        return OrderedJson(to_json(report));
      });
  add_recipe_arguments(command, *arguments);
}

void add_train(Program& program) {
  auto arguments = std::make_shared<RecipeArguments>();
  CLI::App* command =
      add_command(program, program.app, "train", "train what a recipe says; resumes by itself",
                  "galen train recipes/clinical_notes/quickstart.yaml train.max_steps=20 run.dir=runs/try", [arguments] { return run_training(*arguments); });
  add_recipe_arguments(command, *arguments);
}

void add_checkpoints(Program& program) {
  CLI::App* checkpoints = program.app.add_subcommand("checkpoints", "what a run can resume from");
  checkpoints->require_subcommand(1);
  struct TrainOptions {
    std::string run;
    int64_t keep = 2;
  };
  auto o = std::make_shared<TrainOptions>();
  const auto with_run = [o](CLI::App* command) {
    command->add_option("run", o->run, "run directory")->required();
    return command;
  };
  with_run(add_command(program, *checkpoints, "list", "checkpoints, by their sizes", "galen checkpoints list runs/quickstart",
                       [o] { return checkpoints_json(list_checkpoints(o->run, false)); }));
  with_run(add_command(program, *checkpoints, "verify", "checkpoints, by every file's sha256", "galen checkpoints verify runs/quickstart",
                       [o] { return checkpoints_json(list_checkpoints(o->run, true)); }));
  CLI::App* prune = with_run(add_command(program, *checkpoints, "prune", "remove old checkpoints; never the newest valid one",
                                         "galen checkpoints prune runs/quickstart --keep 1", [o] {
                                           prune_checkpoints(o->run, o->keep);
                                           return checkpoints_json(list_checkpoints(o->run, false));
                                         }));
  prune->add_option("--keep", o->keep, "how many stay")->capture_default_str();
}

}  // namespace galen
