#include "data/patterns.h"

#include <re2/set.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
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

// Of the class that begins at `at`: where its last bracket stands.
size_t end_of_class(std::string_view expression, size_t at) {
  at += expression[at + 1] == '^' ? 3 : 2;  // a bracket at its front is one of it
  while (at < expression.size() && expression[at] != ']') at += expression[at] == '\\' ? 2 : 1;
  return at;
}

struct AsciiClass {
  std::string inside;
  bool has_more = false;  // than ASCII
  bool is_negated = false;
};

// What stands in a class's brackets, or a class's escape.
AsciiClass ascii_class(std::string_view inside) {
  AsciiClass made;
  made.is_negated = made.has_more = inside.starts_with('^');
  for (size_t at = 0; at < inside.size();) {
    if (inside.substr(at).starts_with("\\p{")) {
      const std::string_view name = inside.substr(at + 3, inside.find('}', at) - at - 3);
      made.inside += name == "Lu" ? "A-Z" : name == "Ll" ? "a-z" : name == "N" ? "0-9" : "A-Za-z";
      made.has_more = true;
      at = inside.find('}', at) + 1;
    } else if (static_cast<unsigned char>(inside[at]) >= 0x80) {  // alone, or a range of such
      made.has_more = true;
      do {
        ++at;
        const bool is_range = at + 1 < inside.size() && inside[at] == '-' && static_cast<unsigned char>(inside[at + 1]) >= 0x80;
        at += is_range ? 1 : 0;
      } while (at < inside.size() && static_cast<unsigned char>(inside[at]) >= 0x80);
    } else {
      const bool is_escape = inside[at] == '\\';
      made.has_more = made.has_more || (is_escape && std::string_view("DSW").find(inside[at + 1]) != std::string_view::npos);
      made.inside += inside.substr(at, is_escape ? 2 : 1);
      at += is_escape ? 2 : 1;
    }
  }
  if (made.is_negated) made.inside += "\\x80-\\xff";
  return made;
}

// `expression` on bytes instead of code points (RE2's Latin-1), any run of bytes beyond ASCII for a letter or sign from there, and without upper bounds of what
// is no negated class. It matches wherever the other does and seldom elsewhere, with half of the instructions: to follow those is what an automaton's
// states take their time for.
std::string loosened(std::string_view expression) {
  static constexpr std::string_view kMoreBytes = "[\\x80-\\xff]+";
  std::string made;
  bool is_open = false;  // what ends at `at` may be repeated without end
  for (size_t at = 0; at < expression.size();) {
    const char c = expression[at];
    size_t end = at + 1;
    if (static_cast<unsigned char>(c) >= 0x80) {
      while (end < expression.size() && (expression[end] & 0xC0) == 0x80) ++end;
      made.append("(?:").append(kMoreBytes).append(")");
      is_open = true;
    } else if (c == '[' || c == '.' || (c == '\\' && std::string_view("pDSW").find(expression[at + 1]) != std::string_view::npos)) {
      if (c == '[') end = end_of_class(expression, at) + 1;
      if (c == '\\') end = expression[at + 1] == 'p' ? expression.find('}', at) + 1 : at + 2;
      const std::string_view inside = c == '[' ? expression.substr(at + 1, end - at - 2) : c == '.' ? "^\\n" : expression.substr(at, end - at);
      const AsciiClass ascii = ascii_class(inside);
      made += ascii.has_more ? "(?:" : "";
      made.append("[").append(ascii.inside).append("]");
      if (ascii.has_more) made.append("|").append(kMoreBytes).append(")");
      is_open = !ascii.is_negated;
    } else if (c == '{' && is_open && expression.find(',', at) < expression.find('}', at)) {
      made.append(expression.substr(at, expression.find(',', at) + 1 - at)).append("}");
      end = expression.find('}', at) + 1;
      is_open = false;
    } else {
      if (c == '\\') end = at + 2;
      made += expression.substr(at, end - at);
      is_open = c == '\\' && expression[at + 1] != 'b';
    }
    at = end;
  }
  return made;
}

// An expression as what stands before its group, in it and behind it; these are empty if it can't be cut there.
struct CutExpression {
  bool has_group = false;
  std::string before, group, behind;
};

CutExpression cut_at_its_group(std::string_view expression) {
  const std::string flag = expression.starts_with("(?i)") ? "(?i)" : "";
  CutExpression cut;
  bool can_be_cut = true;
  int depth = 0;
  size_t begin = 0;
  size_t end = 0;
  for (size_t at = flag.size(); at < expression.size(); ++at) {
    const char c = expression[at];
    if (c == '\\') {
      ++at;
    } else if (c == '[') {
      at = end_of_class(expression, at);
    } else if (c == '(' && expression[at + 1] != '?') {
      can_be_cut = can_be_cut && depth == 0 && !cut.has_group;
      cut.has_group = true;
      begin = at + 1;
      ++depth;
    } else if (c == '(') {
      can_be_cut = can_be_cut && !expression.substr(at).starts_with("(?i)");
      ++depth;
    } else if (c == ')') {
      if (--depth == 0 && cut.has_group && end == 0) end = at;
    } else if (c == '|') {
      can_be_cut = can_be_cut && depth > 0;
    }
  }
  const bool is_repeated = end + 1 < expression.size() && std::string_view("?*+{").find(expression[end + 1]) != std::string_view::npos;
  if (!cut.has_group || !can_be_cut || is_repeated) return cut;
  const auto part = [&](size_t from, size_t to) { return from == to ? "" : flag + std::string(expression.substr(from, to - from)); };
  cut.before = part(flag.size(), begin - 1);
  cut.group = part(begin, end);
  cut.behind = part(end + 1, expression.size());
  return cut;
}

// Patterns with an automaton of their own, by what they can begin with. Those that begin with almost any word are apart: their automaton has to remember
// much of a name, and together with others' alternatives that would be many times as many states.
enum LeadGroup : size_t { kTextStart, kLine, kSign, kDigits, kSmall, kCapital, kAnySmall, kAnyCapital };

std::vector<LeadGroup> groups_of(const PatternLeads& leads) {
  constexpr size_t kManyPairs = 300;  // of letters; a list of words has fewer
  const bool is_any = leads.letter_pairs() >= kManyPairs;
  std::array<bool, 8> in = {};
  in[kTextStart] = leads.at_text_start;
  const LeadSymbols symbols = leads.first_symbols();
  for (size_t symbol = 0; symbol < kLeadSymbols; ++symbol) {
    if (!symbols[symbol]) continue;
    const int byte = static_cast<int>(symbol);
    if (std::islower(byte) != 0) {
      in[is_any ? kAnySmall : kSmall] = true;
    } else if (std::isupper(byte) != 0) {
      in[is_any ? kAnyCapital : kCapital] = true;
    } else if (std::isdigit(byte) != 0) {
      in[kDigits] = true;
    } else {
      in[byte == '\n' ? kLine : kSign] = true;
      if (byte >= 0x80) in[is_any ? kAnyCapital : kCapital] = true;  // a letter, perhaps
    }
  }
  std::vector<LeadGroup> groups;
  for (size_t group = 0; group < in.size(); ++group) {
    if (in[group]) groups.push_back(static_cast<LeadGroup>(group));
  }
  return groups;
}

}  // namespace

// An expression that is compiled when it is first needed.
class LateExpression {
 public:
  LateExpression(std::string expression, const re2::RE2::Options& options) : expression_(std::move(expression)), options_(options) {}
  const re2::RE2& get() const {
    std::call_once(once_, [&] { compiled_ = std::make_unique<re2::RE2>(expression_, options_); });
    if (!compiled_->ok()) throw Error("a pattern of de-identification is malformed: " + compiled_->error(), expression_);
    return *compiled_;
  }

 private:
  std::string expression_;
  re2::RE2::Options options_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

struct PatternSet::Compiled {
  Pattern pattern;
  std::unique_ptr<LateExpression> expression;
  size_t list = 0;
  bool has_group = false;
  // Where the expression can be cut at its group. To find a group, RE2 follows all threads of an expression, which takes it twenty times as long as to find
  // where a match ends; but what stands before the group matches first as it would alone, and if the group and the rest match from where that ends, this is
  // the match.
  std::shared_ptr<LateExpression> before, group, behind;  // null where nothing stands

  // From there on. groups: the match, its group.
  bool match(const re2::StringPiece& text, size_t place, re2::StringPiece* groups) const {
    if (group != nullptr) {
      const size_t begin = end_of(before, text, place);
      const size_t end = end_of(group, text, begin);
      const size_t last = end_of(behind, text, end);
      if (last != std::string_view::npos) {
        groups[0] = text.substr(place, last - place);
        groups[1] = text.substr(begin, end - begin);
        return true;
      }
    }
    return expression->get().Match(text, place, text.size(), re2::RE2::ANCHOR_START, groups, has_group ? 2 : 1);
  }

 private:
  // Where a part's match from `place` on ends; npos if there is none, or no place.
  static size_t end_of(const std::shared_ptr<LateExpression>& part, const re2::StringPiece& text, size_t place) {
    if (part == nullptr || place == std::string_view::npos) return place;
    re2::StringPiece matched;
    if (!part->get().Match(text, place, text.size(), re2::RE2::ANCHOR_START, &matched, 1)) return std::string_view::npos;
    return place + matched.size();
  }
};

struct PatternSet::Group {
  explicit Group(const re2::RE2::Options& options) : matching(options, re2::RE2::ANCHOR_START) {}
  re2::RE2::Set matching;
  std::vector<size_t> patterns;  // of compiled_, by the set's numbers
  LeadTable leads;
};

PatternSet::~PatternSet() = default;

PatternSet::PatternSet(const std::vector<std::vector<Pattern>>& lists) : lists_(lists.size()) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(int64_t{64} << 20);  // the automaton's; what doesn't fit is matched slowly, not wrongly
  re2::RE2::Options group_options = options;
  group_options.set_max_mem(int64_t{512} << 20);
  group_options.set_encoding(re2::RE2::Options::EncodingLatin1);
  std::deque<PatternLeads> leads;
  std::array<std::vector<const PatternLeads*>, 8> leads_of_group;
  std::map<std::string, std::shared_ptr<LateExpression>> known;  // many groups are alike
  const auto late = [&](const std::string& expression) {
    std::shared_ptr<LateExpression>& one = known[expression];
    if (one == nullptr && !expression.empty()) one = std::make_shared<LateExpression>(expression, options);
    return one;
  };
  for (size_t list = 0; list < lists.size(); ++list) {
    for (const Pattern& pattern : lists[list]) {
      const std::string expression = with_short_classes(pattern.expression);
      const CutExpression cut = cut_at_its_group(expression);
      compiled_.push_back(
          {pattern, std::make_unique<LateExpression>(expression, options), list, cut.has_group, late(cut.before), late(cut.group), late(cut.behind)});
      if (pattern.anchor != nullptr) continue;
      leads.push_back(leads_of(pattern.expression));
      for (const LeadGroup group : groups_of(leads.back())) {
        if (groups_[group] == nullptr) groups_[group] = std::make_unique<Group>(group_options);
        std::string error;
        if (groups_[group]->matching.Add(loosened(pattern.expression), &error) < 0)
          throw Error("a pattern of de-identification is malformed: " + error, pattern.rule);
        groups_[group]->patterns.push_back(compiled_.size() - 1);
        leads_of_group[group].push_back(&leads.back());
      }
    }
  }
  for (size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i] == nullptr) continue;
    if (!groups_[i]->matching.Compile()) throw Error("the patterns of de-identification are too large for one automaton");
    if (i != kTextStart) groups_[i]->leads = LeadTable(leads_of_group[i]);
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
  const Pattern& pattern = compiled.pattern;
  const int wanted = compiled.has_group ? 2 : 1;
  re2::StringPiece groups[2];
  size_t at = 0;
  size_t anchor = pattern.anchor(text, 0);
  while (anchor != std::string_view::npos) {
    size_t begin = std::max(at, anchor < kBefore ? 0 : anchor - kBefore);
    const size_t end = std::min(text.size(), anchor + kBehind);
    bool matches = false;
    if (pattern.front == nullptr) {
      matches = compiled.expression->get().Match(whole, begin, end, re2::RE2::UNANCHORED, groups, wanted);
    } else {
      size_t front = anchor;
      while (front > begin && pattern.front(text[front - 1])) --front;
      for (begin = front; begin <= anchor && !matches; ++begin) {
        matches = stands_alone(text, begin, text.size()) && compiled.expression->get().Match(whole, begin, end, re2::RE2::ANCHOR_START, groups, wanted);
      }
    }
    if (matches) {
      at = std::max(take(compiled, text, groups, found), begin + 1);
      anchor = pattern.anchor(text, std::max(at, anchor + 1));
    } else {
      anchor = pattern.anchor(text, anchor + 1);
    }
  }
}

std::vector<std::vector<Identifier>> PatternSet::find(std::string_view text, const std::vector<Word>& words) const {
  const re2::StringPiece whole(text.data(), text.size());
  std::vector<std::vector<Identifier>> found(lists_);
  std::vector<size_t> resume(compiled_.size(), 0);  // behind a pattern's last match
  std::vector<int> matching;
  std::vector<size_t> patterns;  // that match from a place
  const auto ask = [&](size_t place, LeadGroup which) {
    const Group* group = groups_[which].get();
    if (group == nullptr || !group->leads.may_begin(text.substr(place)) || !group->matching.Match(whole.substr(place), &matching)) return;
    for (const int number : matching) patterns.push_back(group->patterns[static_cast<size_t>(number)]);
  };
  const auto take_matches = [&](size_t place) {
    if (patterns.empty()) return;
    std::sort(patterns.begin(), patterns.end());
    for (const size_t pattern : patterns) {
      const Compiled& compiled = compiled_[pattern];
      re2::StringPiece groups[2];
      if (place < resume[pattern] || !compiled.match(whole, place, groups)) continue;
      resume[pattern] = std::max(take(compiled, text, groups, &found[compiled.list]), place + 1);
    }
    patterns.clear();
  };
  ask(0, kTextStart);
  size_t at = 0;
  for (size_t i = 0; i <= words.size(); ++i) {
    for (const size_t end = i < words.size() ? words[i].begin : text.size(); at < end; ++at) {
      ask(at, text[at] == '\n' ? kLine : kSign);
      take_matches(at);
    }
    if (i == words.size()) break;
    at = words[i].begin;
    if (words[i].letters == Letters::digits) {
      ask(at, kDigits);
    } else if (std::islower(static_cast<unsigned char>(text[at])) != 0) {
      ask(at, kSmall);
      ask(at, kAnySmall);
    } else {
      ask(at, kCapital);
      ask(at, kAnyCapital);
    }
    take_matches(at);
    at = words[i].end;
  }
  for (const Compiled& compiled : compiled_) {
    if (compiled.pattern.anchor != nullptr) find_by_anchor(compiled, text, &found[compiled.list]);
  }
  return found;
}

}  // namespace galen
