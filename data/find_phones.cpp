#include <string>

#include "core/text.h"
#include "data/finders.h"
#include "data/pattern_lists.h"

namespace galen {

namespace {

bool has_7_to_15_digits(std::string_view text) {
  const size_t digits = count_digits(text);
  return digits >= 7 && digits <= 18;
}
bool has_8_to_15_digits(std::string_view text) {
  const size_t digits = count_digits(text);
  return digits >= 8 && digits <= 18;
}
bool has_3_digits(std::string_view text) {
  return count_digits(text) >= 3;
}

// "Paged at 1915".
bool is_no_time(std::string_view text) {
  return text.size() != 4 || std::stoi(std::string(text.substr(0, 2))) > 23 || std::stoi(std::string(text.substr(2))) > 59;
}
}  // namespace

std::vector<Pattern> phone_patterns() {
  return {
      {R"(((?:\+?1[-. ]{0,2})?(?:\(\d{3}\)[-. ]{0,2}|\d{3}[-. /]{1,2}|\d{3}[–—])\d{3}[-. –]{1,2}\d{4}(?:[ ,]{0,2}(?i:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?))",
       IdentifierKind::phone, "ten-digit telephone number"},
      {R"((\+\d{1,3}(?:[ .\-/]{0,2}\(?\d{1,5}\)?){2,7}(?:[ ,]{0,2}(?i:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?))", IdentifierKind::phone,
       "international telephone number", has_8_to_15_digits},
      {R"((00[1-9]\d{0,2}(?:[ .\-/]{1,2}\(?\d{1,5}\)?){2,6}))", IdentifierKind::phone, "international telephone number", has_8_to_15_digits},
      {R"((\(?0\d{1,5}\)?[ \-/]{1,3}\d{3,4}[ \-]?\d{3,8}(?:-\d{1,4})?))", IdentifierKind::phone, "telephone number with an area code", has_8_to_15_digits},
      {R"((0\d(?:[ .]\d{2}){4}))", IdentifierKind::phone, "telephone number in pairs"},
      {R"((\d{2}(?:[ .]\d{2}){4}))", IdentifierKind::phone, "telephone number in pairs"},
      {R"(([2-9]\d{2}-\d{4}(?:[ ,]{0,2}(?i:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?))", IdentifierKind::phone, "seven-digit telephone number"},
      {R"((?i)\b(?:tel|telephone|teléfono|téléphone|telefon|phone|ph|cell|cellular|mobile|mob|handy|pager|beeper|call(?:ed|ing)?(?: back)?(?: at| on)?|call ?back|contact|reach(?:ed|able)?(?: at| on)|dial|whatsapp|sms|text|landline|hotline|switchboard|voicemail|home|work|office|emergency|[hcwmtp]:)(?:[ \t]{0,2}(?:numbers?|no\b\.?|nr\b\.?|#))?(?:[ \t]{0,2}\([^()\n]{1,20}\))?[ \t]{0,2}(?:[:#=.–-]|is\b|at\b|on\b)?[ \t]{0,3}([+(]?\d[\d ().+/\-–]{4,24}\d(?:[ ,]{0,2}(?:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?))",
       IdentifierKind::phone, "number behind a telephone's label", has_7_to_15_digits},
      {R"((\d{10},?[ ]?(?i:x|ext\.?|extension)[ .:]{0,2}\d{1,6}))", IdentifierKind::phone, "ten-digit telephone number"},
      {R"((\d{3}(?:, |\.\.\. ?| )\d{3}(?:, |\.\.\. ?| )\d{4}|\d{3} \d{3} \d{2} \d{2}))", IdentifierKind::phone, "telephone number as spoken"},
      {R"(((?:x)(?:\d{4,5}))\b)", IdentifierKind::phone, "extension", [](std::string_view text) { return !text.ends_with("000"); }},
      {R"([,:][ ](x\d{3})\b)", IdentifierKind::phone, "extension"},
      {R"((?i)\b(?:page|paged|paging|bleep(?:ed)?)(?: (?:me |him |her |us )?(?:at|on))?[ ]\(?(\d{4,6})\b)", IdentifierKind::phone, "pager", is_no_time},
      {R"((?i)\b(?:page|paged|pager|call|contact team|team|ext)[ ](?:\p{L}+[ ,]{1,2}){0,2}(\d-\d{4})\b)", IdentifierKind::phone, "extension"},
      {R"((?i)\b(?:page|paged|call|contact team|contact)[ ](?:\p{L}+[ ]){0,2}(?:at[ ])?\(?(\d{4,5})\b)", IdentifierKind::phone, "extension", is_no_time},
      {R"((?i)\bpaged?[ ][^\n()]{0,40}\((\d{4,6})\))", IdentifierKind::phone, "pager"},
      {R"((?i)\b(?:ext|extn|extension|pager|beeper|bleep|dect)\b\.?(?:[ \t]{0,2}(?:numbers?|no\b\.?|#|id))?[ \t]{0,2}(?:[:#=-]|is\b|at\b)?[ \t]{0,2}([#*]?\d{3,7}))",
       IdentifierKind::phone, "extension or pager", has_3_digits},
  };
}

namespace {

// The number at `begin` belongs to a fax machine if the words in front of it on its line say so, and no other label lies between.
bool is_fax(std::string_view text, size_t begin) {
  const size_t from = begin > 28 ? begin - 28 : 0;
  std::string before = lower_case(text.substr(from, begin - from));
  const size_t line = before.rfind('\n');
  if (line != std::string::npos) before.erase(0, line + 1);
  size_t at = std::string::npos;
  for (const char* label : {"fax", "facsimile", "telefax", "télécopie"}) {
    const size_t found = before.rfind(label);
    if (found != std::string::npos && (at == std::string::npos || found > at)) at = found;
  }
  if (at == std::string::npos) return false;
  const std::string behind = before.substr(at);
  for (const char* label : {"phone", "tel:", "tel.", "cell", "mobile", "call", "pager"}) {
    if (behind.find(label) != std::string::npos) return false;
  }
  return count_digits(behind) < 3;
}
}  // namespace

std::vector<Pattern> fax_patterns() {
  return {
      {R"((?i)\b(?:tele)?(?:fax|facsimile)(?:ed)?(?: to| at)?(?:[ \t]{0,2}(?:numbers?|no\b\.?|nr\b\.?|#|line))?[ \t]{0,2}(?:[:#=.–-]|is\b|at\b|on\b)?[ \t]{0,3}([+(]?\d[\d ().+/\-–]{4,24}\d))",
       IdentifierKind::fax, "number behind a fax label", has_7_to_15_digits},
  };
}

void find_phones(const SearchedText& searched, std::vector<Identifier>* found) {
  const size_t before = found->size();
  searched.append(PatternList::phones, found);
  for (size_t i = before; i < found->size(); ++i) {
    if (is_fax(searched.text, (*found)[i].begin)) {
      (*found)[i].kind = IdentifierKind::fax;
      (*found)[i].rule = "number behind a fax label";
    }
  }
  searched.append(PatternList::faxes, found);
}

}  // namespace galen
