#include "model/few_row_experts.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/part_clock.h"
#include "model/gemm_kernel.h"
#include "model/row_ops.h"
#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

constexpr int64_t kMostRows = 48;  // beyond, packing an expert's weights pays
constexpr int64_t kColumns = 16;   // of a product, computed together
constexpr int64_t kColumnsATask = 64;

// Up to kFewRows (token, slot) pairs of one expert.
struct ExpertRows {
  size_t expert = 0;
  int64_t first = 0;  // among the pairs sorted by expert
  int64_t rows = 0;
};

struct SortedPairs {
  std::vector<ExpertRows> blocks;
  std::vector<int64_t> token;  // of each sorted pair
  at::Tensor place;            // [tokens, slots]: where a pair is among the sorted ones; -1 for one that isn't computed here
};

SortedPairs sort_pairs(const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents, int64_t experts_per_agent) {
  SortedPairs sorted;
  const int64_t* expert = expert_index.const_data_ptr<int64_t>();
  const int64_t slots = expert_index.size(1);
  sorted.place = at::empty_like(expert_index);
  std::fill_n(sorted.place.data_ptr<int64_t>(), sorted.place.numel(), int64_t{-1});
  for (size_t e = 0; e < agents.size() * static_cast<size_t>(experts_per_agent); ++e) {
    if (!agents[e / static_cast<size_t>(experts_per_agent)].is_computed()) continue;
    for (int64_t i = 0; i < expert_index.numel(); ++i) {
      if (expert[i] != static_cast<int64_t>(e)) continue;
      const auto next = static_cast<int64_t>(sorted.token.size());
      sorted.place.data_ptr<int64_t>()[i] = next;
      sorted.token.push_back(i / slots);
      if (sorted.blocks.empty() || sorted.blocks.back().expert != e || sorted.blocks.back().rows == vec::kFewRows) sorted.blocks.push_back({e, next, 0});
      ++sorted.blocks.back().rows;
    }
  }
  return sorted;
}

const uint16_t* bf16_of(const at::Tensor& x) {
  return static_cast<const uint16_t*>(x.const_data_ptr());
}

// A block's rows times `columns` rows of w, cut along k where all products are; sums: [rows][kColumns], zeros.
void add_product(const uint32_t* packed, int64_t rows, const uint16_t* w, int64_t columns, int64_t k, float* sums) {
  for (int64_t first = 0; first < k; first += vec::product_depth()) {
    vec::multiply_few_rows({packed + first / 2 * vec::lanes_for(rows), rows, w + first, k, columns, std::min(vec::product_depth(), k - first) / 2}, sums);
  }
}

// All blocks' rows, packed for the products; row(i): where sorted pair i's k values lie.
template <typename Row>
std::vector<uint32_t> packed_blocks(const std::vector<ExpertRows>& blocks, int64_t k, const Row& row) {
  const int64_t words = k / 2 * vec::kFewRows;
  std::vector<uint32_t> packed(blocks.size() * static_cast<size_t>(words));
  for_each_task(static_cast<int64_t>(blocks.size()), [&](int64_t b) {
    const ExpertRows& block = blocks[static_cast<size_t>(b)];
    const uint16_t* rows[vec::kFewRows];
    for (int64_t r = 0; r < block.rows; ++r) rows[r] = row(block.first + r);
    vec::pack_few_rows(rows, block.rows, k, packed.data() + b * words);
  });
  return packed;
}

}  // namespace

namespace {

// All have one shape: that of the first that has weights here; else null.
const ExpertWeights* first_held(const std::vector<ExpertWeights>& agents) {
  const auto found = std::find_if(agents.begin(), agents.end(), [](const ExpertWeights& agent) { return !agent.is_elsewhere; });
  return found == agents.end() ? nullptr : &*found;
}

}  // namespace

bool few_row_experts_fit(const at::Tensor& hidden, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents) {
  const ExpertWeights* agent = first_held(agents);
  if (agent == nullptr || hidden.scalar_type() != at::kBFloat16 || !hidden.is_cpu() || !vec::multiplies_bf16_in_registers()) return false;
  const at::Tensor& gate_up = agent->gate_up_proj->compute;  // [experts, 2 * width, hidden]
  const int64_t width = gate_up.size(1) / 2;
  const auto fits = [](int64_t k) { return k % 2 == 0; };
  return hidden.size(0) > 0 && hidden.size(0) < kMostRows && expert_index.size(1) > 0 && gate_up.scalar_type() == at::kBFloat16 && fits(width) &&
         fits(hidden.size(1)) && hidden.stride(1) == 1;
}

at::Tensor mix_few_rows(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                        int64_t experts_per_agent) {
  const PartClock clock(Part::kExperts);
  const SortedPairs sorted = sort_pairs(expert_index.contiguous(), agents, experts_per_agent);
  const int64_t inputs = hidden.size(1);
  const int64_t width = first_held(agents)->gate_up_proj->compute.size(1) / 2;
  const auto pairs = static_cast<int64_t>(sorted.token.size());
  // A product of every block: columns cut into tasks, run(block, packed rows, weights' first row) for each.
  const auto for_each_columns = [&](int64_t columns, const auto& run) {
    const int64_t tasks_a_block = (columns + kColumnsATask - 1) / kColumnsATask;
    for_each_task(static_cast<int64_t>(sorted.blocks.size()) * tasks_a_block, [&](int64_t task) {
      const vec::Products products;
      const int64_t begin = task % tasks_a_block * kColumnsATask;
      for (int64_t column = begin; column < std::min(columns, begin + kColumnsATask); column += kColumns) {
        run(task / tasks_a_block, column, std::min(kColumns, columns - column));
      }
    });
  };
  const auto weights_of = [&](const ExpertRows& block, bool is_down) {
    const ExpertWeights& agent = agents[block.expert / static_cast<size_t>(experts_per_agent)];
    const at::Tensor& stack = (is_down ? agent.down_proj : agent.gate_up_proj)->compute;
    return bf16_of(stack) + static_cast<int64_t>(block.expert % static_cast<size_t>(experts_per_agent)) * stack.stride(0);
  };

  const std::vector<uint32_t> x =
      packed_blocks(sorted.blocks, inputs, [&](int64_t pair) { return bf16_of(hidden) + sorted.token[static_cast<size_t>(pair)] * hidden.stride(0); });
  const at::Tensor activated = at::empty({pairs, width}, hidden.options());
  auto* activated_data = static_cast<uint16_t*>(activated.data_ptr());
  for_each_columns(width, [&](int64_t b, int64_t column, int64_t columns) {
    const ExpertRows& block = sorted.blocks[static_cast<size_t>(b)];
    uint16_t rounded[3][vec::kFewRows * kColumns];  // gate, up, activated
    for (int64_t part = 0; part < 2; ++part) {
      float sums[vec::kFewRows * kColumns] = {};
      add_product(x.data() + b * (inputs / 2 * vec::kFewRows), block.rows, weights_of(block, false) + (part * width + column) * inputs, columns, inputs, sums);
      vec::narrow(sums, rounded[part], block.rows * kColumns);
    }
    vec::swiglu_bf16(rounded[0], rounded[1], rounded[2], block.rows * kColumns);
    for (int64_t r = 0; r < block.rows; ++r) std::copy_n(rounded[2] + r * kColumns, columns, activated_data + (block.first + r) * width + column);
  });

  const std::vector<uint32_t> middle = packed_blocks(sorted.blocks, width, [&](int64_t pair) { return activated_data + pair * width; });
  const at::Tensor y = at::empty({pairs, inputs}, hidden.options());
  auto* y_data = static_cast<uint16_t*>(y.data_ptr());
  for_each_columns(inputs, [&](int64_t b, int64_t column, int64_t columns) {
    const ExpertRows& block = sorted.blocks[static_cast<size_t>(b)];
    float sums[vec::kFewRows * kColumns] = {};
    add_product(middle.data() + b * (width / 2 * vec::kFewRows), block.rows, weights_of(block, true) + column * width, columns, width, sums);
    for (int64_t r = 0; r < block.rows; ++r) vec::narrow(sums + r * kColumns, y_data + (block.first + r) * inputs + column, columns);
  });
  return combine_rows(y, sorted.place, weights.contiguous());
}

}  // namespace galen
