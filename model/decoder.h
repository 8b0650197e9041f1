// The decoder of all families, on flat packed documents: tokens of all documents one after the other, no padding.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/media.h"
#include "model/attention.h"
#include "model/checkpoint.h"
#include "model/expert_exchange.h"
#include "model/experts.h"
#include "model/muse_spark.h"
#include "model/ops.h"
#include "model/parameter.h"

namespace galen {

struct LayerWeights {
  ParameterRef input_layernorm, post_attention_layernorm;  // [hidden]
  ParameterRef qkv_proj;                                   // [(heads + 2 kv_heads) * head_dim, hidden]: q rows, k rows, v rows
  ParameterRef qkv_bias;                                   // null unless attention_bias
  ParameterRef o_proj;                                     // [hidden, heads * head_dim]
  ParameterRef o_bias;                                     // null unless the family has one
  ParameterRef q_norm, k_norm;                             // null unless use_qk_norm; [head_dim]
  ParameterRef gate_up_proj;                               // [2 * width, hidden] of the dense FFN, or of the trunk in a sparse layer; null without one
  ParameterRef down_proj;                                  // [hidden, width]
  ParameterRef router;                                     // [experts, hidden] f32; null in dense layers
  at::Tensor selection_bias;                               // [experts] f32; moved by balancing and pinning, not by gradients
  std::vector<ExpertWeights> agents;                       // one a sub-agent
  MuseSparkLayer spark;                                    // muse_spark only
};
std::vector<ParameterRef> parameters_of(const LayerWeights& layer);  // those it has, frozen ones too

struct Model {
  ModelConfig config;
  SubAgentTable sub_agents;                    // no agents for dense models
  ParameterRef embed_tokens;                   // [vocab, hidden]
  ParameterRef lm_head;                        // the same object as embed_tokens when tied
  ParameterRef norm;                           // [hidden]
  std::map<std::string, ParameterRef> towers;  // muse_spark's encoders of images and audio, by their tensors' names
  std::vector<LayerWeights> layers;
  std::vector<ParameterRef> parameters;  // every one, once, in a fixed order
  std::vector<bool> agent_trains;        // one a sub-agent
  bool trains_all = false;
  RopeTable rope;
  RopeTable no_rope;  // for layers that don't rotate
  at::ScalarType compute = at::kFloat;
  bool activation_checkpointing = false;
  std::shared_ptr<const ExpertExchange> exchange;  // set where some sub-agents are held by other processes
  // Called in the backward pass when the gradients of this layer and of all above it are complete; the number of layers stands for norm and head. Not called
  // for layers below the first that trains, nor for the embedding. May be empty.
  std::function<void(int64_t layer)> on_layer_gradients;
};

// "bf16" or "f32", as recipes and the command line spell it.
at::ScalarType compute_dtype(const std::string& precision);

// The parts of a model's encoders that can train apart: vision_tower, vision_adapter, audio_tower, audio_adapter; none for text alone.
std::vector<std::string> encoder_parts(const ModelConfig& config);
// That which a tensor of Model::towers belongs to.
std::string encoder_part(const ModelConfig& config, const std::string& tensor);

// What part of a model trains.
struct TrainSelection {
  std::vector<std::string> names;  // {"all"}, or names of sub-agents and "trunk"; empty: nothing (evaluation)
  bool router = false;             // with named sub-agents: their router rows too
  bool towers = false;             // with "all": muse_spark's vision and audio encoders too; text alone gives them no gradient, and decay would shrink them
};

// Throws Error with the nearest right name for a name that matches nothing. Of sub-agents outside `share` nothing is read; the model needs an exchange then.
Model load_model(const Checkpoint& checkpoint, at::ScalarType compute, const TrainSelection& train = {}, const AgentShare& share = {});

// Moves all of a model that is loaded but not yet trained to a device. Its optimizer is made after that. llama and glm4_moe only: what else there is runs on
// the CPU alone, and is refused.
void move_model(Model& model, at::Device device);

// The checkpoint with the model's trained values and selection biases in it; untrained tensors are `base`'s own, byte for byte.
Checkpoint to_checkpoint(const Model& model, const Checkpoint& base);
// The way back, for what trains and the selection biases: the values of a checkpoint that to_checkpoint made. Masters that it rounds are rounded then.
void load_weights(Model& model, const Checkpoint& checkpoint);

// The largest magnitude of each channel that a layer's GEMMs read, over all tokens of a forward pass; f32.
struct InputPeaks {
  at::Tensor attention_in;   // [hidden]: q, k and v
  at::Tensor attention_out;  // [heads * head_dim]: o
  at::Tensor ffn_in;         // [hidden]: gate and up, of experts too, and the router
  at::Tensor ffn_mid;        // [width]: down, of the dense FFN or the trunk; undefined without one
};

// Who was routed where in one forward pass, per sparse layer.
struct RoutingTrace {
  std::vector<at::Tensor> expert_load;    // [experts] int64: tokens that chose each expert
  std::vector<at::Tensor> expert_index;   // [tokens, experts per token] int64, only if keep_indices
  std::vector<at::Tensor> router_inputs;  // [tokens, hidden], only if keep_router_inputs
  std::vector<InputPeaks> input_peaks;    // one a layer, only if keep_peaks
  bool keep_indices = false;
  bool keep_router_inputs = false;
  bool keep_peaks = false;
};

// Adds a layer's routing of h to a trace; for null, nothing.
void record_routing(RoutingTrace* trace, const at::Tensor& h, const Routing& routing, int64_t experts);

// How a layer attends.
AttentionShape attention_shape(const ModelConfig& config, size_t layer);
const RopeTable& rope_of(const Model& model, size_t layer);

// The head's logits of rows of hidden states, in the model's dtype; muse_spark: scaled and capped.
at::Tensor head_logits(const Model& model, const at::Tensor& hidden);
LogitCap logit_cap(const ModelConfig& config);  // what head_loss is to be given

// Hidden states after the final norm, where the model lies. tokens, positions: [tokens] int64; document_offsets: [documents + 1] int64; all on the CPU.
at::Tensor forward_hidden(const Model& model, const at::Tensor& tokens, const at::Tensor& positions, const at::Tensor& document_offsets,
                          RoutingTrace* trace = nullptr, const Media* media = nullptr);  // [tokens, hidden] compute dtype

// What attends: given a layer and its qkv rows (normed, not yet rotated), the heads' outputs [tokens, heads * head_dim]. Generation brings one that keeps a
// cache. Where no graph is recorded it may overwrite qkv.
using Attend = std::function<at::Tensor(size_t layer, const at::Tensor& qkv)>;
at::Tensor forward_hidden(const Model& model, const at::Tensor& tokens, const Attend& attend, RoutingTrace* trace = nullptr, const Media* media = nullptr);

// f32 logits for a rectangular batch of token ids, each row a document. No gradients.
at::Tensor forward_logits(const Model& model, const at::Tensor& token_ids, RoutingTrace* trace = nullptr,
                          const Media* media = nullptr);  // [batch, seq] int64 -> [batch, seq, vocab] f32

// Negative log-likelihood, in nats, of labels (those >= 0; 0 elsewhere), without holding all logits. No gradients.
at::Tensor token_losses(const Model& model, const at::Tensor& tokens, const at::Tensor& positions, const at::Tensor& document_offsets, const at::Tensor& labels,
                        const Media* media = nullptr);  // [tokens] f32

}  // namespace galen
