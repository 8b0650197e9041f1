#include "data/patterns.h"

#include <algorithm>
#include <cctype>
#include <memory>

#include "core/error.h"

namespace galen {
namespace {

// How far around an anchor is searched.
constexpr size_t kBefore = 340;
constexpr size_t kBehind = 640;

}  // namespace

struct PatternSet::Compiled {
  Pattern pattern;
  std::unique_ptr<re2::RE2> expression;
};

PatternSet::~PatternSet() = default;

PatternSet::PatternSet(const std::vector<Pattern>& patterns) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(int64_t{64} << 20);  // the automaton's; what doesn't fit is matched slowly, not wrongly
  for (const Pattern& pattern : patterns) {
    compiled_.push_back({pattern, std::make_unique<re2::RE2>(pattern.expression, options)});
    if (!compiled_.back().expression->ok()) throw Error("a pattern of de-identification is malformed: " + compiled_.back().expression->error(), pattern.rule);
  }
}

bool stands_alone(std::string_view text, size_t begin, size_t end) {
  const auto is_part = [&](size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return std::isalnum(byte) != 0 || byte == '_';
  };
  return (begin == 0 || !is_part(begin - 1)) && (end >= text.size() || !is_part(end));
}

size_t count_digits(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

void PatternSet::find(std::string_view text, std::vector<Identifier>* found) const {
  const re2::StringPiece whole(text.data(), text.size());
  for (const Compiled& compiled : compiled_) {
    const re2::RE2& expression = *compiled.expression;
    const bool has_group = expression.NumberOfCapturingGroups() > 0;
    re2::StringPiece groups[2];
    size_t at = 0;
    size_t end_of_search = text.size();
    const auto next = [&] {
      for (size_t from = at;;) {
        size_t begin = at;
        size_t anchor = 0;
        if (compiled.pattern.anchor != nullptr) {
          anchor = compiled.pattern.anchor(text, from);
          if (anchor == std::string_view::npos) return false;
          begin = std::max(at, anchor < kBefore ? 0 : anchor - kBefore);
          end_of_search = std::min(text.size(), anchor + kBehind);
        }
        if (begin > text.size()) return false;
        if (expression.Match(whole, begin, end_of_search, re2::RE2::UNANCHORED, groups, has_group ? 2 : 1)) return true;
        if (compiled.pattern.anchor == nullptr) return false;
        from = anchor + 1;
      }
    };
    while (next()) {
      const re2::StringPiece& match = has_group && groups[1].data() != nullptr ? groups[1] : groups[0];
      const auto begin = static_cast<size_t>(match.data() - text.data());
      const size_t end = begin + match.size();
      const auto match_end = static_cast<size_t>(groups[0].data() - text.data()) + groups[0].size();
      at = std::max(match_end, at + 1);
      if (end == begin) continue;
      const Pattern& pattern = compiled.pattern;
      if (pattern.alone && !stands_alone(text, begin, end)) continue;
      if (pattern.accepts != nullptr && !pattern.accepts(text.substr(begin, end - begin))) continue;
      found->push_back({begin, end, pattern.kind, pattern.rule});
    }
  }
}

}  // namespace galen
