// Tests that run with the product kernels of each kind of processor (model/gemm_kernel.h), as far as this one can run them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/gemm_kernel.h"

namespace galen::testing {

class WithRegisterTiles : public ::testing::TestWithParam<vec::RegisterTiles> {
 protected:
  void SetUp() override {
    if (!vec::can_use(GetParam())) GTEST_SKIP() << "this processor lacks the instructions";
    vec::use_register_tiles(GetParam());
  }
  void TearDown() override { vec::use_register_tiles(best_); }

 private:
  vec::RegisterTiles best_ = vec::register_tiles();
};

// All that this processor can run.
inline auto all_register_tiles() {
  using enum vec::RegisterTiles;
  std::vector<vec::RegisterTiles> usable;
  for (const vec::RegisterTiles tiles : {kNone, kPortable, kAvx2, kAvx512Bf16, kAmx}) {
    if (vec::can_use(tiles)) usable.push_back(tiles);
  }
  return ::testing::ValuesIn(usable);
}

inline std::string name_of_register_tiles(const ::testing::TestParamInfo<vec::RegisterTiles>& info) {
  switch (info.param) {
    case vec::RegisterTiles::kNone:
      return "None";
    case vec::RegisterTiles::kPortable:
      return "Portable";
    case vec::RegisterTiles::kAvx2:
      return "Avx2";
    case vec::RegisterTiles::kAvx512Bf16:
      return "Avx512Bf16";
    case vec::RegisterTiles::kAmx:
      return "Amx";
  }
  return "";
}

}  // namespace galen::testing
