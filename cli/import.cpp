#include <memory>

#include "cli/command.h"
#include "cli/starting_point.h"
#include "core/error.h"
#include "core/text.h"
#include "model/add_encoder.h"
#include "model/convert.h"

namespace galen {

void add_import(Program& program) {
  struct ImportOptions {
    std::string source, out;
    std::vector<std::string> sub_agents, pinned;
    std::string image_encoder, audio_encoder;
    ConversionSettings conversion;
    bool replace = false;
  };
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = add_command(
      program, program.app, "import", "a GGUF file or a Hugging Face directory to a checkpoint, with sub-agents if asked",
      "galen import model.gguf runs/base --sub-agents general,medicine,reasoning,safety --experts-per-agent 2 --expert-width 512", [options]() -> OrderedJson {
        Checkpoint checkpoint = open_model(options->source);
        if (!options->sub_agents.empty()) {
          options->conversion.names = options->sub_agents;
          options->conversion.pinned = options->pinned;
          checkpoint = add_sub_agents(checkpoint, options->conversion);
        }
        if (!options->image_encoder.empty()) {
          const NamedShape shape = read_named_shape("encoder", options->image_encoder, options->image_encoder, "--image-encoder");
          checkpoint = add_image_encoder(checkpoint, shape.json, shape.file, scratch_folder(), options->conversion.seed);
        }
        if (!options->audio_encoder.empty()) {
          const NamedShape shape = read_named_shape("encoder", options->audio_encoder, options->audio_encoder, "--audio-encoder");
          checkpoint = add_audio_encoder(checkpoint, shape.json, shape.file, scratch_folder(), options->conversion.seed);
        }
        write_checkpoint(checkpoint, options->out, options->replace);
        const int64_t parameters = count_parameters(checkpoint.config);
        const int64_t active = count_active_parameters(checkpoint.config);
        OrderedJson result = {{"checkpoint", options->out},
                              {"model_type", to_hf_config(checkpoint.config)["model_type"]},
                              {"parameters", parameters},
                              {"active_parameters", active}};
        print_line(options->out + ": " + std::to_string(parameters / 1000000) + " M parameters, " + std::to_string(active / 1000000) + " M active per token");
        if (checkpoint.sub_agents) {
          std::vector<std::string> names;
          for (const SubAgent& agent : checkpoint.sub_agents->agents) names.push_back(agent.name);
          result["sub_agents"] = names;
          print_line("sub-agents: " + join(names, ", ") + " (each " + std::to_string(checkpoint.config.experts_per_group()) + " experts; " +
                     std::to_string(checkpoint.config.topk_group) + " sub-agents per token)");
        }
        return result;
      });
  command->add_option("source", options->source, "GGUF file, Hugging Face directory or checkpoint")->required();
  command->add_option("out", options->out, "directory to write")->required();
  command->add_option("--sub-agents", options->sub_agents, "names, separated by commas: convert a dense model without changing what it computes")
      ->delimiter(',');
  command->add_option("--experts-per-agent", options->conversion.experts_per_agent, "experts of each sub-agent")->capture_default_str();
  command->add_option("--expert-width", options->conversion.expert_width, "must divide the FFN width")->capture_default_str();
  command->add_option("--agents-per-token", options->conversion.agents_per_token, "sub-agents that work on each token")->capture_default_str();
  command->add_option("--pin", options->pinned, "sub-agents chosen for every token")->delimiter(',');
  command->add_option("--image-encoder", options->image_encoder, "add a random one of this shape (a name in configs/encoder, or a file)");
  command->add_option("--audio-encoder", options->audio_encoder, "the same for sounds");
  command->add_flag("--replace", options->replace, "replace OUT if it is there");
}

}  // namespace galen
