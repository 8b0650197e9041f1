// How clinicians write people when there is no time for sentences: initials behind a time, "Asst: Harris", "report to Ana in pod C", "pt: mary jones".
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <unordered_set>

#include "data/finders.h"
#include "data/patterns.h"

namespace galen {
namespace {

using WordSet = std::unordered_set<std::string_view>;

#define GALEN_NAME_WORD R"((?:(?:[dlOD]['’]|Mc|Mac|Di|St\. )?\p{Lu}[\p{L}'’\-]+))"
#define GALEN_PARTICLES R"((?:(?:van|von|de|den|der|la|le|di|del|al|el|bin|ter|mac|an|Mac)[ ]){0,3})"
#define GALEN_PERSON "((?:\\p{Lu}\\.?[ ]?){0,2}" GALEN_PARTICLES GALEN_NAME_WORD "(?:[ ](?:\\p{Lu}\\b\\.?|" GALEN_PARTICLES GALEN_NAME_WORD ")){0,3})"
#define GALEN_INITIALS R"((?:(?:\p{Lu}\.){2,3}|\p{Lu}{2,3}))"
#define GALEN_CREDENTIAL R"((?:MD|DO|RN|NP|PA-C|PA|LPN|LVN|CNA|RPh|PharmD|PhD|PsyD|DPM|DDS|LMSW|MSW|LCSW|PCT|LMFT|LPC|CNM|CRNA|RD|PT|OT|SLP|RT|MBBS|MA)\b)"

// Letters without full stops that are not somebody's initials.
bool is_abbreviation(std::string_view text) {
  static const WordSet kKnown = {
      "US",  "UK",   "PO",  "MD",  "DO",  "RN",  "NP",  "PA",  "IV",  "IM",  "PRN", "BID", "TID",  "QD",  "QID", "AM",  "PM",  "DC",  "NY",   "NJ",  "NC",
      "SC",  "NM",   "NH",  "ND",  "SD",  "RI",  "ER",  "OR",  "ICU", "DDS", "ED",  "GI",  "GU",   "OD",  "OS",  "OU",  "HS",  "EG",  "IE",   "AD",  "BC",
      "LPN", "OB",   "TB",  "USA", "EU",  "UN",  "WHO", "FDA", "NIH", "CDC", "LA",  "CT",  "MRI",  "MR",  "PT",  "OT",  "SLP", "BP",  "HR",   "RR",  "ABG",
      "VBG", "CBC",  "BMP", "CMP", "INR", "PTT", "EKG", "ECG", "EEG", "EMG", "CXR", "KUB", "US",   "XR",  "PET", "EMS", "ALS", "BLS", "CPR",  "DNR", "DNI",
      "NPO", "PO",   "SQ",  "SL",  "PR",  "NG",  "OG",  "ETT", "LMA", "JVP", "EJ",  "IJ",  "PIV",  "TLC", "PCP", "GP",  "SW",  "CM",  "RT",   "CNA", "MA",
      "HHA", "LCSW", "MSW", "PHD", "RPH", "LMP", "EDD", "EDC", "DOB", "DOS", "MRN", "SSN", "NKA",  "NOK", "POA", "HCP", "ROM", "RAM", "GCS",  "ROS", "HPI",
      "PMH", "PSH",  "FH",  "SH",  "SOB", "CP",  "AF",  "MI",  "CHF", "CKD", "DM",  "HTN", "COPD", "UTI", "DVT", "PE",  "CVA", "TIA", "GERD", "OSA", "BPH",
      "RA",  "OA",   "MS",  "ALS", "HIV", "HCV", "HBV", "RSV", "FLU", "UA",  "UDS", "TSH", "PSA",  "LDL", "HDL", "AST", "ALT", "BUN", "CRP",  "ESR", "WBC",
      "RBC", "HGB",  "HCT", "PLT", "NA",  "CL",  "CO",  "CA",  "MG",  "PH",  "TV",  "RN",  "HH",   "AP",  "NV",  "NS",  "LR",  "DW",  "FFP",  "PCA", "TPN",
      "ID",  "IN",   "OK",  "TO",  "OF",  "BY",  "AT",  "ON",  "NO",  "DPT", "BSN", "FNP", "DNP",  "VS",  "WNL", "NAD", "HOB", "LOC", "LE",   "UE",  "RUE",
      "LUE", "RLE",  "LLE", "RUQ", "LUQ", "RLQ", "LLQ", "BM",  "BS",  "BMI", "SAT", "FHT", "GBS",  "PPE"};
  return kKnown.count(text) > 0;
}

// With a full stop behind each letter hardly anything else is written.
bool are_dotted_initials(std::string_view text) {
  static const WordSet kKnown = {"US", "UK", "PO",  "MD",  "DO",  "RN",  "NP",  "PA",  "IV",  "IM",  "AM",  "PM",  "DC",
                                 "NY", "NJ", "NC",  "SC",  "NM",  "NH",  "ND",  "RI",  "ER",  "OR",  "ED",  "GI",  "LA",
                                 "BC", "IQ", "USA", "DDS", "LPN", "PRN", "BID", "TID", "QID", "MRI", "WHO", "FDA", "DOB"};
  std::string letters;
  for (const char c : text) {
    if (c != '.' && c != ' ') letters += c;
  }
  return kKnown.count(letters) == 0;
}

bool are_initials(std::string_view text) {
  return text.find('.') != std::string_view::npos ? are_dotted_initials(text) : !is_abbreviation(text);
}

// "JJT / JAK": neither half is an abbreviation.
bool are_two_initials(std::string_view text) {
  const size_t slash = text.find('/');
  const auto trimmed = [](std::string_view half) {
    while (!half.empty() && half.front() == ' ') half.remove_prefix(1);
    while (!half.empty() && half.back() == ' ') half.remove_suffix(1);
    return half;
  };
  return are_initials(trimmed(text.substr(0, slash))) && are_initials(trimmed(text.substr(slash + 1)));
}

const PatternSet& initials() {
  static const PatternSet patterns({
      {R"((\p{Lu}\.[ ]?\p{Lu}\.(?:[ ]?\p{Lu}\.)?))", IdentifierKind::name, "initials", are_dotted_initials},
      {R"((?:^|\n|[.!?] |  )()" GALEN_INITIALS "[ ]?/[ ]?" GALEN_INITIALS R"()[ ]*(?:\n|$|  ))", IdentifierKind::name, "two persons' initials",
       are_two_initials},
      {"\\b" GALEN_CREDENTIAL "[ ]?(?:/|,)[ ]?(" GALEN_INITIALS R"()(?:[ ]*\n|[ ]*$|  |,))", IdentifierKind::name, "initials behind credentials", are_initials},
      {"(?:\\b" GALEN_CREDENTIAL R"(|\d\d:?\d\d)[ ]{1,2}\(()" GALEN_INITIALS R"()\))", IdentifierKind::name, "initials in brackets", are_initials},
      {R"(\|[ ]?()" GALEN_INITIALS R"()[ ]\d{1,2}:?\d{2}\b)", IdentifierKind::name, "initials before a time", are_initials},
      {R"(\b\d{1,2}:?\d{2}(?:[ ][apAP]\.?[mM]\.?)?[ ]()" GALEN_INITIALS "):", IdentifierKind::name, "initials behind a time", are_initials},
      {R"(\b(?i:tech|path|received by|drawn by|verified by|typed by|read by|checked by|entered by|initials|init|phoned to|called to|per):?[ ]{1,2}()" GALEN_INITIALS
       R"()\b)",
       IdentifierKind::name, "initials behind what was done", are_initials},
      {R"((?:\d\d:\d\d(?:[ ]?[ap]\.?m\.?)?|\d|\bby|\bok)[ ]()" GALEN_INITIALS R"()[ ]*(?:\n|$))", IdentifierKind::name, "initials at a line's end",
       are_initials},
      {R"((?:\d|(?i:verified|signed|reviewed|transcribed))[ ]()" GALEN_INITIALS "[ ]?/[ ]?" GALEN_INITIALS R"()(?:[ ]\d|[ ]*\n|[ ]*$))", IdentifierKind::name,
       "two persons' initials", are_two_initials},
      {R"(\b(?:by|informed|notified|updated|told|pt|ok|ACTION:|Action:)[ ]()" GALEN_INITIALS R"()(?:[.,;|]|[ ]to\b|[ ]\n))", IdentifierKind::name,
       "initials behind what was done", are_initials},
      {R"((?:^|\n|[ ])/()" GALEN_INITIALS R"()/(?:[ \n]|$))", IdentifierKind::name, "initials that sign", are_initials},
      {R"([|/][ ]?()" GALEN_INITIALS R"()[ ]*(?:\n|$|  ))", IdentifierKind::name, "initials at a line's end", are_initials},
      {R"([\p{Ll}.][ ]/[ ]()" GALEN_INITIALS R"()[ ](?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))", IdentifierKind::name,
       "initials before a date", are_initials},
      {R"(\b(?i:transcribed|dictated|typed|signed|printed)[ ][\d/.\-]{6,10}[ ]()" GALEN_INITIALS R"()\b)", IdentifierKind::name, "initials behind a date",
       are_initials},
      {R"(\b(?i:by)[ ]()" GALEN_INITIALS R"()[ ](?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))", IdentifierKind::name, "initials before a date",
       are_initials},
      {R"((?:^|\n|[ ])-{1,2}[ ]?()" GALEN_INITIALS R"()(?:,|\n|$))", IdentifierKind::name, "initials that sign", are_initials},
  });
  return patterns;
}

// What they find is a person where holds_a_name() agrees.
const PatternSet& persons() {
  static const PatternSet patterns({
      {R"(\b(?:(?i:op|operator|asst|scrub|circulator|tech|technologist|rph|pharm|path|interp|accepting(?: md)?|ordering(?: md)?|prescriber|attg|rad|anes(?:thesia)?|proceduralist|transcribed(?: by)?|signed(?: by)?|(?:collected|received|drawn|read|verified|completed|entered|filled|checked|referred|escorted|accompanied) by|next of kin(?: for \w{1,12})?|lactation|driver|passenger|father of baby|fob|support person|visitor|rel ?\d)|MD|DO|NP|PA|RN|LPN|CRNA|RT)[ ]?:[ ]{1,3})" GALEN_PERSON,
       IdentifierKind::name, "person behind a role's label"},
      {R"(\b(?:(?i:technologist|tech|hha|cna|aide|unit clerk|clerk|interp|ofc|officer|crew|attg|attending|pharmacist|transporter|transport|sitter|phlebotomist|lactation|courier|driver|chaplain|doula|caseworker|roommate|ordering|pcp)|RN|LPN|MD|SW|CM)[ ]{1,2}\(?)" GALEN_PERSON,
       IdentifierKind::name, "person behind a role"},
      {R"(\b(?i:ask(?:ed|ing)? for|text|report(?:ed)? to|stay(?:ed|ing|s)? with|set up by|box by|filled by|double-checked w/|checked w/|witness(?:ed by)?|handed (?:off )?to|helped by|dropped off by|picked up by|raised by|adopted by|coached by|married to|spoke with|left with|talk(?:ed)? to|call|delivery of|confirmed by|worker|with|PACU with|exchange with|voicemail for|called by|correct x2 per|c/o|w/)[ ])" GALEN_PERSON,
       IdentifierKind::name, "person behind what people do"},
      {R"((?i:\bcalls? me|\bthat['’]s|\bthis is|\bmy best to|\bbest to|\bcopied|\bcc['’]d|\btry|\bhave you down as|\basked if|\btold|\bclosed by|\bsigned out to|\bstopped by|\bgiven to|\bparent of|\bmother of|\bfather of|\bvisit log for|\bsummary for|\bmessage from|\bsubject:|\bgrandparent|\bpolicy holder:|\binvestigator|\bsocial work:|\bpapers list|\bmy relative,|\bhi there,|\bi['’]ll have|\breviewed with|\bprepared for:|\d by)[ ])" GALEN_PERSON,
       IdentifierKind::name, "person behind what people say"},
      {R"((?:^|\n)(?:[\-*•][ ])?(\p{Lu}\p{Ll}[\p{L}'’\-]+),[ ](?i:please|your|you|can you|could you|I|we|thank|take care|let|this)\b)", IdentifierKind::name,
       "person spoken to"},
      {R"([.!?:][ ](\p{Lu}\p{Ll}[\p{L}'’\-]+),[ ](?i:please|your|can you|could you|I want|I['’]m|I['’]d|thank you|take care)\b)", IdentifierKind::name,
       "person spoken to"},
      {R"(\b(?:[Aa]ll right|[Oo]kay|[Oo]k|[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood morning|[Bb]ye|[Tt]hanks|[Tt]hank you|[Ss]orry|[Yy]es|[Nn]o|[Rr]ight|[Ww]ell),[ ](\p{Lu}\p{Ll}[\p{L}'’\-]+)[.,!?])",
       IdentifierKind::name, "person spoken to"},
      {R"((?:^|[.!?\n][ ]?|: |; |\b(?:with|and|if|that) )(\p{Lu}\p{Ll}[\p{L}'’\-]+)[ ](?:from (?:the )?(?:\p{Ll}+ )?(?:team|cardiology|surgery|palliative|billing|transport|pharmacy)|at cardiology|driving|has a ride|will attend|will drive|could join|refused|asked|promised|agreed|helps|turns in|grew up|can be reached|never called))",
       IdentifierKind::name, "person who does something"},
      {R"((?i:\bknown as|\bgoes by|\bprefers)[ ]["“]?)" GALEN_PERSON, IdentifierKind::name, "nickname"},
      {R"((\p{Lu}[\p{L}'’\-]+)[ ]\(as (?:he|she|they))", IdentifierKind::name, "nickname"},
      {R"((?:^|\n|[ ])-{2}[ ]?)" GALEN_PERSON, IdentifierKind::name, "person who signs"},
      {R"((?:Sent from my \w{1,12}|[Tt]hanks(?: so much| again)?[,.!]|[Ss]incerely,|[Rr]egards,|[Bb]est,|[Ll]ove,|[Cc]heers,)[ ]?\n{1,3})" GALEN_PERSON,
       IdentifierKind::name, "person who signs"},
      {R"((?:^|\n)()"
       R"(\p{Lu}{2}[\p{Lu}'’\-]+,[ ]?\p{Lu}[\p{L}'’\-]+(?:[ ]\p{Lu}\b\.?)?))",
       IdentifierKind::name, "line of a surname and a given name"},
      {R"((\p{Lu}[\p{L}'’\-]+(?:[ ]\p{Lu}\.?)?[ ]["“]\p{Lu}[\p{L}'’\-]+["”](?:[ ]\p{Lu}[\p{L}'’\-]+){1,3}))", IdentifierKind::name, "name around a nickname",
       nullptr, false},
      {R"((?:^|\n|/ )(\p{Lu}{2}[\p{Lu}'’\-]+(?: JR\.| SR\.)?,[ ]?(?:\p{Lu}\.|\p{Lu}{2,}(?:[ ]\p{Lu}+\.?)?)))", IdentifierKind::name,
       "line of a surname and a given name", nullptr, false},
      {R"((\p{Lu}[\p{L}'’\-]+(?:[ ]\p{Lu}\b\.?|[ ]\p{Lu}\p{Ll}+|[ ]["“]\p{L}+["”])?[ ](?:van der|van den|van de|van|von|de la|de los|de|del|di|da)[ ]\p{Lu}\p{Ll}[\p{L}'’\-]+))",
       IdentifierKind::name, "name with a particle"},
      {R"((?:^|\n|\||  |patient[ ])(\p{Lu}{2}[\p{Lu}'’\-]+[ ]\p{Lu}\p{Ll}+)(?:[ ]\d|\||\n|  ))", IdentifierKind::name, "line of a surname and a given name"},
      {R"((\p{Lu}[\p{L}'’\-]+,[ ]?\p{Lu}[\p{L}'’\-]+[ ]\p{Lu}\b\.?))", IdentifierKind::name, "surname, given name, initial"},
      {R"((\p{Lu}[\p{L}'’\-]+,[ ]?\p{Lu}[\p{L}'’\-]+)(?:,?[ ](?:MD|DO|RN|NP|PA|PhD|dob|DOB|SS|MRN|Unit|Chart|Pt|PT|aged?)\b|[ ]\(\d|[ ]-[ ]\d|,[ ]\d|[ ]{2}[A-Z]?\d|\|))",
       IdentifierKind::name, "surname, given name"},
      {R"(\p{Lu}[\p{L}'’\-]+[ ]\((\p{Lu}\p{Ll}{1,11})\)(?:[ ]{2}|,|\n|$|[ ]is\b))", IdentifierKind::name, "nickname"},
      {R"((\p{Lu}\.?[ ]\p{Lu}\p{Ll}[\p{L}'’\-]+),[ ]?)" GALEN_CREDENTIAL, IdentifierKind::name, "initial and surname before credentials"},
      {R"((?:^|\n|  )(\p{Lu}[ ]\p{Lu}\p{Ll}[\p{L}'’\-]+)(?:[ ]/|,[ ]?\d|[ ]*\n|[ ]*$))", IdentifierKind::name, "initial and surname"},
      {R"(((?:\p{Lu}\.[ ]?){1,3}\p{Lu}\p{Ll}[\p{L}'’]+(?:-\p{Lu}[\p{L}'’]+)?))", IdentifierKind::name, "initial and surname"},
  });
  return patterns;
}

const PatternSet& small_persons() {
  static const PatternSet patterns({
      {R"((?i:\bpt|\bpatient|\bname|\bnok|\bnext of kin)[ ]?:[ ]{1,2}([a-z][a-z'’\-]+(?:[ ][a-z][a-z'’.\-]+){1,3})(?:[ ]{2}|\n|,|$|[ ]\(|[ ][A-Z]))",
       IdentifierKind::name, "name in small letters"},
      {R"(\b(?i:partner|niece|nephew|wife|husband|son|daughter|mother|father|mom|dad|sister|brother|aunt|uncle|cousin|granddaughter|grandson|grandmother|grandfather|neighbor|neighbour|friend|roommate|caregiver|boyfriend|girlfriend|spouse)[ ]([a-z][a-z'’\-]+(?:[ ][a-z][a-z'’.\-]+){1,3})(?:,|\n|$|;|[ ]\())",
       IdentifierKind::name, "name in small letters"},
  });
  return patterns;
}
// A person stands in front of it.
const PatternSet& behind_persons() {
  static const PatternSet patterns({
      {R"(([ ](?i:at bedside|at the bedside|RN called|called back|updated at|notified at)\b))", IdentifierKind::name, "person at the bedside", nullptr, false},
      {R"((,[ ]\d{1,3}[ ]?(?:y|yo|y/o|F|M|f|m|yrs?)\b))", IdentifierKind::name, "person before an age", nullptr, false},
      {R"((,?[ ]\(?\+?\(?\d{3}\)?[-. /]?\d{3}[-. ]?\d{4}))", IdentifierKind::name, "person before a telephone number", nullptr, false},
  });
  return patterns;
}
// Words in capitals only.
const PatternSet& capitals() {
  static const PatternSet patterns({
      {R"((\p{Lu}{3}[\p{Lu}'’\-]*(?:[ ]\p{Lu}\.?)?(?:[ ]\p{Lu}{3}[\p{Lu}'’\-]*){1,2}))", IdentifierKind::name, "name in capitals"},
      {R"((?:^|\n)(\p{Lu}{3}[\p{Lu}'’\-]*(?:[ ]\p{Lu}{3}[\p{Lu}'’\-]*)?):[ ])", IdentifierKind::name, "speaker"},
  });
  return patterns;
}

const PatternSet& spelled_names() {
  static const PatternSet patterns({
      {R"((\p{Lu}(?:-\p{Lu}){2,}))", IdentifierKind::name, "spelled name"},
  });
  return patterns;
}

// Initials behind the name that they stand for.
const PatternSet& bracketed_initials() {
  static const PatternSet patterns({
      {R"(\p{L}\.?[ ]\((\p{Lu}{2,4})\))", IdentifierKind::name, "initials behind their name"},
  });
  return patterns;
}
#undef GALEN_NAME_WORD
#undef GALEN_PARTICLES
#undef GALEN_PERSON
#undef GALEN_INITIALS
#undef GALEN_CREDENTIAL

// The words of [begin, end).
std::pair<size_t, size_t> words_in(const SearchedText& searched, size_t begin, size_t end) {
  const size_t first = searched.first_word_from(begin);
  size_t last = first;
  while (last < searched.words.size() && searched.words[last].end <= end) ++last;
  return {first, last};
}

// "mary jones", not "may need help": a given name, and then nothing that only grammar needs.
bool is_small_person(const SearchedText& searched, const Identifier& found) {
  static const WordSet kGrammar = {"is",  "was", "has", "had",  "will", "would", "can",  "could", "may",  "to",    "and",    "or",    "who",  "with",
                                   "at",  "in",  "on",  "for",  "of",   "not",   "does", "did",   "says", "said",  "states", "lives", "in",   "law",
                                   "the", "a",   "an",  "from", "if",   "when",  "that", "also",  "here", "there", "both",   "aware", "told", "called"};
  const auto [first, last] = words_in(searched, found.begin, found.end);
  if (last - first < 2) return false;
  size_t names = 0;
  for (size_t i = first; i < last; ++i) {
    const Word& word = searched.words[i];
    if (word.letters == Letters::digits || kGrammar.count(searched.of(word)) > 0 || (word.flags & kMedical) != 0) return false;
    names += (word.flags & kAnyName) != 0 ? 1 : 0;
  }
  const uint16_t given = searched.words[first].flags;
  return names > 0 && ((given & kGivenName) != 0 || names == last - first) && (names > 1 || (given & kVeryCommon) == 0);
}

// "type A. Smith" isn't one, nor "hepatitis B. Cirrhosis": an initial behind what letters count.
bool is_counted_letter(const SearchedText& searched, const Identifier& found) {
  static const WordSet kCounted = {"vitamin", "hepatitis", "type", "group",     "factor",  "class", "stage", "grade",
                                   "option",  "plan",      "part", "influenza", "section", "step",  "level", "arm"};
  const auto [first, last] = words_in(searched, found.begin, found.end);
  return first > 0 && kCounted.count(lower_case(searched.of(searched.words[first - 1]))) > 0;
}

// The last word is a name, or no word of the language or of medicine.
bool ends_in_a_name(const SearchedText& searched, const Identifier& found) {
  const auto [first, last] = words_in(searched, found.begin, found.end);
  if (first == last) return false;
  const Word& word = searched.words[last - 1];
  const std::string small = lower_case(searched.of(word));
  if (is_eponym_head(small) || is_spoken(small)) return false;
  if ((word.flags & (kMedical | kMedicalName)) != 0 && (word.flags & (kFrequentSurname | kFrequentGivenName)) == 0) return false;
  if ((word.flags & kAnyName) != 0) return true;
  return (word.flags & (kEnglish | kWidePlace)) == 0;
}

// The run of capitalised words that ends at `end`, at most four; nothing: empty.
std::pair<size_t, size_t> person_before(const SearchedText& searched, size_t end) {
  const auto& words = searched.words;
  size_t i = searched.first_word_from(end);
  if (i == 0 || words[i - 1].end != end) return {end, end};
  size_t begin = end;
  for (size_t count = 0; i > 0 && count < 4; --i) {
    const Word& word = words[i - 1];
    const bool is_capital = word.letters == Letters::capitalised || word.letters == Letters::capitals;
    const std::string_view gap = searched.text.substr(word.end, begin - word.end);
    if (!is_capital || (begin != end && gap != " " && gap != "-" && !(word.is_initial && gap == ". "))) break;
    if ((word.flags & kVeryCommon) != 0 && (word.flags & kAnyName) == 0) break;
    begin = word.begin;
    ++count;
    if (word.starts_sentence) break;
  }
  return {begin, end};
}

bool is_title_alone(std::string_view text) {
  static const WordSet kTitles = {"Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Nurse", "RN", "NPI", "BSN", "FW", "HV", "IT"};
  return kTitles.count(text) > 0;
}

bool is_role(std::string_view speaker) {
  static const WordSet kRoles = {"DOCTOR", "NURSE",  "PATIENT",  "CALLER", "PHYSICIAN", "PROVIDER",  "CLINICIAN",  "INTERPRETER",  "MOTHER",
                                 "FATHER", "PARENT", "SPOUSE",   "WIFE",   "HUSBAND",   "THERAPIST", "PHARMACIST", "RECEPTIONIST", "OPERATOR",
                                 "GUEST",  "FAMILY", "DAUGHTER", "SON",    "PLAN",      "COUNSELOR", "SURGEON",    "MIDWIFE"};
  return kRoles.count(speaker) > 0;
}

// All words of [begin, end) are names or no words at all, and one at least is a name; of a speaker's, none need be.
bool are_names_alone(const SearchedText& searched, const Identifier& found) {
  const auto [first, last] = words_in(searched, found.begin, found.end);
  size_t names = 0;
  for (size_t i = first; i < last; ++i) {
    const Word& word = searched.words[i];
    if (word.is_initial) continue;
    const bool is_word = (word.flags & (kEnglish | kMedical | kMedicalName | kWidePlace)) != 0;
    const bool is_name =
        (word.flags & kAnyName) != 0 && (!is_word || (word.flags & (kFrequentGivenName | kFrequentSurname)) != 0) && (word.flags & kVeryCommon) == 0;
    if (is_word && !is_name) return false;
    names += is_name ? 1 : 0;
  }
  return names > 0 || (found.rule == std::string_view("speaker") && found.end - found.begin > 3);
}

// Where the words in front of `end` begin that initials stand for: the last letter for the last word, the first for one before it ("Anna Ruiz (AMR)").
std::optional<size_t> words_that_begin_so(const SearchedText& searched, std::string_view letters, size_t end) {
  static const WordSet kGenerations = {"Jr", "JR", "Sr", "SR", "II", "III", "IV"};
  const auto& words = searched.words;
  size_t i = searched.first_word_from(end);
  if (i > 0 && kGenerations.count(searched.of(words[i - 1])) > 0) --i;
  bool has_last = false;
  for (size_t steps = 0; i > 0 && steps < 6; ++steps, --i) {
    const Word& word = words[i - 1];
    const bool is_capital = word.letters == Letters::capitalised || word.letters == Letters::capitals;
    if (!has_last) {
      // Of "Bhusal-Wilks" either half.
      if (is_capital && searched.text[word.begin] == letters.back()) has_last = true;
      if (!has_last && steps > 0) return std::nullopt;
    } else if (is_capital && searched.text[word.begin] == letters.front()) {
      return word.begin;
    }
  }
  return std::nullopt;
}

// "(AMR)" behind its name, and AMR wherever it stands after that.
void find_defined_initials(const SearchedText& searched, std::vector<Identifier>* found) {
  std::vector<Identifier> defined;
  bracketed_initials().find(searched.text, &defined);
  std::unordered_set<std::string_view> initials;
  for (const Identifier& candidate : defined) {
    const std::string_view letters = searched.text.substr(candidate.begin, candidate.end - candidate.begin);
    const size_t bracket = candidate.begin - 1;
    const std::optional<size_t> begin = words_that_begin_so(searched, letters, bracket);
    if (begin && holds_a_name(searched, *begin, bracket)) initials.insert(letters);
  }
  if (initials.empty()) return;
  for (const Word& word : searched.words) {
    if (word.letters == Letters::capitals && initials.count(searched.of(word)) > 0) {
      found->push_back({word.begin, word.end, IdentifierKind::name, "initials behind their name"});
    }
  }
}

}  // namespace

void find_shorthand(const SearchedText& searched, std::vector<Identifier>* found) {
  initials().find(searched.text, found);
  std::vector<Identifier> candidates;
  persons().find(searched.text, &candidates);
  for (const Identifier& candidate : candidates) {
    if (is_title_alone(searched.text.substr(candidate.begin, candidate.end - candidate.begin))) continue;
    const bool is_surname_only = std::string_view(candidate.rule).starts_with("initial and surname");
    if (is_surname_only ? ends_in_a_name(searched, candidate) && !is_counted_letter(searched, candidate)
                        : holds_a_name(searched, candidate.begin, candidate.end)) {
      found->push_back(candidate);
    }
  }
  candidates.clear();
  capitals().find(searched.text, &candidates);
  for (const Identifier& candidate : candidates) {
    if (are_names_alone(searched, candidate) && !is_role(searched.text.substr(candidate.begin, candidate.end - candidate.begin))) found->push_back(candidate);
  }
  spelled_names().find(searched.text, found);
  find_defined_initials(searched, found);
  candidates.clear();
  behind_persons().find(searched.text, &candidates);
  for (const Identifier& candidate : candidates) {
    const auto [begin, end] = person_before(searched, candidate.begin);
    const auto [first, last] = words_in(searched, begin, end);
    if (last - first >= 2 && holds_a_name(searched, begin, end)) found->push_back({begin, end, IdentifierKind::name, candidate.rule});
  }
  candidates.clear();
  small_persons().find(searched.text, &candidates);
  for (const Identifier& candidate : candidates) {
    if (is_small_person(searched, candidate)) found->push_back(candidate);
  }
}

}  // namespace galen
