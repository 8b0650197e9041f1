#include <array>
#include <cctype>
#include <string>
#include <unordered_set>

#include "data/calendar_text.h"
#include "data/finders.h"
#include "data/pattern_lists.h"

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
  if (text.ends_with(". May")) return false;  // "stage 3. May repeat"
  for (size_t at = 0; at < text.size(); ++at) {
    if (std::isupper(static_cast<unsigned char>(text[at])) != 0 || static_cast<unsigned char>(text[at]) >= 0x80) return true;
  }
  return lower_case(text).find("may") == std::string::npos && text.find("mar") == std::string_view::npos && text.find("dec") == std::string_view::npos &&
         text.find("set") == std::string_view::npos && text.find("sep") == std::string_view::npos && text.find("jan") == std::string_view::npos;
}

// What is graded in fractions, in front of them: "pain 7/10", "strength 4/5", "Apgars 8/9", "Tinetti 10/28".
bool is_before_fractions(std::string_view lower_case) {
  static const WordSet kWords = {
      "strength",    "power",    "motor",     "grip",     "murmur",     "grade",     "pain",    "scale",    "score",   "scored",       "scores",
      "rated",       "rating",   "rates",     "apgar",    "apgars",     "reflexes",  "reflex",  "dtrs",     "dtr",     "pulses",       "pulse",
      "mmse",        "moca",     "phq",       "gad",      "cam",        "borg",      "rpe",     "vision",   "acuity",  "va",           "visual",
      "ratio",       "bp",       "pressure",  "recalled", "deltoid",    "biceps",    "triceps", "quads",    "flexion", "extension",    "flexors",
      "extensors",   "ue",       "le",        "rue",      "lue",        "rle",       "lle",     "gcs",      "nihss",   "ecog",         "adl",
      "adls",        "iadl",     "iadls",     "fim",      "epds",       "audit",     "dast",    "rass",     "nips",    "flacc",        "mews",
      "extremities", "muscle",   "muscles",   "mobility", "balance",    "fio",       "peep",    "ashworth", "meyer",   "tinetti",      "berg",
      "katz",        "lawton",   "barthel",   "waddell",  "bishop",     "morse",     "baker",   "rankin",   "snellen", "jaeger",       "brunnstrom",
      "cog",         "vas",      "epworth",   "beighton", "mayo",       "haq",       "sofa",    "apache",   "psv",     "cpap",         "bipap",
      "vent",        "settings", "iliopsoas", "faces",    "throughout", "sensation", "words",   "objects",  "level",   "dorsiflexion", "plantarflexion",
      "teeth",       "lymph",    "fraction",  "criteria", "sem",        "bilateral"};
  return kWords.count(lower_case) > 0;
}

// What is counted in fractions, behind them: "3/14 nodes positive", "1/2 tablet", "5/5 strength".
bool is_behind_fractions(std::string_view lower_case) {
  static const WordSet kWords = {
      "nodes",          "node",        "cores",     "core",     "lymph",  "positive", "negative", "blocks",    "sets",     "bottles",  "bottle",
      "leads",          "beats",       "tablet",    "tablets",  "tab",    "tabs",     "pill",     "pills",     "cup",      "cups",     "tsp",
      "teaspoon",       "tbsp",        "inch",      "inches",   "mile",   "miles",    "pack",     "packs",     "ppd",      "systolic", "diastolic",
      "lobes",          "joints",      "criteria",  "correct",  "words",  "objects",  "items",    "points",    "strength", "power",    "motor",
      "grip",           "murmur",      "sem",       "pain",     "recall", "teeth",    "sites",    "specimens", "samples",  "slides",   "weeks",
      "throughout",     "bilaterally", "bilateral", "upper",    "lower",  "proximal", "distal",   "biceps",    "deltoid",  "quads",    "dorsiflexion",
      "plantarflexion", "hip",         "knee",      "reflexes", "pulses", "sessions", "doses",    "meals",     "shifts",   "limbs",    "extremities",
      "muscle",         "muscles",     "oz",        "ml"};
  return kWords.count(lower_case) > 0;
}

// In front of a day and a month: "on 5/5", "Labs 2/6".
bool is_before_dates(std::string_view lower_case) {
  static const WordSet kWords = {
      "on",          "since",     "from",      "by",        "until",     "till",     "date",    "dated",      "seen",        "admitted",     "discharged",
      "through",     "thru",      "before",    "after",     "dob",       "born",     "next",    "last",       "onset",       "film",         "films",
      "edd",         "edc",       "dictated",  "return",    "returned",  "here",     "skipped", "missed",     "start",       "dose",         "period",
      "menses",      "labs",      "echo",      "scan",      "fell",      "saw",      "ordered", "recheck",    "for",         "placed",       "removed",
      "delivered",   "updated",   "ending",    "ended",     "injured",   "bitten",   "culture", "cultures",   "rounds",      "interrogated", "registered",
      "verified",    "checked",   "check",     "filled",    "drink",     "began",    "around",  "about",      "replaced",    "reviewed",     "held",
      "done",        "taken",     "given",     "planned",   "booked",    "visit",    "f/u",     "appt",       "appointment", "starting",     "started",
      "effective",   "due",       "collected", "drawn",     "performed", "received", "signed",  "surgery",    "lmp",         "mon",          "tue",
      "tues",        "wed",       "thu",       "thur",      "thurs",     "fri",      "sat",     "sun",        "monday",      "tuesday",      "wednesday",
      "thursday",    "friday",    "saturday",  "sunday",    "pod",       "week",     "between", "exp",        "expires",     "reported",     "expected",
      "interviewed", "consulted", "presented", "requested", "confirmed", "called",   "meeting", "clinic",     "fax",         "weight",       "conference",
      "inr",         "bm",        "made",      "up",        "absence",   "care",     "adm",     "worn",       "out",         "admit",        "of",
      "w",           "note",      "notes",     "ct",        "mri",       "cxr",      "xray",    "ultrasound", "biopsy",      "transferred",  "extubated",
      "intubated",   "transfused"};
  return kWords.count(lower_case) > 0;
}

// "on" and "due" are followed by dates; these by lengths too: "for 2-3", "last 4-6".
bool may_be_before_lengths(std::string_view lower_case) {
  static const WordSet kWords = {"for",   "by",   "around", "about", "next", "last",  "between", "w",     "of",   "dose",  "week", "from",
                                 "every", "past", "after",  "start", "here", "drink", "held",    "given", "done", "taken", "was",  "weight"};
  return kWords.count(lower_case) > 0;
}

bool is_unit(std::string_view lower_case) {
  static const WordSet kUnits = {
      "day",  "days",    "week",   "weeks", "wk",      "wks",     "hour",  "hours",      "hr",     "hrs",     "h",       "month", "months", "mo",
      "year", "years",   "yr",     "yrs",   "minute",  "minutes", "min",   "mins",       "sec",    "seconds", "times",   "x",     "mg",     "mcg",
      "ml",   "l",       "liters", "units", "tablets", "tabs",    "pills", "capsules",   "puffs",  "drops",   "lb",      "lbs",   "pounds", "kg",
      "cm",   "mm",      "feet",   "ft",    "inches",  "drinks",  "beers", "cigarettes", "packs",  "cups",    "glasses", "doses", "visits", "sessions",
      "per",  "percent", "blocks", "steps", "stairs",  "flights", "meals", "episodes",   "stools", "people",  "cycles",  "points"};
  return kUnits.count(lower_case) > 0;
}

bool is_weekday_name(std::string_view lower_case) {
  return lower_case.size() >= 3 && (lower_case.ends_with("day") || lower_case.size() <= 5) &&
         std::string_view("mon tue wed thu fri sat sun").find(lower_case.substr(0, 3)) != std::string_view::npos;
}

// 3/14, 11/7, Friday 4/27 where nothing near counts in fractions. Two numbers that fractions often have, 5/5, 1/3, 7/10, need a word of dates in front.
void find_days_and_months(const SearchedText& searched, std::vector<Identifier>* found) {
  const std::string_view text = searched.text;
  const std::vector<Word>& words = searched.words;
  const auto digit = [&](size_t at) { return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; };
  const auto is_one_of = [](char c, std::string_view signs) { return signs.find(c) != std::string_view::npos; };
  for (size_t slash = text.find_first_of("/-"); slash != std::string_view::npos; slash = text.find_first_of("/-", slash + 1)) {
    if (slash == 0 || !digit(slash - 1) || !digit(slash + 1)) continue;
    size_t begin = slash - 1;
    while (begin > 0 && digit(begin - 1)) --begin;
    size_t end = slash + 2;
    while (digit(end)) ++end;
    if (slash - begin > 2 || end - slash > 3 || !stands_alone(text, begin, end)) continue;
    if (begin > 0 && is_one_of(text[begin - 1], "/.-+<>=~$\"#")) continue;
    if (end < text.size() && is_one_of(text[end], "/%+\"")) continue;
    if (end + 1 < text.size() && text[end] == '.' && digit(end + 1)) continue;
    const int a = std::stoi(std::string(text.substr(begin, slash - begin)));
    const int b = std::stoi(std::string(text.substr(slash + 1, end - slash - 1)));
    if (a < 1 || b < 1 || !((a <= 12 && b <= 31) || (a <= 31 && b <= 12))) continue;
    const size_t first = searched.first_word_from(begin);
    const size_t behind = searched.first_word_from(end);
    const auto near = [&](size_t from, size_t to) { return text.substr(from, to - from).find_first_of("\n;.") == std::string_view::npos; };
    // "39 3/7 weeks", "2 1/2".
    if (first > 0 && words[first - 1].letters == Letters::digits && text.substr(words[first - 1].end, begin - words[first - 1].end) == " " && a < b && b < 10)
      continue;
    const std::string before = first > 0 && near(words[first - 1].end, begin) ? lower_case(searched.of(words[first - 1])) : std::string();
    if (is_weekday_name(before)) {
      found->push_back({words[first - 1].begin, end, IdentifierKind::date, "weekday, day and month"});
      continue;
    }
    bool is_dated = before != "of" && is_before_dates(before);
    for (size_t i = first; i > 0 && i + 3 > first && !is_dated; --i)
      is_dated = near(words[i - 1].end, begin) && lower_case(searched.of(words[i - 1])) == "date";
    if (before == "ca" && text[slash] == '-') continue;  // CA 19-9
    const bool is_padded = text[begin] == '0' || text[slash + 1] == '0';
    // Alone in a table's cell, or at a row's start before a time.
    const bool begins_row = begin == 0 || text[begin - 1] == '\n';
    const bool is_cell = (begin > 1 && text[begin - 1] == ' ' && text[begin - 2] == '|' && text.substr(end).starts_with(" |")) ||
                         (begins_row && (text.substr(end).starts_with(" |") || text.substr(end).starts_with(" ;") || text.substr(end).starts_with("\t") ||
                                         (end + 1 < text.size() && text[end] == ' ' && (digit(end + 1) || text[end + 1] == ' '))));
    if (text[slash] == '-') {
      // "on 3-14" and "2-09", not "for 2-3 days".
      const bool is_length = behind < words.size() && near(end, words[behind].begin) && is_unit(lower_case(searched.of(words[behind])));
      // A range rises: 9-2 is a day.
      if (is_length || (!is_padded && a <= b && !is_cell && (!is_dated || may_be_before_lengths(before)))) continue;
      found->push_back({begin, end, IdentifierKind::date, "day and month"});
      continue;
    }
    bool is_counted = false;
    for (size_t i = behind; i < std::min(behind + 2, words.size()) && !is_dated; ++i)
      is_counted = is_counted || (near(end, words[i].begin) && is_behind_fractions(lower_case(searched.of(words[i]))));
    for (size_t i = first; i > 0 && i + 2 > first && !is_dated; --i)
      is_counted = is_counted || (near(words[i - 1].end, begin) && is_before_fractions(lower_case(searched.of(words[i - 1]))));
    if (is_counted) continue;
    const bool is_usual_fraction = !is_padded && a <= b && ((a == b && b < 6) || b == 5 || b == 10 || b <= 3);
    // "Hearing 2/10", "RTC 1/2": behind a noun that heads a line rather a date than a grade.
    static const WordSet kShort = {"rtc", "iol", "ov", "us", "ct", "mri", "cxr", "egd", "f/u", "echo", "holter", "eeg", "emg"};
    const bool is_headed =
        first > 0 && near(words[first - 1].end, begin) &&
        ((words[first - 1].letters == Letters::capitalised && (words[first - 1].flags & (kVeryCommon | kCommon)) != 0) || kShort.count(before) > 0);
    if (is_usual_fraction && !is_dated && !is_headed && !is_cell && !(begin > 0 && text[begin - 1] == '(' && text.substr(end).starts_with(")")) &&
        before != "of" && !before.ends_with("ed"))
      continue;
    found->push_back({begin, end, IdentifierKind::date, "day and month"});
  }
}

bool starts_with_capital(std::string_view text) {
  return std::isupper(static_cast<unsigned char>(text[0])) != 0;
}
}  // namespace

std::vector<Pattern> date_patterns() {
  return {
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
      {"(?i)(" GALEN_MONTH "\\.?[ ,\\-/]{0,2}(?:of |de |del )?" GALEN_YEAR ")", IdentifierKind::date, "month and year"},
      {"(?i)(" GALEN_YEAR "[ ,\\-/]{1,2}" GALEN_MONTH "(?:[ \\-/]" GALEN_DAY ")?)", IdentifierKind::date, "year and month"},
      {"(?i)((?:the )?" GALEN_ORDINAL " (?:day )?(?:of )?" GALEN_MONTH "(?:,? (?:of |in )?" GALEN_YEAR ")?)", IdentifierKind::date, "day and month in words"},
      {"(?i)(" GALEN_MONTH " (?:the )?" GALEN_ORDINAL "(?:,? (?:of |in )?" GALEN_YEAR ")?)", IdentifierKind::date, "month and day in words"},
      {"\\b(?i:in|since|last|this|next|early|late|mid|until|till|during|by|from|before|after|of|through|around|about|between|and|every|late in|back in)[ "
       "-]((?:January|February|March|April|May|June|July|August|"
       "September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b\\.?)",
       IdentifierKind::date, "month behind a preposition", starts_with_capital},
      {R"(((?:0?[1-9]|1[0-2])[/\-.](?:19|20)\d{2}))", IdentifierKind::date, "month and year in digits"},
      {R"((\d{1,2}/\d{1,2})[ ](?:@|(?:at[ ])?(?:\d{1,2}:\d{2}|[01]\d[0-5]\d|2[0-3][0-5]\d)\b))", IdentifierKind::date, "day and month before a time",
       is_month_and_day},
      {R"(\b(?i:until|on|by|since|from|before|after|till) the (\d{1,2}(?:st|nd|rd|th))[.,;?!\n)])", IdentifierKind::date, "day behind a preposition"},
      {R"((?i)(?:\d{1,2}(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|november|december),? (nineteen[ -](?:hundred|oh|ten|eleven|twelve|[a-z]{4,9})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)\b)",
       IdentifierKind::date, "year in words behind a day"},
      {R"((?i)\bsince (\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec))\b)", IdentifierKind::date, "day and month in small letters"},
      {R"([;.,] (\d{1,2}/\d{1,2}):[ ])", IdentifierKind::date, "day and month before a colon", is_month_and_day},
      {R"(\b(?:(?:Dr|Doctor|MD|RN|NP)\b\.?[^\n,]{0,24},|(?i:stop|start|began|begin|hold|resume)[ ]\p{Lu}\p{L}+)[ ](\d{1,2}/\d{1,2})(?:[.,;\n ]|$))",
       IdentifierKind::date, "day and month behind a person or a medicine", is_month_and_day},
      {R"((?i)\b((?:Halloween|Super Bowl Sunday|Ash Wednesday|Palm Sunday|Maundy Thursday|Holy Saturday|Black Friday|Cyber Monday|(?:Lunar|Chinese) New Year|Pentecost|Thanksgiving|Christmas(?: Eve| Day)?|Easter(?: Sunday| Monday)?|Good Friday|Boxing Day|Hanukkah|Passover|Yom Kippur|Rosh Hashanah|Diwali|Eid(?: al-Fitr| al-Adha)?|Ramadan|Mardi Gras|Kwanzaa|Cinco de Mayo|Juneteenth|(?:Labor|Labour|Memorial|Independence|Veterans['’]?|Presidents['’]?|Columbus|Indigenous Peoples['’]?|(?:Martin Luther )?King|MLK|Election|Flag|Remembrance|Bastille|All Saints['’]?|April Fools['’]?|Leap|Canada|Australia|Anzac|Valentine['’]?s|St\.? Patrick['’]s|Mother['’]s|Father['’]s|New Year['’]?s|Groundhog|Victoria) (?:Day|Eve)|(?:the )?(?:4th|Fourth) of July))\b)",
       IdentifierKind::date, "holiday"},
      {R"((\d{1,2}/\d{1,2})[ ]?(?:-|–|to|through|thru)[ ]?\d{1,2}/\d{1,2}(?:/\d{2,4})?\b)", IdentifierKind::date, "range of days", is_month_and_day},
      {R"(\d{1,2}/\d{1,2}[ ]?(?:-|–|to|through|thru)[ ]?(\d{1,2}/\d{1,2})\b)", IdentifierKind::date, "range of days", is_month_and_day},
      {R"((?:^|\n)[ \t\-*•]{0,6}(\d{1,2}/\d{1,2})[ ]?[:\-–)])", IdentifierKind::date, "day and month at a line's start", is_month_and_day},
  };
}

namespace {
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

}  // namespace

#define GALEN_NINETY                                                                                     \
  "(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a) hundred(?:[- ](?:and[- " \
  "])?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)"
std::vector<Pattern> age_patterns() {
  return {
      {R"((?i)\b(\d{2,3})[ \-]{0,2}(?:years?|yrs?|y)\.?[ \-]{0,2}(?:old|o|of age)\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(\d{2,3})[ \-]{0,2}(?:yo|y/o|y\.o\.|yof|yom|yr-old|year-old|-yr-old|jährig|ans|años|anni|jaar))", IdentifierKind::age, "age over 89",
       is_over_89, false},
      {R"((?:\b[HS]he|\p{Lu}\p{L}+|\p{Lu}\.)(?:,[ ]|[ ]is[ ])(9\d|1[01]\d)(?:,[ ]is\b|[ ]and[ ](?:lives|was|has|is)\b|[ ]&[ ]))", IdentifierKind::age,
       "age over 89"},
      {R"((?i)\b(?:grand)?(?:mother|father|ma|pa)[ ](9\d|1[01]\d)[ ]\w)", IdentifierKind::age, "age over 89"},
      {R"((?i)\b(?:turn|turns|turned|turning)[ ](\d{2,3})\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?:\|[ ]|["“]|• |- )(9\d|1[01]\d)[ ][MF](?:,|[ ]\|))", IdentifierKind::age, "age over 89"},
      {R"(\b(9\d|1[01]\d)(?:,)?[ ](?:[Ff]emale|[Mm]ale|FEMALE|MALE)\b)", IdentifierKind::age, "age over 89"},
      {R"((?:\d{4}|/\d\d|-\d\d)(?:,[ ]|[ ]{1,4})(9\d|1[01]\d),?[ ][MF]\b)", IdentifierKind::age, "age over 89"},
      {R"(,[ ](9\d|1[01]\d),[ ](?:M|F|Male|Female)\b)", IdentifierKind::age, "age over 89"},
      {R"((?i)\bage[ \t]{0,16}[:|][ \t]{0,12}(\d{2,3})(?:\b|y))", IdentifierKind::age, "age over 89", is_over_89, false},
      {R"((?:^|\n|[.;:] )(9\d|1[01]\d)[ ]?[MF][ ](?:with|who|complain|c/o|presents|presenting|s/p|h/o|admitted|brought|here)\b)", IdentifierKind::age,
       "age over 89"},
      {R"((?i)\bage ?/ ?(?:sex|gender)[ ]?[:|]?[ ]{0,3}(\d{2,3})[ ]?[/ ][ ]?[MF])", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\bdob ?/ ?age[ ]?[:|][^\n/|]{1,24}[0-9][^\n|]{0,8}/ (\d{2,3})\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(?:mother|father|mom|dad|mum|grandma|grandpa|grandmother|grandfather|aunt|uncle|husband|wife|sister|brother|neighbou?r|spouse|partner|parent|roommate)(?: is| was|, now|, who is) (\d{2,3})(?: and| &|[.,;]|\n| when))",
       IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(?:aged?|age of|age is|ages|turned|turning|turns|is now|alter|edad|âge)[ \t]{0,2}[:=,]?[ \t]{0,2}(?:of |is |at )?(\d{2,3})\b)",
       IdentifierKind::age, "age over 89", is_over_89},
      {R"(\b(\d{2,3})(?:-?[MF]|[ -]?(?:male|female|man|woman|lady|gentleman)|[ ]?y)\b)", IdentifierKind::age, "age over 89", is_over_89, false},
      {R"((?:\p{L}+,|[(,\n]|\p{Lu}\p{Ll}+)[ ]?(\d{2,3})[ ][MF]\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"(\b[Ii]['’]m (9\d|1[01]\d)\b)", IdentifierKind::age, "age over 89"},
      {R"((?i)\bhow old (?:is|are|was) [^?\n]{1,24}\?\s{1,2}[\[\w\]]{1,12}:? (?:I['’]m |she['’]s |he['’]s |she is |he is )?(9\d|1[01]\d)\b)",
       IdentifierKind::age, "age over 89"},
      {R"((?i)\b(?:male|female|man|woman|m|f),[ ]?(\d{2,3})\b)", IdentifierKind::age, "age over 89", is_over_89},
      {R"((?i)\b(?:alive|well|living|ca|cancer|amd|dementia|stroke|mi|cad|chf|copd|disease|diabetes|age|failure|attack)[ ](?:now )?at (\d{2,3})(?:[,;.\n]| and\b| of\b| from\b|$))",
       IdentifierKind::age, "age over 89", is_over_89},
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
  };
}

namespace {
#undef GALEN_NINETY

}  // namespace

void find_dates(const SearchedText& searched, std::vector<Identifier>* found) {
  searched.append(PatternList::dates, found);
  find_days_and_months(searched, found);
}

void find_ages(const SearchedText& searched, std::vector<Identifier>* found) {
  searched.append(PatternList::ages, found);
}

}  // namespace galen
