// Runs a Python judge of the parity tests and reads its verdict.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/json.h"
#include "tests/support.h"

namespace galen::testing {

constexpr const char* kNoJudge = "no .venv-judges: run scripts/test.sh without --no-judges";

inline bool has_judge() {
  return std::filesystem::exists(std::filesystem::path(GALEN_SOURCE_DIR) / ".venv-judges/bin/python");
}

// tests/parity/SCRIPT.py ARGUMENTS… FOLDER/verdict.json; throws with the script's own words if it fails.
inline Json ask_judge(const std::string& script, const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  const auto quote = [](const std::string& text) { return " '" + text + "'"; };
  const std::string root = GALEN_SOURCE_DIR;
  std::string command =
      "TRANSFORMERS_VERBOSITY=error HF_HUB_OFFLINE=1" + quote(root + "/.venv-judges/bin/python") + quote(root + "/tests/parity/" + script + ".py");
  for (const std::string& argument : arguments) command += quote(argument);
  command += quote((folder / "verdict.json").string()) + " >" + quote((folder / "judge.log").string()) + " 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error(read_file(folder / "judge.log"));
  return read_json(folder / "verdict.json", uint64_t{1} << 30);
}

}  // namespace galen::testing
