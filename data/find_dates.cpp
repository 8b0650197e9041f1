#include <array>
#include <cctype>
#include <string>

#include "data/calendar_text.h"
#include "data/finders.h"
#include "data/patterns.h"

namespace galen {

namespace {

#define GALEN_MONTH                                                                                                                                           \
  "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|januar|jänner|" \
  "februar|märz|mai|juni|juli|oktober|dezember|mrz|okt|dez|janvier|janv|février|févr|mars|avril|avr|juin|juillet|juil|août|septembre|octobre|novembre|"   \
  "décembre|déc|enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|septiembre|octubre|noviembre|diciembre|dic|gennaio|febbraio|aprile|maggio|"   \
  "giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus)"
// Part of the date it stands before; dates move by whole weeks, so it stays right.
#define GALEN_WEEKDAY "(?:\\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\b\\.?,?[ ]{1,2})?"
#define GALEN_YEAR "(?:(?:19|20)\\d{2}|['’]\\d{2})"
#define GALEN_DAY "(?:3[01]|[12]\\d|0?[1-9])"
#define GALEN_ORDINAL                                                                                                                                      \
  "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|" \
  "nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first)"

// Three numbers that can be day, month and year in some order.
bool is_calendar_date(std::string_view text) {
  std::array<int, 3> value = {};
  std::array<size_t, 3> width = {};
  size_t n = 0;
  for (size_t at = 0; at < text.size() && n < 3;) {
    if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) {
      ++at;
      continue;
    }
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0) value[n] = 10 * value[n] + (text[at++] - '0'), ++width[n];
    ++n;
  }
  if (n < 3) return false;
  const auto fits = [](int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; };
  if (width[0] == 4) return value[0] >= 1850 && value[0] <= 2150 && (fits(value[1], value[2]) || fits(value[2], value[1]));
  if (width[2] == 4 && (value[2] < 1850 || value[2] > 2150)) return false;
  // 0.50-1.10 is a range of numbers.
  const size_t joint = text.find_first_of("/.-");
  const size_t second_joint = text.find_last_of("/.-");
  if (joint != std::string_view::npos && (text[joint] == '.') != (text[second_joint] == '.')) return false;
  return fits(value[0], value[1]) || fits(value[1], value[0]) || (width[2] == 2 && width[0] == 2 && fits(value[1], value[2]));
}

bool is_compact_date(std::string_view text) {
  const int year = std::stoi(std::string(text.substr(0, 4)));
  const int month = std::stoi(std::string(text.substr(4, 2)));
  const int day = std::stoi(std::string(text.substr(6, 2)));
  return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_month_and_day(std::string_view text) {
  const size_t joint = text.find_first_of("/-.");
  const int a = std::stoi(std::string(text.substr(0, joint)));
  const int b = std::stoi(std::string(text.substr(joint + 1, 2)));
  return a >= 1 && b >= 1 && ((a <= 12 && b <= 31) || (a <= 31 && b <= 12));
}

// "5 may" and "1 mar" in running text are more often not dates: a small letter needs a year beside it.
bool is_written_date(std::string_view text) {
  if (count_digits(text) >= 3) return true;
  for (size_t at = 0; at < text.size(); ++at) {
    if (std::isupper(static_cast<unsigned char>(text[at])) != 0 || static_cast<unsigned char>(text[at]) >= 0x80) return true;
  }
  return lower_case(text).find("may") == std::string::npos && text.find("mar") == std::string_view::npos && text.find("dec") == std::string_view::npos &&
         text.find("set") == std::string_view::npos && text.find("sep") == std::string_view::npos && text.find("jan") == std::string_view::npos;
}

// 25/09, 09/25, 03/14: not 20/40, 15/15 or 5/5.
bool is_plain_month_and_day(std::string_view text) {
  const int a = std::stoi(std::string(text.substr(0, 2)));
  const int b = std::stoi(std::string(text.substr(3, 2)));
  const bool fits = (a >= 1 && a <= 12 && b >= 1 && b <= 31) || (b >= 1 && b <= 12 && a >= 1 && a <= 31);
  return fits && (text[0] == '0' || text[3] == '0' || (a > 12 && a != 20 && a <= 31 && b <= 12 && b > 9) || (b > 12 && a > 9));
}

bool starts_with_capital(std::string_view text) {
  return std::isupper(static_cast<unsigned char>(text[0])) != 0;
}

const PatternSet& date_patterns() {
  static const PatternSet patterns({
      {R"(((?:1[89]|20|21)\d{2}[-/.](?:3[01]|[12]\d|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])))", IdentifierKind::date, "year, month, day", is_calendar_date,
       false},
      {R"((?i)((?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?[ ]{1,2}\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})))",
       IdentifierKind::date, "weekday and numeric date", is_calendar_date},
      {R"((\d{1,2}[/.\-–][ ]?\d{1,2}[/.\-–][ ]?(?:\d{4}|\d{2})))", IdentifierKind::date, "numeric date", is_calendar_date},
      {R"((\d{1,2} ?/ ?\d{1,2} ?/ ?(?:\d{4}|\d{2})))", IdentifierKind::date, "numeric date", is_calendar_date},
      {R"(((?:19|20)\d{6}))", IdentifierKind::date, "date in eight digits", is_compact_date},
      {R"(((?:19|20)\d{6})T?\d{4,6})", IdentifierKind::date, "date in eight digits", is_compact_date, false},
      {R"((\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?))", IdentifierKind::date, "date in Chinese or Japanese form"},
      {"(?i)(" GALEN_WEEKDAY "(?:the )?" GALEN_DAY "(?:st|nd|rd|th|\\.|er|º|ª)?[ \\-/.]{0,2}(?:of |de |day of )?(?:the month of )?" GALEN_MONTH
       "(?:\\.|\\b)(?:[ ,\\-/.]{0,3}(?:of |de |del |in )?" GALEN_YEAR "|[-/ ]\\d{2}\\b)?)",
       IdentifierKind::date, "day and month", is_written_date},
      {"(?i)(" GALEN_WEEKDAY GALEN_MONTH "\\.?[ \\-/]{0,2}(?:the )?" GALEN_DAY "(?:st|nd|rd|th)?\\b(?:[ ]{0,1}(?:-|–|to|and|&|through)[ ]{0,1}" GALEN_DAY
       "(?:st|nd|rd|th)?\\b)?(?:[ ,\\-/.]{0,3}(?:of |in )?" GALEN_YEAR "|[-/]\\d{2}\\b)?)",
       IdentifierKind::date, "month and day", is_written_date},
      {"(?i)(" GALEN_DAY GALEN_MONTH "(?:\\d{4}|\\d{2}))", IdentifierKind::date, "day, month and year without blanks"},
      {R"((\d{2}/\d{2}))", IdentifierKind::date, "day and month in two digits", is_plain_month_and_day},
      {"(?i)(" GALEN_MONTH "\\.?[ ,\\-/]{0,2}(?:of |de |del )?" GALEN_YEAR ")", IdentifierKind::date, "month and year"},
      {"(?i)(" GALEN_YEAR "[ ,\\-/]{1,2}" GALEN_MONTH "(?:[ \\-/]" GALEN_DAY ")?)", IdentifierKind::date, "year and month"},
      {"(?i)((?:the )?" GALEN_ORDINAL " (?:day )?(?:of )?" GALEN_MONTH "(?:,? (?:of |in )?" GALEN_YEAR ")?)", IdentifierKind::date, "day and month in words"},
      {"(?i)(" GALEN_MONTH " (?:the )?" GALEN_ORDINAL "(?:,? (?:of |in )?" GALEN_YEAR ")?)", IdentifierKind::date, "month and day in words"},
      {"\\b(?i:in|since|last|this|next|early|late|mid|until|till|during|by|from|before|after|of|through|around|about|between|and|every|late in|back in)[ "
       "-]((?:January|February|March|April|May|June|July|August|"
       "September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b\\.?)",
       IdentifierKind::date, "month behind a preposition", starts_with_capital},
      {R"(((?:0?[1-9]|1[0-2])[/\-.](?:19|20)\d{2}))", IdentifierKind::date, "month and year in digits"},
      {R"((?i)\b(?:on|since|from|by|until|till|dated?|date|seen|admitted|discharged|through|thru|before|after|d/c|dob|born|next|last|onset|films?|bm|edd|edc|dictated|return(?:ed)?|here|rhogam|skipped|missed|start|dose|period|menses|labs|echo|scan|fell|saw|ordered|recheck|for|was|placed|removed|delivered|updated|is|ending|ended|injured|bitten|cultures?|rounds|interrogated|registered|verified|out|checked|check|filled|drink|began|around|about|replaced|reviewed|held|done|taken|given|planned|booked|visit|f/u|appt|appointment|starting|started|effective|due|collected|drawn|performed|received|signed|surgery|lmp|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hd|pod|week of|as of|of|and|between|exp|expires)[ :,(]{1,3}(\d{1,2}[/\-]\d{1,2})\b(?:[^/%\d]|$))",
       IdentifierKind::date, "day and month behind a word", is_month_and_day},
      {R"((\d{1,2}/\d{1,2})[ ](?:@|(?:at[ ])?(?:\d{1,2}:\d{2}|[01]\d[0-5]\d|2[0-3][0-5]\d)\b))", IdentifierKind::date, "day and month before a time",
       is_month_and_day},
      {R"(\b(?i:until|on|by|since|from|before|after|till) the (\d{1,2}(?:st|nd|rd|th))[.,;?!\n)])", IdentifierKind::date, "day behind a preposition"},
      {R"((?i)(?:\d{1,2}(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|november|december),? (nineteen[ -](?:hundred|oh|ten|eleven|twelve|[a-z]{4,9})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)\b)",
       IdentifierKind::date, "year in words behind a day"},
      {R"([;.,] (\d{1,2}/\d{1,2}):[ ])", IdentifierKind::date, "day and month before a colon", is_month_and_day},
      {R"(\b(?:(?:Dr|Doctor|MD|RN|NP)\b\.?[^\n,]{0,24},|(?i:stop|start|began|begin|hold|resume)[ ]\p{Lu}\p{L}+)[ ](\d{1,2}/\d{1,2})(?:[.,;\n ]|$))",
       IdentifierKind::date, "day and month behind a person or a medicine", is_month_and_day},
      {R"(\b((?:Halloween|Thanksgiving|Christmas(?: Eve| Day)?|Easter(?: Sunday| Monday)?|Good Friday|Boxing Day|Hanukkah|Passover|Yom Kippur|Rosh Hashanah|Diwali|Eid(?: al-Fitr| al-Adha)?|Ramadan|Mardi Gras|Kwanzaa|Cinco de Mayo|Juneteenth|(?:Labor|Labour|Memorial|Independence|Veterans|Presidents|Columbus|Canada|Australia|Anzac|Valentine['’]?s|St\.? Patrick['’]s|Mother['’]s|Father['’]s|New Year['’]?s|Groundhog|Victoria) (?:Day|Eve)|(?:the )?(?:4th|Fourth) of July))\b)",
       IdentifierKind::date, "holiday"},
      {R"((\d{1,2}/\d{1,2})[ ]?(?:-|–|to|through|thru)[ ]?\d{1,2}/\d{1,2}(?:/\d{2,4})?\b)", IdentifierKind::date, "range of days", is_month_and_day},
      {R"(\d{1,2}/\d{1,2}[ ]?(?:-|–|to|through|thru)[ ]?(\d{1,2}/\d{1,2})\b)", IdentifierKind::date, "range of days", is_month_and_day},
      {R"((?:^|\n)[ \t\-*•]{0,6}(\d{1,2}/\d{1,2})[ ]?[:\-–)])", IdentifierKind::date, "day and month at a line's start", is_month_and_day},
  });
  return patterns;
}
#undef GALEN_MONTH
#undef GALEN_YEAR
#undef GALEN_WEEKDAY
#undef GALEN_DAY
#undef GALEN_ORDINAL

// 90 to 129.
bool is_over_89(std::string_view text) {
  const int age = std::stoi(std::string(text.substr(0, 3)));
  return age >= 90 && age < 130;
}

#define GALEN_NINETY                                                                                     \
  "(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a) hundred(?:[- ](?:and[- " \
  "])?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)"

const PatternSet& age_patterns() {
  static const PatternSet patterns({
      {R"((?i)\b(\d{2,3})[ \-]{0,2}(?:years?|yrs?|y)\.?[ \-]{0,2}(?:old|o|of age)\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(\d{2,3})[ \-]{0,2}(?:yo|y/o|y\.o\.|yof|yom|yr-old|year-old|-yr-old|jährig|ans|años|anni|jaar))", IdentifierKind::age, "age over 89",
       is_over_89},
      {R"((?i)\b(?:aged?|age of|age is|ages|turned|turning|turns|is now|alter|edad|âge)[ \t]{0,2}[:=,]?[ \t]{0,2}(?:of |is |at )?(\d{2,3})\b)",
       IdentifierKind::age, "age over 89", is_over_89},
      {R"(\b(\d{2,3})(?:-?[MF]|[ -]?(?:male|female|man|woman|lady|gentleman)|[ ]?y)\b)", IdentifierKind::age, "age over 89", is_over_89, false},
      {R"((?:\p{L},|[(,\n]|\p{Lu}\p{Ll}+)[ ]?(\d{2,3})[ ][MF]\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"(\b[Ii]['’]m (9\d|1[01]\d)\b)", IdentifierKind::age, "age over 89"},
      {R"((?i)\bhow old (?:is|are|was) [^?\n]{1,24}\?\s{1,2}[\[\w\]]{1,12}:? (?:I['’]m |she['’]s |he['’]s |she is |he is )?(9\d|1[01]\d)\b)",
       IdentifierKind::age, "age over 89"},
      {R"((?i)\b(?:male|female|man|woman|m|f),[ ]?(\d{2,3})\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(?:born|died|lived|passed away|deceased)[^.\n]{0,30}?\bat (\d{2,3})\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?:\b[Hh]e|\b[Ss]he|\p{Lu}\p{Ll}+)(?: is|,) (9\d|1[012]\d)[,;.] )", IdentifierKind::age, "age over 89"},
      {R"((?i)\b(?:lived to|lives to|survived to|reached|made it to)(?: be| age| the age of)?[ ](\d{2,3})\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(?:mother|father|grandma|grandpa|aunt|uncle|roommate|husband|wife|sister|brother|neighbou?r|cousin|spouse|partner|grandmother|grandfather),[ ](\d{2,3})[,;.])",
       IdentifierKind::age, "age over 89", is_over_89},
      {"(?i)\\b(" GALEN_NINETY ")[ \\-]{1,2}(?:years?|yrs?)[ \\-]{0,2}(?:old|of age)", IdentifierKind::age, "age over 89 in words"},
      {"(?i)\\b(?:aged?|age of|turned|lived to(?: be)?|died at|reached)[ ]{1,2}(" GALEN_NINETY ")\\b", IdentifierKind::age, "age over 89 in words"},
      {R"((?i)\b(nonagenarian|centenarian|supercentenarian)\b)", IdentifierKind::age, "age over 89 in words"},
      {R"((?i)\bin (?:his|her|their|the patient's) ((?:early |mid |late |early-|mid-|late-)?(?:nineties|90['’]?s))\b)", IdentifierKind::age,
       "age over 89 in words"},
  });
  return patterns;
}
#undef GALEN_NINETY

}  // namespace

void find_dates(const SearchedText& searched, std::vector<Identifier>* found) {
  date_patterns().find(searched.text, found);
}

void find_ages(const SearchedText& searched, std::vector<Identifier>* found) {
  age_patterns().find(searched.text, found);
}

}  // namespace galen
