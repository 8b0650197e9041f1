#include "data/patterns.h"

#include <re2/set.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <string>

#include "core/error.h"
#include "data/pattern_leads.h"

namespace galen {
namespace {

// How far around an anchor is searched.
constexpr size_t kBefore = 340;
constexpr size_t kBehind = 640;

// `expression` with shorter classes of letters: Latin, Greek and Cyrillic ones, in which a letter that has two cases beside each other (Ā, ā) counts for both.
// All of Unicode's make automata of tens of thousands of instructions, and every state of theirs is slow to build.
std::string with_short_classes(std::string_view expression) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kClasses = {{
      {"\\p{Lu}", "A-ZÀ-ÖØ-ÞĀ-žΑ-ΩЀ-ЯḀ-ỿ"},
      {"\\p{Ll}", "a-zß-öø-ÿĀ-žα-ωа-џḀ-ỿ"},
      {"\\p{L}", "A-Za-zÀ-ÖØ-öø-žΑ-ωЀ-ӿḀ-ỿ"},
  }};
  std::string made;
  bool in_class = false;
  for (size_t at = 0; at < expression.size();) {
    const auto letters = std::find_if(kClasses.begin(), kClasses.end(), [&](const auto& one) { return expression.substr(at).starts_with(one.first); });
    if (letters != kClasses.end()) {
      made.append(in_class ? "" : "[").append(letters->second).append(in_class ? "" : "]");
      at += letters->first.size();
      continue;
    }
    if (expression[at] == '\\')
      made += expression[at++];
    else if (expression[at] == '[')
      in_class = true;
    else if (expression[at] == ']')
      in_class = false;
    if (at < expression.size()) made += expression[at++];
  }
  return made;
}

enum LeadGroup : size_t { kSmallLed, kCapitalLed, kDigitLed, kLineLed, kSignLed };

// By LeadGroup: where matches of `expression` can begin.
std::array<bool, 5> beginnings_of(std::string_view expression) {
  const std::optional<PatternLeads> leads = leads_of(expression);
  if (!leads) return {true, true, true, false, true};  // anywhere but inside a word
  std::array<bool, 5> begins = {leads->small, leads->capital, leads->digit, leads->line, false};
  for (const PatternLeads::Literal& literal : leads->literals) {
    const bool is_small = std::islower(static_cast<unsigned char>(literal.text[0])) != 0;
    begins[kSmallLed] = begins[kSmallLed] || literal.any_case || is_small;
    begins[kCapitalLed] = begins[kCapitalLed] || literal.any_case || !is_small;
  }
  return begins;
}

}  // namespace

struct PatternSet::Compiled {
  Pattern pattern;
  std::unique_ptr<re2::RE2> expression;
  size_t list = 0;
  bool has_group = false;
};

struct PatternSet::Group {
  explicit Group(const re2::RE2::Options& options) : matching(options, re2::RE2::ANCHOR_START) {}
  re2::RE2::Set matching;
  std::vector<size_t> patterns;  // of compiled_, by the set's numbers
};

PatternSet::~PatternSet() = default;

PatternSet::PatternSet(const std::vector<std::vector<Pattern>>& lists) : lists_(lists.size()) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(int64_t{64} << 20);  // the automaton's; what doesn't fit is matched slowly, not wrongly
  re2::RE2::Options group_options = options;
  group_options.set_max_mem(int64_t{512} << 20);
  for (size_t list = 0; list < lists.size(); ++list) {
    for (const Pattern& pattern : lists[list]) {
      const std::string expression = with_short_classes(pattern.expression);
      compiled_.push_back({pattern, std::make_unique<re2::RE2>(expression, options), list});
      Compiled& compiled = compiled_.back();
      if (!compiled.expression->ok()) throw Error("a pattern of de-identification is malformed: " + compiled.expression->error(), pattern.rule);
      compiled.has_group = compiled.expression->NumberOfCapturingGroups() > 0;
      if (pattern.anchor != nullptr) continue;
      const std::array<bool, 5> begins = beginnings_of(pattern.expression);
      for (size_t group = 0; group < begins.size(); ++group) {
        if (!begins[group]) continue;
        if (groups_[group] == nullptr) groups_[group] = std::make_unique<Group>(group_options);
        groups_[group]->matching.Add(expression, nullptr);
        groups_[group]->patterns.push_back(compiled_.size() - 1);
      }
    }
  }
  for (const auto& group : groups_) {
    if (group != nullptr && !group->matching.Compile()) throw Error("the patterns of de-identification are too large for one automaton");
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

size_t PatternSet::take(const Compiled& compiled, std::string_view text, const re2::StringPiece* groups, std::vector<Identifier>* found) {
  const Pattern& pattern = compiled.pattern;
  const re2::StringPiece& match = compiled.has_group && groups[1].data() != nullptr ? groups[1] : groups[0];
  const auto begin = static_cast<size_t>(match.data() - text.data());
  const size_t end = begin + match.size();
  const bool is_accepted =
      end > begin && (!pattern.alone || stands_alone(text, begin, end)) && (pattern.accepts == nullptr || pattern.accepts(text.substr(begin, end - begin)));
  if (is_accepted) found->push_back({begin, end, pattern.kind, pattern.rule});
  return static_cast<size_t>(groups[0].data() - text.data()) + groups[0].size();
}

void PatternSet::find_by_anchor(const Compiled& compiled, std::string_view text, std::vector<Identifier>* found) {
  const re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece groups[2];
  size_t at = 0;
  size_t anchor = compiled.pattern.anchor(text, 0);
  while (anchor != std::string_view::npos) {
    const size_t begin = std::max(at, anchor < kBefore ? 0 : anchor - kBefore);
    const size_t end = std::min(text.size(), anchor + kBehind);
    if (compiled.expression->Match(whole, begin, end, re2::RE2::UNANCHORED, groups, compiled.has_group ? 2 : 1)) {
      at = std::max(take(compiled, text, groups, found), begin + 1);
      anchor = compiled.pattern.anchor(text, std::max(at, anchor + 1));
    } else {
      anchor = compiled.pattern.anchor(text, anchor + 1);
    }
  }
}

std::vector<std::vector<Identifier>> PatternSet::find(std::string_view text, const std::vector<Word>& words) const {
  const re2::StringPiece whole(text.data(), text.size());
  std::vector<std::vector<Identifier>> found(lists_);
  std::vector<size_t> resume(compiled_.size(), 0);  // behind a pattern's last match
  std::vector<int> matching;
  const auto try_at = [&](size_t place, LeadGroup which) {
    const Group* group = groups_[which].get();
    if (group == nullptr || !group->matching.Match(whole.substr(place), &matching)) return;
    for (const int number : matching) {
      const size_t pattern = group->patterns[static_cast<size_t>(number)];
      const Compiled& compiled = compiled_[pattern];
      re2::StringPiece groups[2];
      if (place < resume[pattern] || !compiled.expression->Match(whole, place, text.size(), re2::RE2::ANCHOR_START, groups, compiled.has_group ? 2 : 1))
        continue;
      resume[pattern] = std::max(take(compiled, text, groups, &found[compiled.list]), place + 1);
    }
  };
  try_at(0, kLineLed);
  size_t at = 0;
  for (size_t i = 0; i <= words.size(); ++i) {
    for (const size_t end = i < words.size() ? words[i].begin : text.size(); at < end; ++at) {
      if (text[at] == '\n') try_at(at, kLineLed);
      try_at(at, kSignLed);
    }
    if (i == words.size()) break;
    const auto first = static_cast<unsigned char>(text[words[i].begin]);
    try_at(words[i].begin, words[i].letters == Letters::digits ? kDigitLed : std::islower(first) != 0 ? kSmallLed : kCapitalLed);
    at = words[i].end;
  }
  for (const Compiled& compiled : compiled_) {
    if (compiled.pattern.anchor != nullptr) find_by_anchor(compiled, text, &found[compiled.list]);
  }
  return found;
}

}  // namespace galen
