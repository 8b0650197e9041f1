// Asks a Python script of this folder: JSON in, JSON out.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "core/file.h"
#include "core/json.h"
#include "tests/support.h"

namespace galen::testing {

// Nothing where the judges' interpreter or one of `modules` is missing.
inline std::optional<Json> ask_python(const std::string& script, const Json& request, const std::filesystem::path& folder, const std::string& modules) {
  const std::filesystem::path python = std::filesystem::path(GALEN_SOURCE_DIR) / ".venv-judges/bin/python";
  if (!std::filesystem::exists(python)) return std::nullopt;
  const std::string log = (folder / "log").string();
  if (std::system(("'" + python.string() + "' -c 'import " + modules + "' 2>'" + log + "'").c_str()) != 0) return std::nullopt;
  write_text(folder / "in.json", request.dump());
  const std::string command = "'" + python.string() + "' '" + GALEN_SOURCE_DIR + "/tests/parity/" + script + "' '" + (folder / "in.json").string() + "' '" +
                              (folder / "out.json").string() + "' >'" + log + "' 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error(read_file(log));
  return parse_json(read_file(folder / "out.json"), "the judge's answer");
}

}  // namespace galen::testing
