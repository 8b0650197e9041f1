#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "data/checksums.h"
#include "data/finders.h"
#include "data/pattern_lists.h"

namespace galen {

namespace {

bool has_3_digits_in_code(std::string_view text) {
  return count_digits(text) >= 3;
}
bool has_4_digits(std::string_view text) {
  return count_digits(text) >= 4;
}
bool is_19_digit_card(std::string_view text) {
  return is_card_number(text);
}
// YKZ1LB4A: letters and digits take turns three times at least.
bool is_mixed_code(std::string_view text) {
  size_t turns = 0;
  for (size_t i = 1; i < text.size(); ++i)
    turns += (std::isdigit(static_cast<unsigned char>(text[i])) != 0) != (std::isdigit(static_cast<unsigned char>(text[i - 1])) != 0) ? 1 : 0;
  return turns >= 3 && count_digits(text) >= 2;
}
bool is_valid_imei(std::string_view text) {
  return count_digits(text) == 15 && passes_luhn(text);
}

// Medicare's beneficiary identifier (CMS, 2018): C A AN N A AN N A A N N, without S, L, O, I, B, Z.
constexpr const char* kMbi = R"(([1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}))";

}  // namespace

// LABEL, perhaps "number", "no.", "#", "is", a colon; then a code of letters and digits in groups. (?i) is set at the start.
#define GALEN_SEPARATOR \
  R"((?:[ \t]{0,2}(?:\([^()\n]{1,24}\)))?(?:[ \t/]{0,2}(?:numbers?|numero|nummer|no\b\.?|num\b\.?|nr\b\.?|id\b|ids\b|identifier|code|#|№))?[ \t]{0,2}(?:[:#=–-]{1,2}|\||\.{2,8}|is\b|was\b|of\b|reads\b|ending(?: in)?\b|on file\b:?)?[ \t]{0,3}[("]?#?)"
// Small letters in front of the digits only where nothing parts them, so that "in 2012" is no code.
#define GALEN_CODE \
  R"((\d{2,4}(?: \d{2,4}){2,5}|[a-z]{0,6}[-.]?\d[a-z0-9]*(?:[-./:][a-z0-9]{1,16}){0,5}(?: \d{3,8}){0,3}|(?-i:[A-Z]{1,6}) \d[a-z0-9]*(?:[-./:][a-z0-9]{1,16}){0,5}|[a-z]{1,10}[-/][a-z]{1,10}[-/]\d[a-z0-9]{0,16}(?:[-./][a-z0-9]{1,16}){0,4}|[a-z]{1,4}\d[a-z0-9]*(?:[-./][a-z0-9]{1,16}){0,5}|(?-i:[A-Z0-9]{2,5}(?:[- ][A-Z0-9]{2,5}){1,4})))"
std::vector<Pattern> number_patterns() {
  return {
      {R"((\d{3}[- .–]\d{2}[- .–]\d{4}))", IdentifierKind::ssn, "nine digits in a social security number's form", is_ssn},
      {R"((?i)((?:x{3}|\*{3}|#{3})-?(?:x{2}|\*{2}|#{2})-?\d{4}))", IdentifierKind::ssn, "end of a social security number", nullptr, false},
      {R"((?i)\b(?:ssn|ss|social security|soc\.? sec\.?|social|sin|social insurance|nino|national insurance|ni|tfn|tax id|tax file|tin|itin|curp|cpf|dni|nie|national id|nhs|aadhaar|pesel|bsn|steuer-?id|codice fiscale|insee|personnummer|cnp))" GALEN_SEPARATOR
       R"((\d[\d \-./]{1,16}\d(?:[ ]?[a-z]\b)?|[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-z]|[a-z]{4}\d{6}[a-z0-9]{6,8}|[a-z]\d{7}[a-z]|[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]))",
       IdentifierKind::ssn, "number behind a national number's label", has_4_digits},
      {R"(([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]))", IdentifierKind::ssn, "British national insurance number"},
      {R"((\d{3}[ -]\d{3}[ -]\d{4}))", IdentifierKind::health_plan, "NHS number", is_nhs_number},
      {R"((?i)\b(?:ssn?|social security|social)\b[^\n\d]{0,16}\blast (?:four|4)[ :]{1,2}(?:of |are |is )?(\d{4}))", IdentifierKind::ssn,
       "end of a social security number"},
      {R"(([A-Z]{1,3}\d{7,10} \d{2}))", IdentifierKind::health_plan, "member's number"},
      {R"(([A-Z]\d{4} \d{5}))", IdentifierKind::health_plan, "member's number"},
      {R"((\d{3} \d{3} \d{2}))", IdentifierKind::mrn, "digits in groups"},
      {R"((\d{2}-\d{2}-\d{2}))", IdentifierKind::mrn, "digits in groups"},
      {R"(\|[ ](\d{6,10})[ ]\|)", IdentifierKind::mrn, "number alone in its cell"},
      {R"([,(][ ]?#([A-Z]{0,2}\d{4,8}))", IdentifierKind::mrn, "number behind its sign", nullptr, false},
      {R"(\p{L}+,[ ](\d{6,8})[ ]*\n)", IdentifierKind::mrn, "number behind a name"},
      {R"(([A-Z]\d{3} \d{2} \d{4}))", IdentifierKind::health_plan, "member's number"},
      {R"(\b(?i:parking permit|permit|registration|plate)(?: form)? (?i:for|no\.?|number)[ ]([A-Z]{2,3}[- ]?\d{3,4}|\d[A-Z]{3}\d{3}|\d{3}[- ]?[A-Z]{3}))",
       IdentifierKind::vehicle, "licence plate"},
      {R"(\b(?i:donor|waybill|job|donor registry id|registry id|no\.)[ ]([A-Z]{0,6}\d{3,8})\b)", IdentifierKind::other, "code behind a label"},
      {R"(([A-Z]{2,3} \d{3} \d{3} \d{3}))", IdentifierKind::health_plan, "member's number"},
      {R"(([A-Z0-9]{8,12}))", IdentifierKind::other, "letters and digits mixed", is_mixed_code},
      {R"(([0-9a-f]{8}-[0-9a-f]{4}))", IdentifierKind::other, "hexadecimal code", has_3_digits_in_code},
      {R"(([A-Z]\d{4} \d{2} \d{6}(?: [A-Z])?))", IdentifierKind::other, "blood unit's number"},
      {R"((\d{4}[ -]\d{3}[ -]\d{3}[ -][A-Z]{2}))", IdentifierKind::health_plan, "health card's number"},
      {R"((\d{4} \d{5} \d(?:/\d)?))", IdentifierKind::health_plan, "Medicare card's number"},
      {kMbi, IdentifierKind::health_plan, "Medicare beneficiary identifier"},

      {R"((?i)\b(?:mrn|mr|m\.r\.n\.|mr#|medical records?|med\.? rec\.?|med record|chart|patient id|patient identifier|patient|pt\.? id|pid|hospital|hosp|unit|ur|record|file|folder|history|emr|ehr|urn|umrn|hrn|crn|fin|csn))" GALEN_SEPARATOR
           GALEN_CODE,
       IdentifierKind::mrn, "number behind a medical record's label", has_4_digits},
      {R"((?i)\b(?:member|subscriber|policy|group|grp|plan|insurance|insured|ins\.?|medicare|medicaid|medi-cal|beneficiary|health ?plan|health ?card|ohip|hic|hicn|mbi|coverage|hmo|ppo|payer|carrier|aetna|cigna|humana|bcbs|blue cross|tricare|kaiser|unitedhealthcare|uhc|authorization|auth|prior auth(?:orization)?|pre-?cert(?:ification)?|rx ?bin|pcn|rxgrp|rx ?group|krankenversicherung(?:snummer)?|sécurité sociale))" GALEN_SEPARATOR
           GALEN_CODE,
       IdentifierKind::health_plan, "number behind a health plan's label", has_3_digits_in_code},
      {R"((?i)\b(?:account|acct|a/c|billing|bill|invoice|inv|statement|claim|bank|routing|sort code|checking|savings|card|visa|mastercard|amex|discover|credit card|debit card|guarantor|remittance|payment|receipt|transaction|iban|swift|financial))" GALEN_SEPARATOR
           GALEN_CODE,
       IdentifierKind::account, "number behind an account's label", has_3_digits_in_code},
      {R"((\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|3\d{3}[ -]?\d{6}[ -]?\d{5}))", IdentifierKind::account, "payment card by its check digit", is_19_digit_card},
      {R"(([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?))", IdentifierKind::account, "IBAN by its checksum", is_iban},
      {R"((?i)\b(?:licen[cs]e|lic\.|lic|driver'?s? licen[cs]e|driving licen[cs]e|dl|d\.l\.|npi|upin|dea|state lic(?:en[cs]e)?|certificate|certification|cert|registration|reg|passport|gmc|nmc|bar|permit|credential|diploma|visa number|green card|alien|a-number|state id))" GALEN_SEPARATOR
           GALEN_CODE,
       IdentifierKind::license, "number behind a licence's label", has_4_digits},
      {R"(([A-Za-z][A-Za-z9]\d{7}))", IdentifierKind::license, "DEA number by its checksum", is_dea_number},
      {R"((\d{10}))", IdentifierKind::license, "NPI by its check digit", is_npi},
      {R"(([A-HJ-NPR-Za-hj-npr-z0-9]{17}))", IdentifierKind::vehicle, "VIN by its check digit", is_vin},
      {R"((?i)\b(?:vin|vehicle|chassis|v\.i\.n\.))" GALEN_SEPARATOR GALEN_CODE, IdentifierKind::vehicle, "number behind a vehicle's label", has_4_digits},
      {R"((?i)\b(?:licen[cs]e plate|number plate|vehicle plate|car plate|plate|vehicle|tag|registration plate|vehicle reg(?:istration)?|car reg(?:istration)?|plates))" GALEN_SEPARATOR
       R"(([a-z0-9]{1,8}(?:[-·][a-z0-9]{1,5}| (?-i:[A-Z0-9]{1,5})\b){0,2}))",
       IdentifierKind::vehicle, "licence plate", [](std::string_view text) { return count_digits(text) >= 2; }},
      {R"((\(01\)\s?\d{14}(?:\s?\(\d{2}\)\s?[A-Za-z0-9\-]{1,20}){0,4}))", IdentifierKind::device, "unique device identifier", nullptr, false},
      {R"((?i)\b(?:serial|ser\.?|s/n|sn|device|udi|udi-di|imei|meid|model|lot|batch|implant|pacemaker|icd serial|generator|lead|pump|sensor|transmitter|cgm|prosthesis|valve|stent|ventilator|machine|unit serial|asset|catalog(?:ue)?|ref|monitor|hearing aid))" GALEN_SEPARATOR
           GALEN_CODE,
       IdentifierKind::device, "number behind a device's label", has_4_digits},
      {R"((\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d))", IdentifierKind::device, "IMEI by its check digit", is_valid_imei},
      {R"((?i)\b(?:finger ?prints?|thumb ?print|retina(?:l)?(?: scan)?|iris(?: scan| code)?|voice ?print|palm(?: ?print| vein)?|face ?print|facial (?:recognition|template|geometry)|biometrics?|gait signature|dna profile|hand geometry)(?:[ \t]{1,2}(?:template|hash|scan|record|check-?in|enrolment|enrollment|profile|signature|sample|token|vector|file|key|ref|reference|code|minutiae)){0,2})" GALEN_SEPARATOR
       R"(([a-z0-9]{0,12}[-:_/.]?[a-z0-9]*\d[a-z0-9]{0,40}(?:[-:_/.][a-z0-9]{1,24}){0,6}|[0-9a-f]{8,64}))",
       IdentifierKind::biometric, "code behind a biometric label", has_3_digits_in_code},
      {R"((?i)([\w\-]{1,80}\.(?:jpe?g|png|gif|bmp|tiff?|heic|heif|webp|dcm|raw|svg|avi|mp4|mov|mkv)))", IdentifierKind::photo, "name of a picture's file"},
      {R"((?i)([\w\-]{1,80}\.(?:wav|mp3|m4a|flac|ogg|aac|wma)))", IdentifierKind::biometric, "name of a recording's file"},
      {R"((?i)\b((?:full[- ]?face|face|facial|identification|id|portrait|passport)[- ](?:photo|picture|image|photograph|snapshot|selfie)(?:graphs?|s)?)\b)",
       IdentifierKind::photo, "mention of a face's photograph"},
      {R"((?i)\b(?:accession|acc\.|acc|specimen|sample|case|encounter|visit|order|ord|requisition|req|referral|rx|prescription|study|subject|participant|trial|randomi[sz]ation|screening|protocol|enrol?ment|cohort|registry|donor|barcode|bar code|wristband|band|bracelet|accn|label|slide|block|image|series|report|document|doc|confirmation|booking|appointment|ticket|incident|reference|tracking|badge|employee|emp|staff|student|user|username|login|userid|user name|handle|inmate|booking|badge|locker|donation|kit|token|pin|passcode|password|docket|police report|court|warrant|parcel|id|identifier|no|number|code|uid|guid|uuid|key))" GALEN_SEPARATOR
           GALEN_CODE,
       IdentifierKind::other, "code behind a label", has_4_digits},
      {R"((?i)\b(?:user ?name|login|user ?id|screen name|handle|skype|gamertag|portal (?:id|user|login)|log in as|logged in as)[ \t]{0,2}(?:[:#=|]|\.{2,8})?(?:[ \t]{0,2}is\b)?[ \t]{0,2}([a-z0-9][a-z0-9._\-]{2,30}))",
       IdentifierKind::other, "account name",
       [](std::string_view text) { return text.size() >= 4 && (count_digits(text) > 0 || text.find_first_of("._-") != std::string_view::npos); }},
      {R"((\d{2}(?: \d{2}){3,5}))", IdentifierKind::other, "pairs of digits"},
      {R"((?:^|\n)[ ]*(\d{2}-\d{2}-\d{2}|\d{6,10})[ ]*(?:\n|$))", IdentifierKind::mrn, "number alone on its line"},
      {R"(\d{4},[ ](\d{2}-\d{2}-\d{2}))", IdentifierKind::mrn, "number behind a birth"},
      {R"(\b(?i:truck|car|van|pickup|suv|vehicle|motorcycle|sedan)(?: in lot)?:?[ ]\(?([A-Z]{2,3}[- ]?\d{3,4}|\d{1,3}[- ]?[A-Z]{2,3}|\d[A-Z]{3}\d{3}))",
       IdentifierKind::vehicle, "licence plate"},
      {R"((?i)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}))", IdentifierKind::other, "UUID"},
  };
}

namespace {
#undef GALEN_SEPARATOR
#undef GALEN_CODE

bool is_code_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '/' || c == '.';
}

// Numbers that are measured or public: a unit behind them, or a registry's prefix.
bool is_measured(std::string_view text, size_t end) {
  static constexpr std::array<std::string_view, 24> kUnits = {"mg", "mcg", "ml",  "iu",     "unit",   "cell", "cop",    "per",  "/u",   "/m", "/l",  "/c",
                                                              "%",  "k/",  "x10", "people", "patien", "case", "dollar", "year", "base", "bp", "usd", "eur"};
  std::string behind;
  for (size_t i = end; i < std::min(text.size(), end + 10); ++i) {
    if (text[i] != ' ') behind += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
  }
  return std::any_of(kUnits.begin(), kUnits.end(), [&](std::string_view unit) { return behind.starts_with(unit); });
}

bool is_public_code(std::string_view code) {
  static constexpr std::array<std::string_view, 16> kPrefixes = {"nm_",  "np_", "nc_",    "ensg", "nct",   "rs",   "pmid", "pmc",
                                                                 "omim", "doi", "isrctn", "10.",  "loinc", "isbn", "issn", "orpha"};
  std::string small;
  for (const char c : code.substr(0, 8)) small += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    return small.starts_with(prefix) && (small.size() <= prefix.size() || std::isalpha(static_cast<unsigned char>(small[prefix.size()])) == 0);
  });
}

// G2P1001 counts pregnancies, 7.36/48/71 are one sample's gases, 0700-1900 is a shift, 405/19/PEEP sets a ventilator, M54.16 and S39.012A are ICD-10's, an NDC
// names a drug.
bool is_clinical_code(std::string_view text, size_t begin, std::string_view code) {
  static const RE2 kForms(
      R"(G\d{1,2}P\d{1,5}|\d{1,3}(?:\.\d{1,3})?(?:/\d{1,3}(?:\.\d{1,2})?){2,6}|(?:[01]\d|2[0-4]):?[0-5]\d-(?:[01]\d|2[0-4]):?[0-5]\d|\d{3}/\d{1,2}/[A-Za-z]{2,6}|[A-TV-Z]\d[0-9AB]\.\d{1,3}[0-9A-Z]?)");
  return RE2::FullMatch(code, kForms) || (begin >= 4 && text.substr(begin - 4, 3) == "NDC") || (begin >= 7 && text.substr(begin - 7, 6) == "SNOMED");
}

// Runs of letters, digits and joints with so many digits that they tell something apart, whatever it is.
void find_long_codes(std::string_view text, std::vector<Identifier>* found) {
  for (size_t at = 0; at < text.size();) {
    if (!is_code_byte(text[at])) {
      ++at;
      continue;
    }
    size_t begin = at;
    const auto is_digit_at = [&](size_t i) { return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0; };
    // 58:CZ74710, but not "MRN:123".
    while (at < text.size() && (is_code_byte(text[at]) || (text[at] == ':' && at > begin && is_digit_at(at - 1) && at + 1 < text.size() &&
                                                           std::isalnum(static_cast<unsigned char>(text[at + 1])) != 0)))
      ++at;
    size_t end = at;
    while (begin < end && std::isalnum(static_cast<unsigned char>(text[begin])) == 0) ++begin;
    while (end > begin && std::isalnum(static_cast<unsigned char>(text[end - 1])) == 0) --end;
    const std::string_view code = text.substr(begin, end - begin);
    const size_t digits = count_digits(code);
    if (digits < 5 ||
        (begin > 0 && (text[begin - 1] == ',' || text[begin - 1] == '.') && begin > 1 && std::isdigit(static_cast<unsigned char>(text[begin - 2])) != 0))
      continue;
    const bool is_decimal = code.find('.') != std::string_view::npos && digits + 1 == code.size();
    const size_t letters =
        static_cast<size_t>(std::count_if(code.begin(), code.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }));
    const bool has_joint = code.find_first_of("-_/") != std::string_view::npos;
    const bool is_long_number = letters == 0 && !is_decimal && (digits >= 7 || (has_joint && digits >= 7));
    const bool is_mixed = letters > 0 && digits >= 5 && letters <= 14;
    if (!is_long_number && !is_mixed) continue;
    if (is_measured(text, end) || is_public_code(code) || is_clinical_code(text, begin, code)) continue;
    found->push_back({begin, end, IdentifierKind::other, "long code"});
  }
}

}  // namespace

void find_numbers(const SearchedText& searched, std::vector<Identifier>* found) {
  searched.append(PatternList::numbers, found);
  find_long_codes(searched.text, found);
}

}  // namespace galen
