#include "model/gemm.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <string>
#include <vector>

#include "tests/model/register_tiles.h"

namespace galen {
namespace {

// With the kernels of every kind of processor that this one can stand in for, and with none.
using Gemm = testing::WithRegisterTiles;
INSTANTIATE_TEST_SUITE_P(Kernels, Gemm, testing::all_register_tiles(), testing::name_of_register_tiles);

struct GemmShape {
  int64_t m, k, n;
};

// Every way a tile can end: rows (12, 14 or 32 a tile), columns (32 a panel), pairs along k, blocks of k; and the few rows of generation.
const std::vector<GemmShape> kShapes = {{56, 64, 64}, {61, 70, 97}, {57, 16, 33}, {130, 576, 96}, {1019, 34, 41}, {50, 9001, 40}, {3, 64, 64},
                                        {1, 577, 70}, {1, 576, 70}, {8, 38, 19},  {16, 100, 131}, {47, 34, 6},    {47, 33, 6},    {70, 129, 50}};

// [rows, columns] bf16, its columns contiguous if `down`.
at::Tensor random_matrix(int64_t rows, int64_t columns, bool down) {
  const at::Tensor x = at::randn({down ? columns : rows, down ? rows : columns}, at::kFloat).to(at::kBFloat16);
  return down ? x.t() : x;
}

// bf16's rounding of the result, and f32's of the sum.
void expect_product(const at::Tensor& out, const at::Tensor& a, const at::Tensor& b, double rounding) {
  const at::Tensor expected = at::mm(a.to(at::kDouble), b.to(at::kDouble));
  const at::Tensor magnitude = at::mm(a.to(at::kDouble).abs(), b.to(at::kDouble).abs());
  const at::Tensor allowed = expected.abs() * rounding + magnitude * 1e-6;
  const double worst = ((out.to(at::kDouble) - expected).abs() / allowed).max().item<double>();
  EXPECT_LE(worst, 1.0) << out.sizes() << " from " << a.sizes() << " and " << b.sizes() << ", strides " << a.strides() << " and " << b.strides();
}

TEST_P(Gemm, IsTheProductForEveryShapeAndLayout) {
  at::manual_seed(1);
  for (const GemmShape& shape : kShapes) {
    for (const bool a_down : {false, true}) {
      for (const bool b_down : {false, true}) {
        const at::Tensor a = random_matrix(shape.m, shape.k, a_down);
        const at::Tensor b = random_matrix(shape.k, shape.n, b_down);
        expect_product(gemm(a, b), a, b, 1.0 / 256);
      }
    }
  }
}

TEST_P(Gemm, WritesIntoAViewAndNothingBesideIt) {
  at::manual_seed(2);
  const at::Tensor a = random_matrix(61, 70, false);
  const at::Tensor b = random_matrix(70, 97, true);
  const at::Tensor around = at::full({63, 131}, 7.0, at::kBFloat16);
  gemm_out(around.narrow(0, 1, 61).narrow(1, 5, 97), a, b);
  EXPECT_TRUE(around.narrow(0, 1, 61).narrow(1, 5, 97).equal(gemm(a, b)));
  EXPECT_EQ(around.eq(7.0).sum().item<int64_t>(), around.numel() - 61 * 97 + gemm(a, b).eq(7.0).sum().item<int64_t>());
}

TEST_P(Gemm, AddsToAnF32Sum) {
  at::manual_seed(3);
  for (const GemmShape& shape : kShapes) {
    const at::Tensor a = random_matrix(shape.m, shape.k, true);
    const at::Tensor b = random_matrix(shape.k, shape.n, false);
    const at::Tensor start = at::randn({shape.m, shape.n}, at::kFloat);
    at::Tensor sum = start.clone();
    gemm_add(sum, a, b);
    // Small shapes are ATen's, whose product is bf16 before it is added.
    expect_product(sum.to(at::kDouble) - start.to(at::kDouble), a, b, shape.m < 48 || !gemm_uses_tiles() ? 1.0 / 256 : 1e-5);
  }
}

// What makes a step repeatable on any number of threads, and a token's result independent of its neighbours.
TEST_P(Gemm, AnElementDependsOnItsRowAndColumnAlone) {
  at::manual_seed(4);
  const at::Tensor a = random_matrix(201, 576, false);
  const at::Tensor b = random_matrix(576, 160, true);
  const int threads = at::get_num_threads();
  at::set_num_threads(1);
  const at::Tensor one = gemm(a, b);
  at::set_num_threads(3);
  const at::Tensor three = gemm(a, b);
  const at::Tensor part = gemm(a.narrow(0, 37, 100), b.narrow(1, 32, 96));
  at::set_num_threads(threads);
  // Only where our tiles run does the promise hold; ATen's kernels may differ by shape and, with AMX, by the number of threads.
  const double apart = (part.to(at::kFloat) - one.narrow(0, 37, 100).narrow(1, 32, 96).to(at::kFloat)).abs().max().item<double>();
  if (gemm_uses_tiles()) {
    EXPECT_TRUE(one.equal(three));
    EXPECT_EQ(apart, 0.0);
  }
}

// So that a sequence's tokens don't depend on how many others are generated with it, nor on whether its prompt was read in one go.
TEST_P(Gemm, FewRowsHaveTheBitsOfMany) {
  if (!gemm_uses_tiles()) return;  // the promise is that of our own products
  at::manual_seed(6);
  for (const GemmShape& shape : {GemmShape{64, 576, 131}, GemmShape{64, 70, 32}, GemmShape{64, 5000, 48}}) {
    const at::Tensor a = random_matrix(shape.m, shape.k, false);
    const at::Tensor b = random_matrix(shape.k, shape.n, true);
    const at::Tensor all = gemm(a, b);
    for (const int64_t rows : {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 33, 47}) {
      const at::Tensor few = gemm(a.narrow(0, 11, rows), b);
      EXPECT_EQ((few.to(at::kFloat) - all.narrow(0, 11, rows).to(at::kFloat)).abs().max().item<double>(), 0.0) << rows << " rows, k " << shape.k;
    }
  }
  const at::Tensor x = random_matrix(60, 96, false);
  const at::Tensor gate_up_proj = random_matrix(128, 96, false);
  const at::Tensor activated = gemm_swiglu(x, gate_up_proj, false).activated;
  for (const int64_t rows : {1, 7, 16, 40}) {
    EXPECT_TRUE(gemm_swiglu(x.narrow(0, 3, rows), gate_up_proj, false).activated.equal(activated.narrow(0, 3, rows))) << rows << " rows";
  }
}

TEST(GemmOfOtherDtypes, IsAtens) {
  at::manual_seed(5);
  const at::Tensor a = at::randn({64, 64}, at::kFloat);
  const at::Tensor b = at::randn({64, 64}, at::kFloat);
  EXPECT_TRUE(gemm(a, b).equal(at::mm(a, b)));
}

// In f64 from the same bf16 inputs; `gate_up` as the first product rounded it.
struct SwigluReference {
  at::Tensor gate_up, activated, grad_gate_up, scaled_activated, dots;
};
SwigluReference swiglu_reference(const at::Tensor& x, const at::Tensor& gate_up_proj, const at::Tensor& grad, const at::Tensor& down_proj,
                                 const at::Tensor& row_scale) {
  SwigluReference reference;
  reference.gate_up = at::mm(x.to(at::kDouble), gate_up_proj.to(at::kDouble).t());
  const at::Tensor rounded = reference.gate_up.to(at::kBFloat16).to(at::kDouble).detach().requires_grad_(true);
  const int64_t width = rounded.size(1) / 2;
  const at::AutoGradMode with_grad(true);
  const at::Tensor activated = at::silu(rounded.narrow(1, 0, width)) * rounded.narrow(1, width, width);
  const at::Tensor scale = row_scale.defined() ? row_scale.to(at::kDouble).unsqueeze(1) : at::ones({x.size(0), 1}, at::kDouble);
  const at::Tensor grad_activated = at::mm(grad.to(at::kDouble), down_proj.to(at::kDouble));
  reference.grad_gate_up = torch::autograd::grad({activated}, {rounded}, {grad_activated * scale})[0];
  reference.activated = activated.detach();
  reference.scaled_activated = reference.activated * scale;
  reference.dots = (reference.activated * grad_activated).sum(1);
  return reference;
}

// Relative to the largest element: bf16 rounds once, after a sum whose terms may cancel.
double relative_to_largest(const at::Tensor& x, const at::Tensor& expected) {
  return ((x.to(at::kDouble) - expected).abs().max() / expected.abs().max()).item<double>();
}

TEST_P(Gemm, SwigluBetweenTwoProductsAgreesWithDoublePrecision) {
  at::manual_seed(6);
  struct Case {
    int64_t rows, hidden, width;
    bool scales;
  };
  // 5 rows and width 40 take the way of separate operations, the others that of tiles (where the processor has it).
  for (const Case& c : {Case{97, 64, 96, true}, Case{97, 64, 96, false}, Case{56, 70, 32, true}, Case{5, 64, 96, true}, Case{64, 64, 40, false}}) {
    const at::Tensor x = random_matrix(c.rows, c.hidden, false);
    const at::Tensor gate_up_proj = random_matrix(2 * c.width, c.hidden, false) * 0.2;
    const at::Tensor down_proj = random_matrix(c.hidden, c.width, false) * 0.2;
    const at::Tensor grad = random_matrix(c.rows, c.hidden, false);
    const at::Tensor row_scale = c.scales ? at::rand({c.rows}, at::kFloat) : at::Tensor();
    const SwigluReference reference = swiglu_reference(x, gate_up_proj, grad, down_proj, row_scale);
    const SwigluProduct product = gemm_swiglu(x, gate_up_proj, true);
    EXPECT_LE(relative_to_largest(product.gate_up, reference.gate_up), 1.0 / 256);
    EXPECT_LE(relative_to_largest(product.activated, reference.activated), 2.0 / 256);
    EXPECT_FALSE(gemm_swiglu(x, gate_up_proj, false).gate_up.defined());
    const SwigluGradients back = gemm_swiglu_backward(grad, down_proj, product.gate_up, row_scale, true, true);
    EXPECT_LE(relative_to_largest(back.grad_gate_up, reference.grad_gate_up), 2.0 / 256) << c.rows << " x " << c.width;
    EXPECT_LE(relative_to_largest(back.activated, reference.scaled_activated), 2.0 / 256);
    EXPECT_LE(relative_to_largest(back.dots, reference.dots), 2.0 / 256);
  }
}

}  // namespace
}  // namespace galen
