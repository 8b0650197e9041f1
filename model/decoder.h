// The decoder of both families, on flat packed documents: tokens of all documents one after the other, no padding.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/checkpoint.h"
#include "model/parameter.h"

namespace galen {

struct AttentionWeights {
  ParameterRef q_proj, k_proj, v_proj, o_proj;      // [heads * head_dim, hidden] …
  ParameterRef q_bias, k_bias, v_bias, o_bias;      // null unless attention_bias
  ParameterRef q_norm, k_norm;                      // null unless use_qk_norm; [head_dim]
};

struct FfnWeights {
  ParameterRef gate_proj, up_proj, down_proj;       // [width, hidden], [width, hidden], [hidden, width]
};

// The experts of one sub-agent in one layer, stacked.
struct ExpertWeights {
  ParameterRef gate_up_proj;                        // [experts, 2 * width, hidden]: gate rows, then up rows
  ParameterRef down_proj;                           // [experts, hidden, width]
  bool is_silent = false;                           // frozen with down_proj all zero: contributes exactly nothing, so it isn't computed
};

struct LayerWeights {
  ParameterRef input_layernorm, post_attention_layernorm;   // [hidden]
  AttentionWeights attention;
  FfnWeights ffn;                                   // the dense FFN, or the trunk (shared expert) of a sparse layer
  ParameterRef router;                              // [experts, hidden] f32; null in dense layers
  at::Tensor selection_bias;                        // [experts] f32; changed by balancing and pinning, not by gradients
  std::vector<ExpertWeights> agents;                // one a sub-agent
};

struct Model {
  ModelConfig config;
  SubAgentTable sub_agents;                         // empty for dense models
  ParameterRef embed_tokens;                        // [vocab, hidden]
  ParameterRef lm_head;                             // the same object as embed_tokens when tied
  ParameterRef norm;                                // [hidden]
  std::vector<LayerWeights> layers;
  std::vector<ParameterRef> parameters;             // every one, once, in checkpoint order
  at::ScalarType compute = at::kFloat;
  bool activation_checkpointing = false;
};

// `train`: {"all"}, or names of sub-agents and "trunk"; empty: nothing trains (evaluation). A name that matches nothing is an Error with the nearest
// right name. Frozen parameters keep only what computing needs; their f32 originals stay in the checkpoint's mapping.
Model load_model(const Checkpoint& checkpoint, at::ScalarType compute, const std::vector<std::string>& train = {}, bool train_router = false);

// The checkpoint with the model's trained values in it (untrained tensors are `base`'s own, byte for byte).
Checkpoint to_checkpoint(const Model& model, const Checkpoint& base);

// Who was routed where in one forward pass; per sparse layer.
struct RoutingTrace {
  std::vector<at::Tensor> expert_load;              // [experts] int64
  std::vector<at::Tensor> expert_index;             // [tokens, experts per token] int64, only if keep_indices
  bool keep_indices = false;
};

// Hidden states after the final norm. tokens, positions: [tokens] int64; document_offsets: [documents + 1] int64 on the CPU.
at::Tensor forward_hidden(const Model& model, const at::Tensor& tokens, const at::Tensor& positions, const at::Tensor& document_offsets,
                          RoutingTrace* trace = nullptr);                     // [tokens, hidden]

// f32 logits for a rectangular batch of token ids, each row a document.
at::Tensor forward_logits(const Model& model, const at::Tensor& token_ids, RoutingTrace* trace = nullptr);   // [batch, seq] int64 -> [batch, seq, vocab] f32

// Negative log-likelihood, in nats, of labels (those >= 0; 0 elsewhere), without holding all logits. No gradients.
at::Tensor token_losses(const Model& model, const at::Tensor& tokens, const at::Tensor& positions, const at::Tensor& document_offsets,
                        const at::Tensor& labels);                            // [tokens] f32

}  // namespace galen
