#include "core/error.h"

namespace galen {
namespace {

std::string join(const std::string& what_happened, const std::string& where, const std::string& hint) {
  std::string text;
  if (!where.empty()) text += where + ": ";
  text += what_happened;
  if (!hint.empty()) text += "; " + hint;
  return text;
}

}  // namespace

Error::Error(std::string what_happened, std::string where, std::string hint)
    : std::runtime_error(join(what_happened, where, hint)), what_happened_(std::move(what_happened)), where_(std::move(where)), hint_(std::move(hint)) {}

}  // namespace galen
