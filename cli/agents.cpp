#include <ATen/ATen.h>

#include <cmath>
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "data/render.h"
#include "model/decoder.h"
#include "model/sub_agents.h"

namespace galen {
namespace {

const SubAgentTable& agents_of(const Checkpoint& checkpoint) {
  if (!checkpoint.sub_agents)
    throw Error("this model has no sub-agents", checkpoint.directory.string(), "make them with `galen import SRC OUT --sub-agents a,b,…`");
  return *checkpoint.sub_agents;
}

OrderedJson list_agents(const std::string& path) {
  const Checkpoint checkpoint = open_model(path);
  OrderedJson result = {{"checkpoint", path}, {"trunk_sha256", agents_of(checkpoint).trunk_sha256}, {"sub_agents", OrderedJson::array()}};
  for (const SubAgent& agent : checkpoint.sub_agents->agents) {
    result["sub_agents"].push_back({{"name", agent.name},
                                    {"first_expert", agent.first_expert},
                                    {"num_experts", agent.num_experts},
                                    {"pinned", agent.pinned},
                                    {"sha256", sub_agent_sha256(checkpoint, agent)},
                                    {"history", agent.history}});
    print_line(agent.name + ": experts " + std::to_string(agent.first_expert) + "–" + std::to_string(agent.first_expert + agent.num_experts - 1) +
               (agent.pinned ? ", pinned" : ""));
    for (const std::string& line : agent.history) print_line("    " + line);
  }
  return result;
}

// Share of routed slots by sub-agent, per layer and overall, for one text.
OrderedJson report_routing(const std::string& path, const std::string& text_file, const std::string& html_file) {
  const Checkpoint checkpoint = open_model(path);
  agents_of(checkpoint);
  const Tokenizer tokenizer = tokenizer_of(checkpoint);
  std::vector<int32_t> tokens = tokenizer.encode(read_file(text_file, 64 << 20), tokenizer.adds_bos());
  if (tokens.empty()) throw Error("the text is empty", text_file);
  const auto limit = static_cast<size_t>(std::min<int64_t>(checkpoint.config.max_position_embeddings, 4096));
  if (tokens.size() > limit) tokens.resize(limit);
  const Model model = load_model(checkpoint, at::kFloat);
  RoutingTrace trace;
  forward_logits(model, at::tensor(tokens, at::kLong).unsqueeze(0), &trace);
  OrderedJson result = {{"checkpoint", path}, {"tokens", tokens.size()}, {"layers", OrderedJson::array()}};
  std::string rows;
  std::vector<double> totals(checkpoint.sub_agents->agents.size(), 0.0);
  for (size_t layer = 0; layer < trace.expert_load.size(); ++layer) {
    const auto all = static_cast<double>(trace.expert_load[layer].sum().item<int64_t>());
    OrderedJson shares;
    rows += "<tr><th>" + std::to_string(layer) + "</th>";
    for (size_t g = 0; g < totals.size(); ++g) {
      const SubAgent& agent = checkpoint.sub_agents->agents[g];
      const double share = static_cast<double>(trace.expert_load[layer].narrow(0, agent.first_expert, agent.num_experts).sum().item<int64_t>()) / all;
      totals[g] += share / static_cast<double>(trace.expert_load.size());
      shares[agent.name] = share;
      char cell[160];
      std::snprintf(cell, sizeof cell, "<td style=\"background:rgba(31,119,180,%.2f)\">%.0f %%</td>", share, 100 * share);
      rows += cell;
    }
    rows += "</tr>\n";
    result["layers"].push_back(shares);
  }
  print_line(std::to_string(tokens.size()) + " tokens of " + text_file + ", share of the routed work:");
  std::string head;
  for (size_t g = 0; g < totals.size(); ++g) {
    const std::string& name = checkpoint.sub_agents->agents[g].name;
    result["share"][name] = totals[g];
    head += "<th>" + name + "</th>";
    char line[160];
    std::snprintf(line, sizeof line, "  %-16s %5.1f %%  %s", name.c_str(), 100 * totals[g],
                  std::string(static_cast<size_t>(std::lround(40 * totals[g])), '#').c_str());
    print_line(line);
  }
  if (!html_file.empty()) {
    write_file_durably(
        html_file,
        "<!doctype html><meta charset=\"utf-8\"><title>Who was routed where</title>\n<style>body{font:15px sans-serif;margin:2em}td,th{padding:.25em "
        ".8em;text-align:right}</style>\n<h1>Who was routed where</h1>\n<p>Share of the routed experts by layer and sub-agent over " +
            std::to_string(tokens.size()) + " tokens.</p>\n<table><tr><th>layer</th>" + head + "</tr>\n" + rows + "</table>\n");
    print_line("written: " + html_file);
  }
  return result;
}

}  // namespace

void add_agents(Program& program) {
  CLI::App* agents = program.app.add_subcommand("agents", "operations on sub-agents");
  agents->require_subcommand(1);
  struct AgentsOptions {
    std::string checkpoint, name, out, text, html, slice, slot;
    bool unpin = false;
    bool replace = false;
    bool average = false;
    std::vector<std::string> trained;
  };
  auto o = std::make_shared<AgentsOptions>();
  const auto with_checkpoint = [o](CLI::App* command) {
    command->add_option("checkpoint", o->checkpoint, "checkpoint directory")->required();
    return command;
  };
  const auto written = [o](Checkpoint checkpoint) -> OrderedJson {
    write_checkpoint(checkpoint, o->out, o->replace);
    print_line("written: " + o->out);
    return {{"checkpoint", o->out}};
  };
  with_checkpoint(add_command(program, *agents, "list", "names, experts, history", "galen agents list runs/base", [o] { return list_agents(o->checkpoint); }));

  CLI::App* report = with_checkpoint(add_command(program, *agents, "report", "who is routed where in a text",
                                                 "galen agents report runs/base --text note.txt --html routing.html",
                                                 [o] { return report_routing(o->checkpoint, o->text, o->html); }));
  report->add_option("--text", o->text, "plain text file")->required();
  report->add_option("--html", o->html, "also write a page");

  const auto with_out = [o](CLI::App* command) {
    command->add_option("--out", o->out, "directory to write")->required();
    command->add_flag("--replace", o->replace, "replace it if it is there");
    return command;
  };
  CLI::App* pin = with_out(with_checkpoint(
      add_command(program, *agents, "pin", "choose a sub-agent for every token", "galen agents pin runs/base safety --out runs/pinned", [o, written] {
        const Checkpoint checkpoint = open_model(o->checkpoint);
        return written(o->unpin ? unpin_sub_agent(checkpoint, o->name) : pin_sub_agent(checkpoint, o->name));
      })));
  pin->add_option("name", o->name, "sub-agent")->required();
  pin->add_flag("--off", o->unpin, "unpin instead");

  CLI::App* remove = with_out(with_checkpoint(add_command(program, *agents, "remove", "make a sub-agent add nothing and never be chosen",
                                                          "galen agents remove runs/base audio --out runs/small",
                                                          [o, written] { return written(remove_sub_agent(open_model(o->checkpoint), o->name)); })));
  remove->add_option("name", o->name, "sub-agent")->required();

  CLI::App* extract = with_out(with_checkpoint(add_command(program, *agents, "extract", "a sub-agent's slice as a directory of its own",
                                                           "galen agents extract runs/base medicine --out medicine", [o]() -> OrderedJson {
                                                             extract_sub_agent(open_model(o->checkpoint), o->name, o->out);
                                                             print_line("written: " + o->out);
                                                             return {{"slice", o->out}};
                                                           })));
  extract->add_option("name", o->name, "sub-agent")->required();

  CLI::App* insert = with_out(with_checkpoint(add_command(program, *agents, "insert", "put a slice into a model with the same trunk",
                                                          "galen agents insert runs/base medicine --out runs/joined",
                                                          [o, written] { return written(insert_sub_agent(open_model(o->checkpoint), o->slice, o->slot)); })));
  insert->add_option("slice", o->slice, "directory that extract wrote")->required();
  CLI::App* merge = with_out(add_command(
      program, *agents, "merge", "join sub-agents that were trained apart from one base",
      "galen agents merge runs/base runs/medicine/checkpoints/latest runs/safety/checkpoints/latest --out runs/joined", [o, written]() -> OrderedJson {
        std::vector<Checkpoint> trained;
        for (const std::string& path : o->trained) trained.push_back(open_model(path));
        const Merge joined = merge_sub_agents(open_model(o->checkpoint), trained, o->average);
        OrderedJson taken = OrderedJson::object();
        for (const MergedAgent& agent : joined.agents) {
          std::vector<std::string> from;
          for (const size_t i : agent.from) from.push_back(o->trained[i]);
          print_line(agent.name + ": " + (from.empty() ? "as in the base" : (from.size() > 1 ? "mean of " : "from ") + join(from, ", ")));
          taken[agent.name] = from;
        }
        OrderedJson result = written(joined.checkpoint);
        result["from"] = taken;
        return result;
      }));
  merge->add_option("base", o->checkpoint, "what all were trained from")->required();
  merge->add_option("trained", o->trained, "checkpoints with the base's trunk")->required();
  merge->add_flag("--average", o->average, "a sub-agent that several trained: take the mean (otherwise refused)");
  insert->add_option("--slot", o->slot, "the sub-agent to replace (default: the one of the same name)");
}

}  // namespace galen
