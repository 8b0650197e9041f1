#include "data/pattern_leads.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>

#include "core/error.h"

namespace galen {
namespace {

constexpr size_t kBeyondAscii = kLeadSymbols - 1;
constexpr size_t kUnlimited = 1000;

LeadSymbols symbols_where(bool (*holds)(int)) {
  LeadSymbols symbols;
  for (int c = 0; c < 0x80; ++c) symbols[static_cast<size_t>(c)] = holds(c);
  return symbols;
}

LeadSymbols of_letter_class(char letter) {
  const auto spaces = [](int c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); };
  switch (std::tolower(static_cast<unsigned char>(letter))) {
    case 'd':
      return symbols_where([](int c) { return std::isdigit(c) != 0; });
    case 's':
      return symbols_where(spaces);
    default:
      return symbols_where([](int c) { return std::isalnum(c) != 0 || c == '_'; });
  }
}

// Letters of both cases for those of one; k and s have relatives beyond ASCII.
LeadSymbols of_any_case(LeadSymbols symbols) {
  for (size_t c = 'a'; c <= 'z'; ++c) symbols[c] = symbols[c - 32] = symbols[c] || symbols[c - 32];
  if (symbols['k'] || symbols['s']) symbols[kBeyondAscii] = true;
  return symbols;
}

// What part of an expression begins and ends with, as positions.
struct Part {
  std::vector<uint32_t> first;
  std::vector<uint32_t> last;
  bool may_be_empty = false;
  size_t shortest = 0;  // bytes

  static Part nothing() {
    Part part;
    part.may_be_empty = true;
    return part;
  }
};

void append(std::vector<uint32_t>* to, const std::vector<uint32_t>& from) {
  to->insert(to->end(), from.begin(), from.end());
}

// Reads an expression from left to right into positions (V. M. Glushkov's construction).
class LeadReader {
 public:
  LeadReader(std::string_view expression, PatternLeads* leads) : text_(expression), leads_(leads) {}

  void read() {
    const Part whole = read_choice(false);
    if (at_ < text_.size()) fail();
    leads_->first = whole.first;
    for (const uint32_t position : whole.last) leads_->positions[position].may_end = true;
    if (whole.may_be_empty) throw Error("a pattern of de-identification matches nothing at all", std::string(text_));
  }

 private:
  [[noreturn]] void fail() const {
    throw Error("a pattern of de-identification holds what data/pattern_leads.cpp can't read", std::string(text_.substr(0, at_)) + " <- here");
  }
  bool take(std::string_view next) {
    if (!text_.substr(at_).starts_with(next)) return false;
    at_ += next.size();
    return true;
  }

  Part read_choice(bool any_case) {
    Part all = read_sequence(any_case);
    while (take("|")) {
      const Part one = read_sequence(any_case_);
      append(&all.first, one.first);
      append(&all.last, one.last);
      all.may_be_empty = all.may_be_empty || one.may_be_empty;
      all.shortest = std::min(all.shortest, one.shortest);
    }
    return all;
  }

  Part read_sequence(bool any_case) {
    any_case_ = any_case;
    Part all = Part::nothing();
    while (at_ < text_.size() && text_[at_] != '|' && text_[at_] != ')') {
      if (take("(?i)")) {
        any_case_ = true;
        continue;
      }
      add(&all, read_repeated());
    }
    return all;
  }

  void add(Part* all, const Part& next) {
    if (all->shortest >= kLeadDepth) {  // what follows isn't looked at
      for (const uint32_t position : all->last) leads_->positions[position].may_end = true;
      return;
    }
    for (const uint32_t position : all->last) append(&leads_->positions[position].next, next.first);
    if (all->may_be_empty) append(&all->first, next.first);
    if (next.may_be_empty) {
      append(&all->last, next.last);
    } else {
      all->last = next.last;
    }
    all->may_be_empty = all->may_be_empty && next.may_be_empty;
    all->shortest = std::min(kUnlimited, all->shortest + next.shortest);
  }

  Part read_repeated() {
    const size_t begin = at_;
    const bool any_case = any_case_;
    Part one = read_element();
    size_t least = 1;
    size_t most = 1;
    if (take("?")) {
      least = 0;
    } else if (take("*")) {
      least = 0;
      most = kUnlimited;
    } else if (take("+")) {
      most = kUnlimited;
    } else if (at_ + 1 < text_.size() && text_[at_] == '{' && std::isdigit(static_cast<unsigned char>(text_[at_ + 1])) != 0) {
      ++at_;
      least = read_number();
      most = least;
      if (take(",")) most = text_[at_] == '}' ? kUnlimited : read_number();
      if (!take("}")) fail();
    }
    take("?");  // as few as possible
    const size_t end = at_;
    const auto again = [&] {
      at_ = begin;
      any_case_ = any_case;
      Part part = read_element();
      at_ = end;
      return part;
    };
    Part all = Part::nothing();
    for (size_t i = 0; i < std::min(least, kLeadDepth); ++i) add(&all, i == 0 ? one : again());
    if (most <= least) return all;
    Part rest = least == 0 ? one : again();
    if (most > least + 1) {
      for (const uint32_t position : rest.last) append(&leads_->positions[position].next, rest.first);
    }
    rest.may_be_empty = true;
    rest.shortest = 0;
    add(&all, rest);
    return all;
  }

  size_t read_number() {
    size_t number = 0;
    while (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) number = 10 * number + static_cast<size_t>(text_[at_++] - '0');
    return number;
  }

  Part read_element() {
    const char c = text_[at_];
    if (c == '(') return read_group();
    if (c == '[') return one_of(read_class());
    if (take("^")) {
      leads_->at_text_start = true;
      return {};  // no match anywhere else
    }
    if (take("$") || take("\\b") || take("\\B")) return Part::nothing();
    if (take(".")) return one_of(~LeadSymbols());
    if (c == '\\') return one_of(of_case(read_escape()));
    if (static_cast<unsigned char>(c) >= 0x80) {  // all bytes of the code point at once
      while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80 && (at_ + 1 >= text_.size() || (text_[at_ + 1] & 0xC0) == 0x80)) ++at_;
      ++at_;
      return one_of(LeadSymbols().set(kBeyondAscii));
    }
    ++at_;
    return one_of(of_case(LeadSymbols().set(static_cast<size_t>(c))));
  }

  LeadSymbols of_case(const LeadSymbols& symbols) const { return any_case_ ? of_any_case(symbols) : symbols; }

  Part read_group() {
    ++at_;
    bool any_case = any_case_;
    const bool outside = any_case_;
    if (take("?i:")) {
      any_case = true;
    } else if (take("?-i:")) {
      any_case = false;
    } else if (!take("?:") && text_[at_] == '?') {
      fail();
    }
    Part inside = read_choice(any_case);
    if (!take(")")) fail();
    any_case_ = outside;
    return inside;
  }

  // \d, \., \n, \p{Lu}
  LeadSymbols read_escape() {
    ++at_;
    if (take("p{")) {
      const bool small = take("Ll}");
      const bool capital = !small && take("Lu}");
      const bool digit = !small && !capital && take("N}");
      if (!small && !capital && !digit && !take("L}")) fail();
      LeadSymbols symbols = small     ? symbols_where([](int c) { return std::islower(c) != 0; })
                            : capital ? symbols_where([](int c) { return std::isupper(c) != 0; })
                            : digit   ? of_letter_class('d')
                                      : symbols_where([](int c) { return std::isalpha(c) != 0; });
      return symbols.set(kBeyondAscii);
    }
    const char c = text_[at_];
    if (c == 'd' || c == 's' || c == 'w' || c == 'D' || c == 'S' || c == 'W') {
      ++at_;
      return std::islower(static_cast<unsigned char>(c)) != 0 ? of_letter_class(c) : ~of_letter_class(c);
    }
    if (c == 'n' || c == 't' || c == 'r') {
      ++at_;
      return LeadSymbols().set(c == 'n' ? '\n' : c == 't' ? '\t' : '\r');
    }
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80) fail();
    ++at_;
    return LeadSymbols().set(static_cast<size_t>(c));
  }

  LeadSymbols read_class() {
    ++at_;
    const bool negated = take("^");
    LeadSymbols symbols;
    bool is_first = true;
    for (; at_ < text_.size() && (text_[at_] != ']' || is_first); is_first = false) {
      if (text_[at_] == '\\') {
        symbols |= read_escape();
        continue;
      }
      const size_t from = lead_symbol(text_[at_++]);
      size_t to = from;
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        ++at_;
        to = lead_symbol(text_[at_++]);
      }
      for (size_t symbol = from; symbol <= to; ++symbol) symbols.set(symbol);
    }
    if (!take("]")) fail();
    symbols = of_case(symbols);
    return negated ? (~symbols).set(kBeyondAscii) : symbols;
  }

  // A position; one beyond ASCII may go on.
  Part one_of(const LeadSymbols& symbols) {
    const auto position = static_cast<uint32_t>(leads_->positions.size());
    leads_->positions.push_back({symbols, {}, false});
    Part part{{position}, {position}, false, 1};
    if (!symbols[kBeyondAscii]) return part;
    leads_->positions.push_back({LeadSymbols().set(kBeyondAscii), {position + 1}, false});
    leads_->positions[position].next.push_back(position + 1);
    part.last.push_back(position + 1);
    return part;
  }

  std::string_view text_;
  PatternLeads* leads_;
  size_t at_ = 0;
  bool any_case_ = false;
};

}  // namespace

PatternLeads leads_of(std::string_view expression) {
  PatternLeads leads;
  LeadReader(expression, &leads).read();
  return leads;
}

LeadSymbols PatternLeads::first_symbols() const {
  LeadSymbols all;
  for (const uint32_t position : first) all |= positions[position].symbols;
  return all;
}

size_t PatternLeads::letter_pairs() const {
  const auto letters = symbols_where([](int c) { return std::isalpha(c) != 0; });
  std::array<LeadSymbols, kLeadSymbols> second;
  for (const uint32_t position : first) {
    LeadSymbols behind;
    for (const uint32_t next : positions[position].next) behind |= positions[next].symbols;
    for (size_t symbol = 0; symbol < kLeadSymbols; ++symbol) {
      if (positions[position].symbols[symbol]) second[symbol] |= behind;
    }
  }
  size_t pairs = 0;
  for (size_t symbol = 0; symbol < kLeadSymbols; ++symbol) pairs += letters[symbol] ? (second[symbol] & letters).count() : 0;
  return pairs;
}

// Rows by the positions that the next byte may be of, one number for equal rows.
class LeadTable::Maker {
 public:
  Maker(const std::vector<const PatternLeads*>& patterns, LeadTable* table) : table_(table) {
    table_->rows_.emplace_back();  // the first byte's
    for (const PatternLeads* pattern : patterns) {
      const auto base = static_cast<uint32_t>(positions_.size());
      for (const PatternLeads::Position& position : pattern->positions) {
        positions_.push_back(position);
        for (uint32_t& next : positions_.back().next) next += base;
      }
      for (const uint32_t position : pattern->first) first_.push_back(base + position);
    }
  }

  void make() { table_->rows_[0] = row(first_, 1); }

 private:
  using Position = PatternLeads::Position;

  // Of the positions that the `depth`th byte may be of.
  Row row(const std::vector<uint32_t>& positions, size_t depth) {
    Row made;
    made.fill(kNever);
    if (depth == kLeadDepth) {
      LeadSymbols any;
      for (const uint32_t position : positions) any |= positions_[position].symbols;
      for (size_t symbol = 0; symbol < kLeadSymbols; ++symbol) {
        if (any[symbol]) made[symbol] = kAlways;
      }
      return made;
    }
    std::array<std::vector<uint32_t>, kLeadSymbols> of_symbol;
    for (const uint32_t position : positions) {
      for (size_t symbol = 0; symbol < kLeadSymbols; ++symbol) {
        if (positions_[position].symbols[symbol]) of_symbol[symbol].push_back(position);
      }
    }
    std::map<std::vector<uint32_t>, uint16_t> known;
    for (size_t symbol = 0; symbol < kLeadSymbols; ++symbol) {
      if (of_symbol[symbol].empty()) continue;
      const auto [at, is_new] = known.try_emplace(of_symbol[symbol], kNever);
      if (is_new) at->second = behind(at->first, depth);
      made[symbol] = at->second;
    }
    return made;
  }

  // Where the table goes on from a byte that is of each of these positions.
  uint16_t behind(const std::vector<uint32_t>& positions, size_t depth) {
    std::vector<uint32_t> next;
    for (const uint32_t position : positions) {
      if (positions_[position].may_end) return kAlways;
      append(&next, positions_[position].next);
    }
    return number_of(std::move(next), depth + 1);
  }

  uint16_t number_of(std::vector<uint32_t> positions, size_t depth) {
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    const auto [known, is_new] = by_positions_.try_emplace({depth, positions}, 0);
    if (!is_new) return known->second;
    const Row made = row(positions, depth);
    const auto [same, is_new_row] = by_row_.try_emplace(made, static_cast<uint16_t>(table_->rows_.size()));
    if (is_new_row) table_->rows_.push_back(made);
    by_positions_[{depth, std::move(positions)}] = same->second;
    return same->second;
  }

  LeadTable* table_;
  std::vector<Position> positions_;
  std::vector<uint32_t> first_;
  std::map<std::pair<size_t, std::vector<uint32_t>>, uint16_t> by_positions_;
  std::map<Row, uint16_t> by_row_;
};

LeadTable::LeadTable(const std::vector<const PatternLeads*>& patterns) {
  Maker(patterns, this).make();
}

}  // namespace galen
