#include "data/pattern_leads.h"

#include <cctype>

namespace galen {
namespace {

bool is_letter_at(std::string_view text, size_t at) {
  return at < text.size() && (std::isalpha(static_cast<unsigned char>(text[at])) != 0 || static_cast<unsigned char>(text[at]) >= 0x80);
}

// Reads an expression from left to right. Each function moves `at_` behind what it read and says whether it was of a kind that it knows.
class LeadReader {
 public:
  LeadReader(std::string_view expression, PatternLeads* leads) : text_(expression), leads_(leads) {}

  bool read() {
    bool any_case = false;
    if (text_.starts_with("(?i)")) {
      any_case = true;
      at_ = 4;
    }
    if (text_.substr(at_).starts_with("(?:^|\\n)")) return leads_->line = true;
    return read_front(any_case);
  }

 private:
  // Elements up to the first that can't be empty.
  bool read_front(bool any_case) {
    for (;;) {
      if (text_.substr(at_).starts_with("\\b")) {
        at_ += 2;
        continue;
      }
      if (at_ >= text_.size() || text_[at_] == '|' || text_[at_] == ')') return false;  // everything in front may be empty
      if (!read_element(any_case)) return false;
      if (!skip_option()) return true;
    }
  }

  // A quantifier behind an element; whether the element may be left out.
  bool skip_option() {
    if (at_ >= text_.size()) return false;
    const bool may_be_nothing = text_[at_] == '?' || text_[at_] == '*' || text_.substr(at_).starts_with("{0,");
    if (text_[at_] == '{') {
      at_ = text_.find('}', at_) + 1;
    } else if (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+') {
      ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '?') ++at_;  // as few as possible
    return may_be_nothing;
  }

  bool read_element(bool any_case) {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("\\p{Lu}")) {
      at_ += 6;
      leads_->capital = true;
      return !any_case;
    }
    if (rest.starts_with("\\p{Ll}") || rest.starts_with("\\p{L}")) {
      leads_->small = true;
      leads_->capital = leads_->capital || rest[3] == '}' || rest[4] == '}';
      at_ += rest[4] == '}' ? 5 : 6;
      return true;
    }
    if (rest.starts_with("\\d")) {
      at_ += 2;
      return leads_->digit = true;
    }
    if (rest[0] == '[') return read_class(any_case);
    if (rest[0] == '(') return read_group(any_case);
    if (std::isdigit(static_cast<unsigned char>(rest[0])) != 0) {
      ++at_;
      return leads_->digit = true;
    }
    return read_letters(any_case);
  }

  // [A-Z], [2-9], [a-z0-9], [Vv]: letters and digits alone.
  bool read_class(bool any_case) {
    const size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    for (size_t i = 0; i < inside.size(); ++i) {
      const auto c = static_cast<unsigned char>(inside[i]);
      if (c == '-' && i > 0 && i + 1 < inside.size()) continue;
      if (std::isalnum(c) == 0) return false;
      if (std::isdigit(c) != 0) leads_->digit = true;
      if (std::isupper(c) != 0 || (any_case && std::isalpha(c) != 0)) leads_->capital = true;
      if (std::islower(c) != 0 || (any_case && std::isalpha(c) != 0)) leads_->small = true;
    }
    at_ = end + 1;
    return true;
  }

  bool read_group(bool any_case) {
    if (text_.substr(at_).starts_with("(?i:")) {
      any_case = true;
      at_ += 4;
    } else if (text_.substr(at_).starts_with("(?-i:")) {
      any_case = false;
      at_ += 5;
    } else if (text_.substr(at_).starts_with("(?:")) {
      at_ += 3;
    } else if (text_.substr(at_).starts_with("(?")) {
      return false;
    } else {
      ++at_;
    }
    for (;;) {
      if (!read_front(any_case)) return false;
      skip_to_end_of_alternative();
      if (at_ >= text_.size()) return false;
      if (text_[at_++] == ')') return true;
    }
  }

  // Up to the '|' or ')' of the group that `at_` stands in.
  void skip_to_end_of_alternative() {
    for (size_t depth = 0; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        ++at_;
      } else if (c == '[') {
        at_ = text_.find(']', at_ + 2);
        if (at_ == std::string_view::npos) at_ = text_.size() - 1;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' || c == '|') {
        if (depth == 0) return;
        if (c == ')') --depth;
      }
    }
  }

  bool read_letters(bool any_case) {
    std::string letters;
    while (is_letter_at(text_, at_)) {
      const bool is_optional = at_ + 1 < text_.size() && (text_[at_ + 1] == '?' || text_[at_ + 1] == '*' || text_[at_ + 1] == '{');
      if (is_optional) break;
      if (any_case && static_cast<unsigned char>(text_[at_]) >= 0x80) return false;  // other cases of it begin with other bytes
      letters += any_case ? static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_]))) : text_[at_];
      ++at_;
    }
    if (letters.empty()) return false;
    leads_->literals.push_back({letters, any_case});
    return true;
  }

  std::string_view text_;
  PatternLeads* leads_;
  size_t at_ = 0;
};

}  // namespace

std::optional<PatternLeads> leads_of(std::string_view expression) {
  PatternLeads leads;
  if (!LeadReader(expression, &leads).read()) return std::nullopt;
  return leads;
}

}  // namespace galen
