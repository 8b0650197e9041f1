// Persons' names: by titles, credentials, labels and kinship in front of them, by pairs of listed names, by listed names where no other word would
// have a capital, and then by every repetition of a name that was found so.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "data/calendar_text.h"
#include "data/finders.h"

namespace galen {

namespace {

const WordSet& titles() {
  static const WordSet set = {
      "dr",         "drs",    "doctor",  "doctors",   "doc",       "mr",      "mrs",        "ms",      "miss",   "mx",       "prof",      "professor", "sir",
      "madam",      "nurse",  "rev",     "reverend",  "rabbi",     "pastor",  "fr",         "imam",    "capt",   "captain",  "sgt",       "sergeant",  "lt",
      "lieutenant", "col",    "officer", "detective", "judge",     "herr",    "frau",       "señor",   "señora", "sra",      "srta",      "mme",       "mlle",
      "monsieur",   "madame", "docteur", "signor",    "signora",   "dott",    "dottoressa", "doña",    "dra",    "pa",       "np",        "rn",        "lpn",
      "cna",        "ma",     "md",      "aunt",      "uncle",     "auntie",  "grandma",    "grandpa", "hon",    "attorney", "principal", "coach",     "lady",
      "lord",       "dame",   "pt",      "emt",       "paramedic", "mevrouw", "meneer",     "dhr",     "mevr",   "pan",      "pani"};
  return set;
}

// A title that is rarely anything else, so that what follows may be any word with a capital.
const WordSet& sure_titles() {
  static const WordSet set = {"dr",   "drs",  "mr",     "mrs", "ms",  "prof", "professor", "miss", "madam", "señor", "signora", "signor", "monsieur", "madame",
                              "herr", "frau", "señora", "sra", "mme", "mlle", "rev",       "sgt",  "capt",  "dra",   "dott",    "dhr",    "mevr",     "mx"};
  return set;
}

const WordSet& credentials() {
  static const WordSet set = {"md",   "do",  "rn",   "np",   "pa",   "pac",  "phd",  "lpn",  "cna",  "dds",   "dmd",   "dpm",   "od",   "pharmd",
                              "psyd", "msw", "lcsw", "lmft", "lpc",  "facs", "facp", "faap", "facc", "mbbs",  "mbchb", "frcp",  "frcs", "mrcp",
                              "mph",  "bsn", "msn",  "aprn", "crnp", "fnp",  "dnp",  "crna", "cnm",  "otr",   "dpt",   "slp",   "rd",   "rdn",
                              "rt",   "emt", "ccc",  "esq",  "jr",   "sr",   "ii",   "iii",  "iv",   "mrcgp", "facog", "facep", "bc",   "fnpc",
                              "ccrn", "lvn", "cma",  "mft",  "edd",  "dc",   "nd",   "msc",  "bs",   "rph",   "rrt",   "ma"};
  return set;
}

// In front of a colon these announce a person.
const WordSet& labels() {
  static const WordSet set = {"patient",
                              "name",
                              "names",
                              "pt",
                              "client",
                              "attending",
                              "provider",
                              "physician",
                              "surgeon",
                              "author",
                              "pcp",
                              "gp",
                              "consultant",
                              "referring",
                              "nurse",
                              "rn",
                              "mother",
                              "father",
                              "spouse",
                              "wife",
                              "husband",
                              "son",
                              "daughter",
                              "guardian",
                              "contact",
                              "caregiver",
                              "carer",
                              "proxy",
                              "kin",
                              "partner",
                              "parent",
                              "cc",
                              "to",
                              "from",
                              "attn",
                              "attention",
                              "re",
                              "insured",
                              "guarantor",
                              "subscriber",
                              "anesthesiologist",
                              "anaesthetist",
                              "assistant",
                              "resident",
                              "fellow",
                              "intern",
                              "therapist",
                              "counselor",
                              "counsellor",
                              "pharmacist",
                              "radiologist",
                              "pathologist",
                              "cardiologist",
                              "oncologist",
                              "interpreter",
                              "scribe",
                              "technician",
                              "transcriptionist",
                              "witness",
                              "informant",
                              "historian",
                              "poa",
                              "hcp",
                              "party",
                              "practitioner",
                              "doctor",
                              "clinician",
                              "psychiatrist",
                              "psychologist",
                              "dentist",
                              "midwife",
                              "dietitian",
                              "by",
                              "sender",
                              "recipient",
                              "member",
                              "holder",
                              "employee",
                              "employer",
                              "supervisor",
                              "manager",
                              "worker",
                              "requester",
                              "reporter",
                              "caller",
                              "signature",
                              "signed",
                              "hospitalist",
                              "neurologist",
                              "pediatrician",
                              "paediatrician",
                              "surname",
                              "firstname",
                              "lastname",
                              "last",
                              "first",
                              "middle",
                              "maiden",
                              "alias",
                              "aka",
                              "nom",
                              "prénom",
                              "nombre",
                              "apellido",
                              "apellidos",
                              "nachname",
                              "vorname",
                              "paziente",
                              "paciente",
                              "patientin",
                              "naam",
                              "nome",
                              "cognome",
                              "sobrenome",
                              "nok",
                              "sister",
                              "brother",
                              "agent",
                              "representative",
                              "coordinator",
                              "director",
                              "owner",
                              "tenant",
                              "user",
                              "visitor",
                              "escort",
                              "driver",
                              "dr"};
  return set;
}

// Labels whose value is a name whatever it looks like.
const WordSet& sure_labels() {
  static const WordSet set = {"dr",       "name",      "names",      "surname", "firstname", "lastname",         "maiden",
                              "alias",    "aka",       "nom",        "prénom",  "nombre",    "apellido",         "apellidos",
                              "nachname", "vorname",   "naam",       "cognome", "kin",       "attending",        "pcp",
                              "attn",     "guarantor", "subscriber", "nok",     "scribe",    "transcriptionist", "referring"};
  return set;
}

// Directly in front of a name: "his wife Mary", "pt Lopez", "named Kai", "I'm Sam".
const WordSet& relations() {
  static const WordSet set = {
      "wife",         "husband",         "son",          "daughter",      "mother",        "father",       "mom",        "dad",         "mum",
      "sister",       "brother",         "aunt",         "uncle",         "cousin",        "niece",        "nephew",     "grandson",    "granddaughter",
      "grandmother",  "grandfather",     "grandma",      "grandpa",       "stepson",       "stepdaughter", "stepmother", "stepfather",  "partner",
      "girlfriend",   "boyfriend",       "fiancé",       "fiancée",       "fiance",        "fiancee",      "friend",     "neighbor",    "neighbour",
      "roommate",     "caregiver",       "carer",        "aide",          "guardian",      "spouse",       "parent",     "twin",        "patient",
      "pt",           "client",          "baby",         "colleague",     "coworker",      "boss",         "nurse",      "therapist",   "surgeon",
      "cardiologist", "neurologist",     "named",        "called",        "i'm",           "dear",         "hi",         "hello",       "hey",
      "thanks",       "regards",         "sincerely",    "signed",        "per",           "attn",         "attention",  "interpreter", "physician",
      "counselor",    "psychiatrist",    "psychologist", "pharmacist",    "dentist",       "midwife",      "resident",   "intern",      "fellow",
      "attending",    "hospitalist",     "pediatrician", "oncologist",    "caller",        "manager",      "supervisor", "worker",      "teacher",
      "coach",        "ex-wife",         "ex-husband",   "mother-in-law", "father-in-law", "infant",       "toddler",    "sibling",     "name's",
      "aka",          "alias",           "née",          "nee",           "technician",    "chaplain",     "dietitian",  "hygienist",   "provider",
      "radiologist",  "daughter-in-law", "law"};
  return set;
}

// "… by X": what was done.
const WordSet& done_by() {
  static const WordSet set = {"signed",        "dictated",    "seen",       "reviewed",  "transcribed", "authored", "ordered",        "performed",
                              "read",          "interpreted", "referred",   "entered",   "verified",    "cosigned", "co-signed",      "prepared",
                              "treated",       "examined",    "evaluated",  "followed",  "accompanied", "approved", "electronically", "attested",
                              "authenticated", "written",     "completed",  "recorded",  "taken",       "given",    "administered",   "assisted",
                              "called",        "requested",   "collected",  "witnessed", "brought",     "escorted", "managed",        "placed",
                              "removed",       "repaired",    "discussed",  "obtained",  "staffed",     "scribed",  "documented",     "faxed",
                              "sent",          "reported",    "interviewed"};
  return set;
}

// "… with X", "to X", "from X": what went before.
const WordSet& talked() {
  static const WordSet set = {"spoke",     "discussed", "talked",     "spoken",       "met",       "message",  "call",         "called",
                              "consulted", "conferred", "lives",      "letter",       "email",     "e-mail",   "fax",          "text",
                              "referral",  "referred",  "copy",       "appointment",  "visit",     "note",     "conversation", "handoff",
                              "report",    "given",     "care",       "obtained",     "according", "followup", "follow-up",    "consult",
                              "history",   "consent",   "permission", "instructions", "voicemail", "paged",    "texted",       "emailed",
                              "refer",     "sent",      "live",       "married",      "speak",     "talk",     "see"};
  return set;
}

// Never part of a name in front of which nothing tells one.
const WordSet& stop_words() {
  static const WordSet set = {"i",
                              "the",
                              "a",
                              "an",
                              "and",
                              "or",
                              "but",
                              "of",
                              "in",
                              "on",
                              "at",
                              "to",
                              "for",
                              "with",
                              "from",
                              "by",
                              "as",
                              "is",
                              "was",
                              "are",
                              "were",
                              "be",
                              "been",
                              "he",
                              "she",
                              "it",
                              "they",
                              "we",
                              "you",
                              "his",
                              "her",
                              "their",
                              "my",
                              "your",
                              "our",
                              "this",
                              "that",
                              "these",
                              "those",
                              "not",
                              "no",
                              "yes",
                              "if",
                              "then",
                              "so",
                              "do",
                              "does",
                              "did",
                              "has",
                              "have",
                              "had",
                              "will",
                              "would",
                              "can",
                              "could",
                              "may",
                              "might",
                              "should",
                              "shall",
                              "must",
                              "what",
                              "when",
                              "where",
                              "who",
                              "why",
                              "how",
                              "which",
                              "there",
                              "here",
                              "ok",
                              "okay",
                              "oh",
                              "well",
                              "hi",
                              "hello",
                              "thank",
                              "thanks",
                              "please",
                              "sorry",
                              "good",
                              "dob",
                              "mrn",
                              "age",
                              "sex",
                              "gender",
                              "dos",
                              "date",
                              "phone",
                              "tel",
                              "fax",
                              "address",
                              "male",
                              "female",
                              "room",
                              "rm",
                              "dept",
                              "department",
                              "unit",
                              "floor",
                              "ward",
                              "bed",
                              "id",
                              "ssn",
                              "email",
                              "name",
                              "patient",
                              "patients",
                              "pt",
                              "doctor",
                              "dr",
                              "mr",
                              "mrs",
                              "ms",
                              "nurse",
                              "provider",
                              "physician",
                              "hospital",
                              "clinic",
                              "medical",
                              "center",
                              "history",
                              "physical",
                              "exam",
                              "plan",
                              "assessment",
                              "subjective",
                              "objective",
                              "chief",
                              "complaint",
                              "note",
                              "visit",
                              "follow",
                              "up",
                              "medications",
                              "allergies",
                              "review",
                              "systems",
                              "social",
                              "family",
                              "past",
                              "present",
                              "illness",
                              "diagnosis",
                              "monday",
                              "tuesday",
                              "wednesday",
                              "thursday",
                              "friday",
                              "saturday",
                              "sunday",
                              "account",
                              "acct",
                              "insurance",
                              "policy",
                              "member",
                              "group",
                              "npi",
                              "dea",
                              "license",
                              "attending",
                              "pcp",
                              "time",
                              "status",
                              "reason",
                              "record",
                              "number",
                              "report",
                              "results",
                              "labs",
                              "imaging",
                              "impression",
                              "summary",
                              "discharge",
                              "admission",
                              "admitted",
                              "discharged",
                              "also",
                              "after",
                              "before",
                              "during",
                              "since",
                              "both",
                              "all",
                              "some",
                              "any",
                              "each",
                              "other",
                              "today",
                              "yesterday",
                              "tomorrow",
                              "now",
                              "mother",
                              "father",
                              "wife",
                              "husband",
                              "son",
                              "daughter",
                              "brother",
                              "sister",
                              "health",
                              "care",
                              "english",
                              "spanish",
                              "french",
                              "german",
                              "american",
                              "african",
                              "asian",
                              "hispanic",
                              "latino",
                              "caucasian",
                              "catholic",
                              "jewish",
                              "muslim",
                              "vitamin",
                              "type",
                              "stage",
                              "grade",
                              "left",
                              "right",
                              "signed",
                              "dictated",
                              "electronically",
                              "via",
                              "cc",
                              "re",
                              "attn",
                              "us",
                              "usa",
                              "u",
                              "uk",
                              "er",
                              "ed",
                              "icu",
                              "iv",
                              "ct",
                              "mri",
                              "ekg",
                              "ecg",
                              "bp",
                              "hr",
                              "rr",
                              "copd",
                              "chf",
                              "cad",
                              "hiv",
                              "aids",
                              "let",
                              "just",
                              "medicine",
                              "surgery",
                              "nursing",
                              "cardiology",
                              "neurology",
                              "oncology",
                              "radiology",
                              "pediatrics",
                              "psychiatry",
                              "service",
                              "services",
                              "office",
                              "pharmacy",
                              "lab",
                              "laboratory",
                              "university",
                              "institute",
                              "street",
                              "st",
                              "ave",
                              "avenue",
                              "road",
                              "guest",
                              "clinician",
                              "speaker",
                              "interviewer",
                              "caregiver",
                              "guardian",
                              "spouse",
                              "home",
                              "work",
                              "cell",
                              "mobile",
                              "emergency",
                              "contact",
                              "relationship",
                              "occupation",
                              "employer",
                              "race",
                              "ethnicity",
                              "language",
                              "religion",
                              "marital",
                              "dear",
                              "sincerely",
                              "regards",
                              "best",
                              "signature",
                              "title",
                              "subject",
                              "sent",
                              "page",
                              "mon",
                              "tue",
                              "wed",
                              "thu",
                              "fri",
                              "sat",
                              "sun",
                              "am",
                              "pm",
                              "md",
                              "rn",
                              "np",
                              "pa",
                              "phd",
                              "per",
                              "new",
                              "old",
                              "high",
                              "low",
                              "portal",
                              "mar",
                              "rounds",
                              "vital",
                              "signs",
                              "soc",
                              "case",
                              "hosp",
                              "states",
                              "message",
                              "caller",
                              "born"};
  return set;
}

// What only people do.
const WordSet& doings() {
  static const WordSet set = {
      "says",        "said",       "reports",    "reported",     "denies",       "denied",      "tolerated",  "tolerates", "states",    "stated",
      "complains",   "complained", "admits",     "admitted",     "agrees",       "agreed",      "endorses",   "endorsed",  "recalls",   "recalled",
      "understands", "understood", "verbalized", "verbalised",   "lives",        "lived",       "works",      "worked",    "told",      "tells",
      "asked",       "asks",       "wants",      "wanted",       "thinks",       "thought",     "believes",   "hopes",     "called",    "calls",
      "phoned",      "arrived",    "came",       "went",         "feels",        "felt",        "noticed",    "describes", "described", "mentions",
      "mentioned",   "prefers",    "declined",   "declines",     "consented",    "smokes",      "drinks",     "walks",     "walked",    "sleeps",
      "ate",         "eats",       "woke",       "wakes",        "attended",     "attends",     "presented",  "presents",  "returned",  "returns",
      "explained",   "explains",   "requested",  "requests",     "remembers",    "enjoys",      "plans",      "moved",     "fell",      "visited",
      "visits",      "wrote",      "writes",     "missed",       "saw",          "holds",       "sets",       "put",       "cut",       "drove",
      "left",        "gave",       "helped",     "joined",       "practiced",    "practised",   "identified", "shared",    "expressed", "acknowledged",
      "processed",   "signed",     "spoke",      "speaks",       "retired",      "slept",       "ambulated",  "ambulates", "refused",   "refuses",
      "voided",      "remains",    "appears",    "participated", "participates", "progressing", "sleeping",   "resting",   "eating",    "remained",
      "appeared",    "received",   "brought",    "takes",        "took",         "wishes",      "wished",     "lost",      "gets",      "got",
      "uses",        "used"};
  return set;
}

const WordSet& helpers() {
  static const WordSet set = {"is", "was", "has", "had", "will", "would", "can", "could", "does", "did", "also", "then", "never", "still", "now", "and"};
  return set;
}

const WordSet& particles() {
  static const WordSet set = {"de", "la",  "van", "der", "den", "von", "zu", "bin", "ibn", "al",  "el",    "di", "da", "dos", "das", "del", "della", "le",
                              "du", "ter", "abu", "y",   "e",   "ben", "st", "mac", "mc",  "san", "santa", "af", "av", "op",  "ten", "te",  "vom",   "o"};
  return set;
}

const WordSet kEnglishMonths = {"january", "february",  "march",   "april",    "may",      "june", "july",
                                "august",  "september", "october", "november", "december", "sept"};

bool is_weekday(std::string_view small) {
  return small.size() >= 6 && small.ends_with("day") && stop_words().count(small) > 0 && small != "yesterday";
}

enum Role : uint32_t {
  kTitle = 1,
  kSureTitle = 2,
  kCredential = 4,
  kLabel = 8,
  kSureLabel = 16,
  kRelation = 32,
  kDoneBy = 64,
  kTalked = 128,
  kDoing = 256,
  kHelper = 512,
  kParticle = 1024,
  kStopWord = 2048,
  kMonth = 4096,
  kSpoken = 8192,
};

// Of a word in small letters.
uint32_t roles_of(std::string_view word) {
  static const WordMarks marks = {{kTitle, &titles()},          {kSureTitle, &sure_titles()}, {kCredential, &credentials()}, {kLabel, &labels()},
                                  {kSureLabel, &sure_labels()}, {kRelation, &relations()},    {kDoneBy, &done_by()},         {kTalked, &talked()},
                                  {kDoing, &doings()},          {kHelper, &helpers()},        {kParticle, &particles()},     {kStopWord, &stop_words()},
                                  {kMonth, &kEnglishMonths}};
  return marks.of(word) | (is_spoken(word) ? kSpoken : 0U);
}

class NameFinder {
 public:
  NameFinder(const SearchedText& searched, std::vector<Identifier>* found)
      : s_(searched), words_(searched.words), found_(found), small_(searched.words.size()), roles_(searched.words.size(), 0) {
    for (size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].letters != Letters::digits && words_[i].size() <= 40) small_[i] = lower_case(s_.of(words_[i]));
      roles_[i] = roles_of(small_[i]);
    }
  }

  void run() {
    for (size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].letters == Letters::digits) continue;
      after_title(i);
      before_credentials(i);
      after_label(i);
      after_relation(i);
      pair(i);
      small_pair(i);
      unlisted_pair(i);
      subject(i);
      line_of_capitals(i);
      header_of_two_names(i);
      surname_comma_given(i);
      initial_and_surname(i);
      single(i);
    }
    extend_names();
    neighbours_in_lists();
    spread_all();
    repetitions();
  }

 private:
  uint16_t flags(size_t i) const { return words_[i].flags; }
  bool has(size_t i, int mask) const { return (words_[i].flags & mask) != 0; }
  bool is(size_t i, uint32_t roles) const { return (roles_[i] & roles) != 0; }
  bool is_capital(size_t i) const {
    const char first = s_.text[words_[i].begin];
    return has_capital(words_[i]) && !(first >= 'a' && first <= 'z');  // mL isn't
  }
  bool is_stop(size_t i) const {
    // "A. Smith", "Mary A Smith".
    if (words_[i].is_initial && (followed_by(i, '.') || (i > 0 && joined(i - 1) && is_capital(i - 1) && !words_[i - 1].is_initial && !has(i - 1, kEnglish))))
      return false;
    return is(i, kStopWord | kSpoken) || (is(i, kMonth) && !has(i, kFrequentGivenName));
  }
  std::string_view gap(size_t i) const { return s_.gap_behind(i); }
  bool joined(size_t i) const { return i + 1 < words_.size() && (gap(i) == " " || gap(i) == "  " || gap(i) == "\u00A0"); }
  bool hyphened(size_t i) const { return i + 1 < words_.size() && (gap(i) == "-" || gap(i) == "\u2010" || gap(i) == "\u2011"); }
  // A gap in a name: blank, hyphen, or the full stop of an initial, a title or "St."
  bool joined_in_name(size_t i) const {
    if (joined(i) || hyphened(i)) return true;
    const bool may_have_stop = words_[i].is_initial || (words_[i].size() <= 3 && !has(i, kFrequentGivenName));
    return i + 1 < words_.size() && may_have_stop && (gap(i) == ". " || gap(i) == ".") && words_[i].letters != Letters::digits;
  }
  bool followed_by(size_t i, char sign) const {
    const std::string_view behind = gap(i);
    const size_t at = behind.find_first_not_of(" \t");
    return at != std::string_view::npos && behind[at] == sign;
  }
  // A name and nothing else; a name that is also a word; a word with no entry; a word.
  bool is_sure_name(size_t i) const { return has(i, kAnyName) && !has(i, kEnglish | kMedical | kMedicalName | kWidePlace); }
  // A name that is no word; eponyms, which the medical list holds, are names too.
  bool is_plain_name(size_t i) const { return has(i, kAnyName) && !has(i, kEnglish | kMedical | kWidePlace); }
  bool is_unknown(size_t i) const { return !has(i, kAnyName | kEnglish | kMedical | kMedicalName | kWidePlace) && words_[i].size() > 1; }
  bool is_frequent(size_t i) const { return has(i, kFrequentName); }

  // Names of diseases, signs and devices: Wilson's disease, Ehlers-Danlos syndrome, Swan-Ganz catheter.
  bool is_in_eponym(size_t i) const {
    for (size_t j = i, steps = 0; steps < 5 && j + 1 < words_.size(); ++j, ++steps) {
      const std::string_view between = gap(j);
      const bool near = between.size() <= 5 && between.find('\n') == std::string_view::npos && between.find('.') == std::string_view::npos &&
                        between.find_first_of(",:;/()|") == std::string_view::npos;
      if (!near) break;
      if (is_eponym_head(small_[j + 1])) return true;
      if (!is_capital(j + 1) && small_[j + 1] != "and" && small_[j + 1] != "or" && small_[j + 1] != "s" && !has(j + 1, kMedical)) break;
    }
    // The later half of a joined eponym: "Ganz" of "Swan-Ganz" stands behind a hyphen.
    return i > 0 && hyphened(i - 1) && is_clinical_eponym(small_[i]) && is_clinical_eponym(small_[i - 1]);
  }

  // A word of forms and calendars that is somebody's surname all the same, by the given name before it: Patrick Ward, Laura Sunday.
  bool is_surname_all_the_same(size_t i) const {
    return i > 0 && has(i, kSurname) && words_[i].letters != Letters::small && joined(i - 1) && is_capital(i - 1) && has(i - 1, kGivenName) &&
           (is_plain_name(i - 1) || (has(i - 1, kFrequentGivenName) && !has(i - 1, kVeryCommon))) && !is_stop(i - 1) && !followed_by(i, ':');
  }

  // "III", "Jr": part of the name in front of it.
  size_t with_generation(size_t last) const {
    static const WordSet kGenerations = {"jr", "sr", "ii", "iii", "iv"};
    const bool is_behind = last + 1 < words_.size() && (gap(last) == " " || gap(last) == ", ") && is_capital(last + 1);
    return is_behind && kGenerations.count(small_[last + 1]) > 0 ? last + 1 : last;
  }

  void mark(size_t first, size_t last, const char* rule, bool spreads) {
    found_->push_back({words_[first].begin, words_[with_generation(last)].end, IdentifierKind::name, rule});
    if (!spreads) return;
    for (size_t i = first; i <= last; ++i) {
      if (small_[i].size() < 3 || is_stop(i) || is(i, kParticle) || is(i, kTitle)) continue;
      if ((has(i, kVeryCommon) && !is_frequent(i)) || has(i, kWidePlace)) continue;
      spread_.insert(small_[i]);
    }
  }

  // The last word of the name that begins at i, or nothing. `any`: the place says that a name comes, so unlisted words with a capital count too.
  // `comma`: "Smith, John" is one name.
  struct Span {
    size_t last = 0;
    size_t sure = 0;   // listed as names and as nothing else, or frequent
    size_t count = 0;  // words that are no initials and no particles
  };
  std::optional<Span> name_from(size_t i, bool any, bool comma, bool small_too) const {
    Span span;
    bool begun = false;
    bool had_comma = false;
    for (size_t at = i; at < words_.size() && at < i + 8; ++at) {
      const Word& word = words_[at];
      if (word.letters == Letters::digits) break;
      const bool is_particle = is(at, kParticle) && at + 1 < words_.size() && joined_in_name(at) &&
                               (is_capital(at + 1) || (small_too && has(at + 1, kAnyName))) && (word.letters == Letters::small || begun || is_capital(at));
      const bool is_end_label = followed_by(at, ':') && begun && !word.starts_sentence && (is(at, kLabel) || is_stop(at));
      if (is_end_label) break;
      bool fits = false;
      if (is_capital(at) && is_stop(at)) {
        fits = (begun && (is_surname_all_the_same(at) || (at > 0 && hyphened(at - 1)))) ||
               (any && at == i && has(at, kAnyName) && (is_weekday(small_[at]) || has(at, kFrequentSurname)));
      } else if (is_capital(at)) {
        if (word.is_initial) {
          fits = begun || (at + 1 < words_.size() && joined_in_name(at));
        } else if (has(at, kAnyName)) {
          fits = any || !has(at, kVeryCommon) || is_frequent(at);
        } else {
          const bool plain = has(at, kVeryCommon | kCommon) || (has(at, kEnglish | kMedical) && begun);
          fits = (begun && at > 0 && hyphened(at - 1)) || (any ? (!plain || (!begun && !has(at, kVeryCommon) && at == i)) : is_unknown(at) && begun);
        }
      } else {
        fits = small_too && word.letters == Letters::small && has(at, kAnyName) && !is_stop(at) && !has(at, kVeryCommon) &&
               (!has(at, kEnglish | kMedical) || is_frequent(at));
      }
      if (!fits && !(is_particle && (begun || is_capital(at) || word.letters == Letters::small))) break;
      if (fits && !is_particle) {
        begun = true;
        span.last = at;
        if (!word.is_initial) {
          ++span.count;
          if (is_sure_name(at) || is_frequent(at)) ++span.sure;
        }
      }
      if (word.is_possessive) break;
      if (joined_in_name(at)) continue;
      if (comma && !had_comma && begun && at + 1 < words_.size() && (gap(at) == ", " || gap(at) == ",") && is_capital(at + 1) && !is_stop(at + 1) &&
          !is(at + 1, kCredential)) {
        had_comma = true;
        continue;
      }
      break;
    }
    if (!begun || span.count == 0) return std::nullopt;
    return span;
  }

  void after_title(size_t i) {
    if (!is(i, kTitle) || i + 1 >= words_.size()) return;
    const bool sure = is(i, kSureTitle);
    if (small_[i] == "ms" && words_[i].letters == Letters::small && i > 0 && words_[i - 1].letters == Letters::digits) return;  // milliseconds
    if (small_[i] == "pt" && words_[i].letters == Letters::capitals && has(i + 1, kEnglish)) return;                            // physical therapy
    const std::string_view between = gap(i);
    if (between.starts_with(".") && (small_[i].size() > 4 || (words_[i + 1].starts_sentence && !sure))) return;
    if (between != " " && between != ". " && between != "." && between != ".  " && between != "  " && between != " \u00A0" && between != "\u00A0" &&
        between != ".\u00A0")
      return;
    // "MD", "RN" and such are titles only in front of a listed name.
    const bool is_small_talk = words_[i].letters == Letters::small && !sure;
    auto span = name_from(i + 1, sure && !is_small_talk, /*comma=*/false, /*small_too=*/sure);
    if (!span && !sure && is_capital(i + 1) && is_unknown(i + 1) && !words_[i].is_initial && words_[i].letters == Letters::capitalised && small_[i].size() > 4)
      span = name_from(i + 1, true, false, false);
    if (span && (sure || span->sure > 0 || (words_[i].letters == Letters::capitalised && small_[i].size() > 3)))
      mark(i + 1, span->last, "title before a name", span->sure > 0 || sure);
  }

  // John Smith, MD. Also Jr. and III.
  void before_credentials(size_t i) {
    if (i == 0 || words_[i].letters == Letters::small) return;
    bool is_credential = is(i, kCredential);
    if (!is_credential && words_[i].is_initial && i + 1 < words_.size() && gap(i) == "." && words_[i + 1].letters != Letters::small &&
        words_[i + 1].size() <= 2) {
      is_credential = (roles_of(small_[i] + small_[i + 1]) & kCredential) != 0;
    }
    if (!is_credential) return;
    static const WordSet kCounted = {"class", "level", "stage", "grade", "type", "segment", "degree", "phase", "zone", "factor"};
    if (kCounted.count(small_[i - 1]) > 0) return;  // NYHA class II
    const std::string_view before = gap(i - 1);
    if (before != ", " && before != "," && before != " " && before != "., ") return;
    size_t begin = i;
    size_t names = 0;
    while (begin > 0 && i - begin < 5) {
      const size_t at = begin - 1;
      const bool is_next = begin == i || joined_in_name(at);
      const bool is_particle = is(at, kParticle) && begin < i;
      if (!is_next || (!is_capital(at) && !is_particle) || words_[at].letters == Letters::digits || is_stop(at) || is(at, kCredential)) break;
      if (has(at, kVeryCommon) && !has(at, kAnyName)) break;
      if (!words_[at].is_initial && (has(at, kAnyName) || is_unknown(at))) ++names;
      --begin;
      if (words_[begin].starts_sentence && begin + 1 < i && !has(begin, kAnyName) && has(begin, kEnglish)) {
        ++begin;
        break;
      }
    }
    while (begin < i && !is_capital(begin)) ++begin;
    const bool by_blank = before == " ";
    if (begin == i || names == 0 || (by_blank && (small_[i].size() < 2 || words_[i].letters != Letters::capitals || i - begin < 2))) return;
    if (words_[i - 1].letters == Letters::capitals && words_[i - 1].size() <= 3 && !has(i - 1, kAnyName)) return;
    mark(begin, i - 1, "name before credentials", true);
  }

  void after_label(size_t i) {
    if (!is(i, kLabel) || i + 1 >= words_.size()) return;
    const std::string_view between = gap(i);
    const size_t sign = std::min(between.find_first_of(":=|"), between.find(".."));
    const bool spelled = sign == std::string_view::npos && i + 2 < words_.size() && small_[i] == "name" && (small_[i + 1] == "is" || small_[i + 1] == "was") &&
                         joined(i) && joined(i + 1);
    if (spelled) {
      const auto span = name_from(i + 2, true, false, true);
      size_t last = span ? span->last : i + 1;
      // Written small, and listed or not: "name is shirely ball".
      while (last + 1 < words_.size() && last < i + 4 && joined(last) && words_[last + 1].letters == Letters::small && !is_stop(last + 1) &&
             (!has(last + 1, kVeryCommon) || has(last + 1, kAnyName)))
        ++last;
      if (last > i + 1) mark(i + 2, last, "my name is", span.has_value());
      return;
    }
    const bool in_table = sign == std::string_view::npos && between.find('\t') != std::string_view::npos;
    if ((sign == std::string_view::npos && !in_table) || between.size() > 24 || std::count(between.begin(), between.end(), '\n') > 1) return;
    const bool sure = is(i, kSureLabel);
    // "Doctor: Look up": in a dialogue these labels are followed by speech.
    if (has(i + 1, kEnglish | kMedical) && begins_two_lines(s_.text, s_.of(words_[i]))) return;
    size_t at = i + 1;
    // A title may stand between: Attending: Dr. Smith; that rule finds it.
    if (is(at, kTitle) && joined_in_name(at)) return;
    const auto span = name_from(at, sure, /*comma=*/true, /*small_too=*/sure);
    if (!span) {
      if (sure && (is_capital(at)) && !is_stop(at) && !has(at, kVeryCommon)) mark(at, at, "value of a name's label", true);
      // Two capitals that no list knows: "Patient: Xqz Vwt".
      if (!sure && at + 1 < words_.size() && is_capital(at) && is_unknown(at) && joined_in_name(at) && is_capital(at + 1) && !is_stop(at) && !is_stop(at + 1) &&
          !has(at + 1, kEnglish | kMedical)) {
        const auto any = name_from(at, true, true, false);
        mark(at, any ? std::max(any->last, at + 1) : at + 1, "value of a person's label", true);
      }
      return;
    }
    if (sure || span->sure > 0 || span->count >= 2) mark(at, span->last, sure ? "value of a name's label" : "value of a person's label", true);
  }

  void after_relation(size_t i) {
    if (i + 1 >= words_.size()) return;
    // "her sister Manual": behind a possessive and a relation every capital is a name's.
    static const WordSet kTheirs = {"his", "her", "their", "my", "your", "patient's", "s"};
    if (i > 0 && is(i, kRelation) && kTheirs.count(small_[i - 1]) > 0 && joined(i) && joined(i - 1) && words_[i].letters == Letters::small &&
        words_[i + 1].letters == Letters::capitalised && (is_stop(i + 1) || has(i + 1, kEnglish)) && !is_in_eponym(i + 1)) {
      mark(i + 1, i + 1, "kinship before a name", false);
      return;
    }
    if (words_[i].letters != Letters::capitals && words_[i + 1].letters == Letters::capitals && words_[i + 1].size() <= 3 && !is_frequent(i + 1))
      return;                                                                 // Baby ASA
    if (small_[i] == "hi" && words_[i].letters == Letters::capitals) return;  // SI/HI
    const std::string_view between = gap(i);
    const bool blank = between == " " || between == "  ";
    const bool comma = between == ", " || between == " (" || between == ",\n" || between == ",\n\n" || between == ", \n" || between == ": ";
    if (!blank && !comma) return;
    bool leads = is(i, kRelation);
    bool is_loose = false;
    if (!leads && blank && small_[i] == "by") leads = i > 0 && is(i - 1, kDoneBy);
    if (!leads && blank && (small_[i] == "with" || small_[i] == "to" || small_[i] == "from" || small_[i] == "of" || small_[i] == "for" || small_[i] == "and")) {
      leads = i > 0 && (is(i - 1, kTalked) || (i > 1 && is(i - 2, kTalked)));
      is_loose = true;
    }
    if (!leads && blank && (small_[i] == "is" || small_[i] == "am" || small_[i] == "was")) {
      leads = i > 0 && (small_[i - 1] == "i" || small_[i - 1] == "this" || small_[i - 1] == "name" || (i > 1 && is(i - 1, kRelation)));
      is_loose = true;
    }
    if (!leads) return;
    const size_t at = i + 1;
    if (!is_capital(at)) {
      // Written small: "my wife maria".
      if (blank && words_[at].letters == Letters::small && has(at, kFrequentGivenName) && !has(at, kEnglish | kMedical))
        mark(at, at, "kinship or talk before a name", true);
      return;
    }
    if (words_[at].starts_sentence && between.find('\n') == std::string_view::npos && between != ": ") return;
    auto span = name_from(at, false, false, false);
    if (span && span->last > at && is_in_eponym(span->last)) span->last = at;  // "her son Kai. White cells …"
    if (span && !is_in_eponym(span->last)) {
      if (span->sure > 0 || !is_loose) mark(at, span->last, "kinship or talk before a name", true);
      return;
    }
    if (is_loose && small_[i] != "of" && may_be_name(at) && !words_[at].starts_sentence && at + 1 < words_.size() && joined(at) && may_be_name(at + 1)) {
      const auto any = name_from(at, true, false, false);
      if (any) mark(at, any->last, "kinship or talk before a name", true);
      return;
    }
    // An unlisted word with a capital right behind kinship or "named".
    if (!is_loose && is_unknown(at) && (words_[at].letters == Letters::capitalised || words_[i].letters == Letters::capitals) && !is_stop(at) &&
        !is_in_eponym(at) && small_[i] != "per" && small_[i] != "pt") {
      const auto any = name_from(at, true, false, false);
      if (any) mark(at, any->last, "kinship or talk before a name", true);
    }
  }

  void pair(size_t i) {
    if (!is_capital(i) || words_[i].is_initial || is_stop(i) || words_[i].is_possessive || i + 1 >= words_.size()) return;
    if (!has(i, kAnyName) && !is_unknown(i)) return;
    if (joined(i) && (s_.lists.flags(small_[i] + " " + small_[i + 1]) & kWidePlace) != 0) return;  // North Dakota
    const auto span = name_from(i, false, false, false);
    size_t last = 0;
    if (span && span->count >= 2) {
      last = span->last;
    } else if (is_unknown(i) && joined_in_name(i) && is_capital(i + 1) && has(i + 1, kAnyName) && !has(i + 1, kEnglish | kMedical) && !is_stop(i + 1) &&
               !words_[i].starts_sentence && words_[i].letters == Letters::capitalised) {
      last = i + 1;
    } else {
      return;
    }
    bool has_given = false;
    size_t sure = 0;
    size_t capitals = 0;
    size_t plain = 0;
    for (size_t at = i; at <= last; ++at) {
      if (words_[at].is_initial) continue;
      has_given = has_given || has(at, kGivenName);
      if (is_plain_name(at)) ++sure;
      if (words_[at].letters == Letters::capitals) ++capitals;
      if (has(at, kVeryCommon | kCommon)) ++plain;
    }
    const bool first_frequent_given = has(i, kFrequentGivenName) && !has(i, kVeryCommon);
    if (sure == 0 && !(first_frequent_given && has(last, kSurname)) &&
        !(has(i, kFrequentGivenName) && has(last, kFrequentSurname) && !has(last, kVeryCommon) && !words_[i].starts_sentence))
      return;
    if (!has_given && sure < 2) return;
    if (capitals > 0 && (sure == 0 || !is_frequent(i)) && !(first_frequent_given && has(last, kFrequentSurname))) return;
    if (is_in_eponym(last) && !(first_frequent_given && !is_clinical_eponym(small_[last]) && sure > 1)) return;
    if (is_clinical_eponym(small_[i]) && is_clinical_eponym(small_[last])) return;
    if (is_clinical_eponym(small_[i]) && words_[last].letters == Letters::capitals && words_[i].letters != Letters::capitals) return;  // Lawton IADL
    if (is_clinical_eponym(small_[last]) && hyphened(last - 1)) return;
    // In a line of capitalised words a common word before the pair is the line's, not the person's.
    mark(i, last, "listed given name and surname", plain == 0 || first_frequent_given);
  }

  // "dictated by anastasia england", "l. cline": in small letters, names that are no words.
  void small_pair(size_t i) {
    if (words_[i].letters != Letters::small || i + 1 >= words_.size()) return;
    const auto is_only_name = [&](size_t at) { return words_[at].letters == Letters::small && is_sure_name(at) && words_[at].size() > 2 && !is_stop(at); };
    if (words_[i].size() == 1 && small_[i] != "i" && gap(i) == ". " && is_only_name(i + 1) && has(i + 1, kSurname)) {
      mark(i, i + 1, "initial and surname in small letters", true);
      return;
    }
    if (!is_only_name(i) || !has(i, kGivenName)) return;
    size_t last = i + 1;
    if (joined(i) && words_[last].letters == Letters::small && words_[last].size() == 1 && last + 1 < words_.size() && gap(last) == ". ") ++last;
    const bool touches = last == i + 1 ? joined(i) : true;
    const bool is_surname = words_[last].letters == Letters::small && words_[last].size() > 2 && !is_stop(last) &&
                            (has(last, kSurname) ? !has(last, kVeryCommon | kMedical) : is_unknown(last) && has(i, kFrequentGivenName));
    if (!touches || !is_surname) return;
    while (last + 1 < words_.size() && hyphened(last) && words_[last + 1].letters == Letters::small) ++last;
    mark(i, last, "given name and surname in small letters", true);
  }

  // No English or medical word, written with a capital: a name, or a word that no list knows.
  bool may_be_name(size_t i) const {
    if (words_[i].letters == Letters::capitals && words_[i].size() <= 4 && !has(i, kAnyName)) return false;  // an abbreviation
    return is_capital(i) && words_[i].size() > 1 && !words_[i].is_initial && !is_stop(i) && !has(i, kEnglish | kMedical | kWidePlace) &&
           (!has(i, kMedicalName) || has(i, kAnyName)) && !is(i, kTitle) && !is(i, kCredential) && !is_clinical_eponym(small_[i]) && !is_eponym_head(small_[i]);
  }

  // Two or more capitalised words in running text that are no words of the language: "I reviewed Aprígio Pinto today".
  void unlisted_pair(size_t i) {
    // In the middle of a sentence the first may be a word too, "Roar Hagerstrom", "Acacia Soria".
    const bool is_mid_sentence = !words_[i].starts_sentence || (i > 0 && gap(i - 1) == ": ");
    const bool is_word_and_name = (has(i, kAnyName) || !has(i, kVeryCommon)) && !is_stop(i) && is_mid_sentence && words_[i].size() > 1 && !is(i, kTitle) &&
                                  !is_eponym_head(small_[i]) && !is_clinical_eponym(small_[i]);
    if (!is_capital(i) || (!may_be_name(i) && !is_word_and_name) || words_[i].letters != Letters::capitalised || words_[i].is_possessive) return;
    if (i > 0 && (joined(i - 1) || hyphened(i - 1)) && is_capital(i - 1) && !words_[i - 1].is_initial && !is(i - 1, kTitle) && !is(i - 1, kLabel)) return;
    size_t last = i;
    size_t count = 1;
    bool is_listed = has(i, kAnyName);
    size_t plain = may_be_name(i) ? 1 : 0;
    while (last + 1 < words_.size() && last < i + 4 && (joined_in_name(last) || hyphened(last))) {
      size_t next = last + 1;
      const bool is_particle = is(next, kParticle) && next + 1 < words_.size() && joined_in_name(next) && is_capital(next + 1);
      const bool is_middle = words_[next].is_initial && next + 1 < words_.size() && joined_in_name(next) && is_capital(next + 1);
      if (!is_particle && !is_middle &&
          !(may_be_name(next) || (is_capital(next) && !is_stop(next) && has(next, kFrequentSurname) && !has(next, kMedical | kMedicalName))))
        break;
      if (!is_particle && !is_middle) {
        ++count;
        plain += may_be_name(next) ? 1 : 0;
        is_listed = is_listed || has(next, kAnyName);
      }
      last = next;
      if (words_[last].is_possessive) break;
    }
    while (last > i && (words_[last].is_initial || !is_capital(last))) --last;
    const bool are_both_names = is_mid_sentence && count == 2 && has(i, kAnyName) && has(last, kAnyName) && (is_frequent(i) || is_frequent(last)) &&
                                (!has(i, kVeryCommon) || is_frequent(i));
    if (count < 2 || (plain == 0 && !are_both_names) || is_in_eponym(last)) return;
    if (!has(i, kAnyName) && !may_be_name(i) && !has(last, kSurname)) return;
    if (has(i, kPlace) && has(last, kPlace) && !has(i, kGivenName)) return;
    if (!is_listed && !is_mid_sentence && plain < 2) return;
    mark(i, last, "capitalised words of no language", is_listed);
  }

  // "Smith tolerated the procedure", "Ada says": a name in front of what only people do.
  void subject(size_t i) {
    if (!is_capital(i) || words_[i].is_initial || is_stop(i) || i + 1 >= words_.size() || !joined(i) || words_[i + 1].letters != Letters::small) return;
    if (is(i, kRelation) || is(i, kLabel) || is(i, kTitle) || (has(i, kMedical) && !is_frequent(i) && !has(i, kGivenName)) ||
        (has(i, kMedicalName) && !has(i, kAnyName)))
      return;
    const bool acts = is(i + 1, kDoing);
    const bool may_act = is(i + 1, kHelper);
    const bool behaves = is_sure_name(i) && has(i, kGivenName) && small_[i + 1].size() > 3 && (small_[i + 1].ends_with("ed") || small_[i + 1].ends_with("s"));
    if (behaves && words_[i].letters == Letters::capitalised) mark(i, i, "given name before what was done", true);
    if (acts ? has(i, kAnyName) || (is_unknown(i) && words_[i].letters == Letters::capitalised) : may_act && is_sure_name(i) && !has(i, kPlace)) {
      if (words_[i].letters == Letters::capitals && !is_sure_name(i)) return;
      const bool is_word = has(i, kVeryCommon | kCommon) && !is_frequent(i);
      if (!is_word) mark(i, i, "subject of what people do", is_sure_name(i));
    }
    // "Funmilayo was discharged": what is done to people only.
    static const WordSet kDoneToPeople = {"discharged", "admitted",  "seen",      "referred",   "transferred", "hospitalized", "hospitalised", "born",
                                          "advised",    "diagnosed", "counseled", "counselled", "accompanied", "readmitted",   "interviewed",  "reassured",
                                          "married",    "divorced",  "widowed",   "employed",   "informed",    "instructed",   "extubated",    "intubated"};
    static const WordSet kBeing = {"is", "was", "has", "had"};
    const bool is_done_to = kBeing.count(small_[i + 1]) > 0 && i + 2 < words_.size() && joined(i + 1) && kDoneToPeople.count(small_[i + 2]) > 0;
    const bool may_be_person = (has(i, kAnyName) && (!has(i, kVeryCommon) || is_frequent(i))) || is_unknown(i);
    if (is_done_to && may_be_person && words_[i].letters == Letters::capitalised) mark(i, i, "subject of what is done to people", is_sure_name(i));
  }

  // "ANNA NORDQUIST / 1950-05-09 / …" at the start of a line.
  void line_of_capitals(size_t i) {
    if (words_[i].letters != Letters::capitals || words_[i].size() < 2 || (i > 0 && gap(i - 1).find('\n') == std::string_view::npos) || is_stop(i)) return;
    size_t last = i;
    size_t count = 1;
    bool is_listed = has(i, kAnyName);
    bool is_word = has(i, kEnglish | kMedical) && !is_frequent(i);
    bool holds_word = has(i, kVeryCommon | kCommon | kMedical) && !has(i, kAnyName);
    while (last + 1 < words_.size() && last < i + 4 && (joined_in_name(last) || hyphened(last) || gap(last) == ", ") &&
           words_[last + 1].letters == Letters::capitals && !is_stop(last + 1)) {
      ++last;
      if (!words_[last].is_initial) ++count;
      is_listed = is_listed || has(last, kAnyName);
      is_word = is_word && has(last, kEnglish | kMedical) && !is_frequent(last);
      holds_word = holds_word || (!words_[last].is_initial && has(last, kVeryCommon | kCommon | kMedical) && !has(last, kAnyName));
    }
    const std::string_view behind = gap(last);
    const size_t sign = behind.find_first_not_of(' ');
    const bool is_header = last + 1 == words_.size() ||
                           (sign != std::string_view::npos &&
                            (behind[sign] == '/' || behind[sign] == '|' || behind[sign] == '(' || behind[sign] == ',' || behind[sign] == '\n')) ||
                           words_[last + 1].letters == Letters::digits;
    const bool is_slashed = is_header && sign != std::string_view::npos && (behind[sign] == '/' || behind[sign] == '|');
    if (count < 2 || (!is_listed && !is_slashed) || is_word || (holds_word && !is_slashed) || !is_header || followed_by(last, ':')) return;
    mark(i, last, "line of a name in capitals", true);
  }

  // "Dwivedi, Mangala G. (1192-5245)", "Patient: Stalenhoef,Diederike": listed or not, where a line or a label's value is nothing else.
  void header_of_two_names(size_t i) {
    if (!is_capital(i) || i + 1 >= words_.size() || (gap(i) != ", " && gap(i) != ",") || !is_capital(i + 1)) return;
    const bool begins = i == 0 || gap(i - 1).find('\n') != std::string_view::npos || (gap(i - 1) == ": " && is(i - 1, kLabel));
    const auto fits = [&](size_t at) { return !is_stop(at) && !words_[at].is_initial && (may_be_name(at) || has(at, kAnyName)); };
    if (!begins || !fits(i) || !fits(i + 1) || (!may_be_name(i) && !may_be_name(i + 1))) return;
    size_t last = i + 1;
    if (last + 1 < words_.size() && joined(last) && words_[last + 1].is_initial) ++last;
    const std::string_view behind = gap(last);
    const size_t sign = behind.find_first_not_of(". ");
    const bool ends = last + 1 == words_.size() || (sign != std::string_view::npos && (behind[sign] == '(' || behind[sign] == '\n' || behind[sign] == '|'));
    if (ends) mark(i, last, "line of a surname and a given name", true);
  }

  void surname_comma_given(size_t i) {
    if (!is_capital(i) || words_[i].is_initial || is_stop(i) || i + 1 >= words_.size() || (gap(i) != ", " && gap(i) != ",")) return;
    const size_t next = i + 1;
    if (!is_capital(next) || is_stop(next)) return;
    const bool surname = has(i, kSurname) || (is_unknown(i) && !words_[i].starts_sentence);
    if (words_[next].is_initial) {
      const bool is_surname = has(i, kSurname) && !has(i, kVeryCommon | kMedical | kMedicalName);
      const bool is_no_word = is_unknown(i) && words_[i].letters == Letters::capitalised && !words_[i].starts_sentence;
      const std::string_view behind = gap(next);
      const bool ends = behind.empty() || behind.find_first_of(",;.)\n|") == 0 || (behind.size() == 1 && next + 1 < words_.size() && has(next + 1, kEnglish));
      if ((is_surname || is_no_word) && ends && !is_in_eponym(i)) mark(i, next, "surname, initial", true);
      return;
    }
    if (!surname || !has(next, kGivenName)) return;
    const bool is_surely_given = is_sure_name(next) && !(has(i, kVeryCommon) && words_[i].starts_sentence);
    const bool is_ambiguous = has(i, kEnglish | kMedical | kMedicalName) || has(next, kEnglish | kMedical);
    const bool is_list_of_words =
        is_ambiguous && !(has(next, kFrequentGivenName) && has(i, kFrequentSurname) && !has(i, kVeryCommon) && !has(next, kVeryCommon));
    if ((is_list_of_words && !is_surely_given) || is_in_eponym(next)) return;
    size_t last = next;
    while (last + 1 < words_.size() && joined_in_name(last) && words_[last + 1].is_initial && last < next + 2) ++last;
    size_t first = i;
    if (first > 0 && hyphened(first - 1) && is_capital(first - 1)) --first;
    mark(first, last, "surname, given name", true);
  }

  // J. Smith, J. R. Smith, J.R. Smith.
  void initial_and_surname(size_t i) {
    if (!words_[i].is_initial || i + 1 >= words_.size() || (gap(i) != ". " && gap(i) != ".")) return;
    if (words_[i].begin > 0 && s_.text[words_[i].begin - 1] == '/') return;  // U/L. Smith
    size_t at = i + 1;
    while (at < words_.size() && at < i + 3 && words_[at].is_initial && (gap(at) == ". " || gap(at) == ".")) ++at;
    if (at >= words_.size() || words_[at].letters != Letters::capitalised || is_stop(at) || words_[at].is_initial) return;
    const bool fits = is_sure_name(at) || (has(at, kFrequentSurname) && !has(at, kVeryCommon));
    if (!fits || is_in_eponym(at)) return;
    size_t last = at;
    while (last + 1 < words_.size() && hyphened(last) && is_capital(last + 1)) ++last;
    mark(i, last, "initial and surname", true);
  }

  bool is_in_capitalised_run(size_t i) const {
    const auto is_neighbour = [&](size_t at, bool touches) { return touches && is_capital(at) && !words_[at].is_initial; };
    const bool before = i > 0 && is_neighbour(i - 1, joined(i - 1) || hyphened(i - 1)) && !words_[i].starts_sentence;
    const bool behind = i + 1 < words_.size() && is_neighbour(i + 1, joined(i) || hyphened(i));
    return before || behind;
  }

  void single(size_t i) {
    if (!is_capital(i) || words_[i].is_initial || !has(i, kAnyName) || is_stop(i)) return;
    if (has(i, kVeryCommon) || has(i, kWidePlace)) return;
    const bool shouts = words_[i].letters == Letters::capitals;
    if (shouts && !(is_frequent(i) && is_sure_name(i) && words_[i].size() > 3)) return;
    // Among small letters, capitals are rather an acronym: GINA, LUCAS.
    const bool is_before_small = i + 1 < words_.size() && words_[i + 1].letters == Letters::small;
    if (shouts && is_before_small && (i == 0 || words_[i - 1].letters != Letters::capitals)) return;
    if (month_of(small_[i]) > 0) return;
    if (is_in_eponym(i)) return;
    if (is_clinical_eponym(small_[i])) return;
    if (has(i, kPlace) && !is_frequent(i)) return;  // find_places decides
    const bool is_word = has(i, kEnglish | kMedical | kMedicalName);
    if (words_[i].starts_sentence || is_word) {
      if (!is_frequent(i)) return;
      if (has(i, kMedical) || (has(i, kCommon) && words_[i].starts_sentence)) return;
      if (is_word && is_in_capitalised_run(i)) return;
      if (is_word && words_[i].starts_sentence && !has(i, kFrequentGivenName)) return;
    } else if (!is_frequent(i) && is_in_capitalised_run(i) && !(i > 0 && is(i - 1, kTitle))) {
      return;  // rare names are many: in a title-cased line they are more likely a word that no list knows
    }
    size_t last = i;
    while (last + 1 < words_.size() && hyphened(last) && is_capital(last + 1) && last < i + 2) ++last;
    mark(i, last, is_word ? "listed name that is a word too" : "listed name", !is_word);
  }

  // A capitalised word right behind a name, or joined to it by a hyphen, is part of it: "Tony Kuiken", "Jae-Won". So is a given name in front of a single one.
  void extend_names() {
    const size_t before = found_->size();
    for (size_t n = 0; n < before; ++n) {
      const Identifier name = (*found_)[n];
      if (name.kind != IdentifierKind::name || name.rule == std::string_view("initials")) continue;
      const size_t first = s_.first_word_from(name.begin);
      size_t last = first;
      while (last + 1 < words_.size() && words_[last + 1].end <= name.end) ++last;
      if (first >= words_.size() || words_[last].end != name.end || words_[last].is_possessive || !is_capital(last)) continue;
      const size_t next = last + 1;
      const bool has_initial = words_[last].is_initial && first != last;
      if (has_initial && next < words_.size() && joined_in_name(last) && words_[next].letters == Letters::capitalised && !is_stop(next) && !is(next, kTitle) &&
          !is(next, kCredential))
        mark(next, next, "rest of a name", false);  // "Winfred B. Concord"
      if (next < words_.size() && (joined(last) || hyphened(last)) &&
          (words_[next].letters == words_[last].letters ||
           (words_[next].letters == Letters::capitals && words_[next].size() > 3 && first == last && has(last, kGivenName))) &&
          is_capital(next) && !words_[next].is_initial && words_[next].size() > 2) {
        const bool is_plain = has(next, kVeryCommon | kCommon | kMedical | kWidePlace) || is_stop(next);
        const bool is_role = is(next, kTitle) || is(next, kCredential) || is_eponym_head(small_[next]) || month_of(small_[next]) > 0;
        const bool is_given_alone = first == last && has(last, kGivenName) && !has(last, kVeryCommon) && has(next, kSurname) && !is_stop(next) &&
                                    words_[next].letters == Letters::capitalised && !words_[last].starts_sentence;
        if (is_given_alone && !is_role) mark(next, next, "surname behind a given name", false);  // "nurse Amber Counter"
        if (hyphened(last) ? !is_role : !is_role && (!is_plain || (has(next, kFrequentSurname) && !is_stop(next)))) mark(next, next, "rest of a name", false);
      }
      if (first == last && first > 0 && joined(first - 1) && is_capital(first - 1) && !words_[first - 1].is_initial && has(first - 1, kGivenName) &&
          words_[first - 1].letters == words_[first].letters && !is(first - 1, kTitle) && !is_weekday(small_[first - 1]))
        mark(first - 1, first - 1, "given name before a name", false);
    }
  }

  // What other rules found is looked for in the rest too.
  void spread_all() {
    for (const Identifier& name : *found_) {
      if (name.kind != IdentifierKind::name || std::string_view(name.rule).starts_with("initials")) continue;
      for (size_t i = s_.first_word_from(name.begin); i < words_.size() && words_[i].end <= name.end; ++i) {
        const bool is_plain = has(i, kVeryCommon | kMedical | kWidePlace) || (has(i, kEnglish | kMedicalName) && !is_frequent(i));
        if (!is_capital(i) || words_[i].size() < 4 || is_plain || is_stop(i) || is(i, kTitle) || is(i, kCredential)) continue;
        if (words_[i].letters == Letters::capitals && !has(i, kAnyName)) continue;
        spread_.insert(small_[i]);
      }
    }
  }

  // A name in a list of names: "Adriana, Mylo and Henrik", "Hansen / Dillon". Behind a comma alone it must be a name and nothing else.
  bool may_stand_beside_a_name(size_t i, bool by_comma) const {
    if (!is_capital(i) || words_[i].is_initial || is_stop(i) || words_[i].size() < 3 || month_of(small_[i]) > 0 || is_in_eponym(i)) return false;
    if (is(i, kTitle) || is(i, kCredential) || is(i, kRelation) || (is_clinical_eponym(small_[i]) && !is_frequent(i))) return false;
    if (has(i, kWidePlace | kMedical) || (has(i, kMedicalName) && !has(i, kAnyName))) return false;
    if (by_comma) return (is_sure_name(i) || has(i, kFrequentGivenName)) && !has(i, kVeryCommon) && (!has(i, kPlace) || has(i, kFrequentGivenName));
    if (has(i, kAnyName)) return !has(i, kVeryCommon) || is_frequent(i);
    return is_unknown(i) && words_[i].letters == Letters::capitalised;
  }

  void neighbours_in_lists() {
    static const WordSet kJoints = {" & ", " / ", "/", " + ", ", and ", ", & "};
    std::vector<uint8_t> named(words_.size(), 0);
    for (const Identifier& identifier : *found_) {
      if (identifier.kind != IdentifierKind::name) continue;
      for (size_t i = s_.first_word_from(identifier.begin); i < words_.size() && words_[i].end <= identifier.end; ++i) named[i] = 1;
    }
    const auto add = [&](size_t i) {
      named[i] = 1;
      mark(i, i, "name in a list of names", is_sure_name(i));
    };
    const auto is_and = [&](size_t i) { return small_[i] == "and" || small_[i] == "or"; };
    for (size_t i = 0; i + 1 < words_.size(); ++i) {
      if (named[i] == 0) continue;
      const std::string_view between = gap(i);
      if (kJoints.count(between) > 0 && named[i + 1] == 0 && may_stand_beside_a_name(i + 1, false)) add(i + 1);
      if (between == ", " && named[i + 1] == 0 && may_stand_beside_a_name(i + 1, true)) add(i + 1);
      if (i + 2 < words_.size() && (joined(i) || between == ", ") && is_and(i + 1) && joined(i + 1) && named[i + 2] == 0 &&
          may_stand_beside_a_name(i + 2, false))
        add(i + 2);
    }
    for (size_t i = words_.size(); i-- > 1;) {
      if (named[i] == 0) continue;
      const std::string_view between = gap(i - 1);
      if (kJoints.count(between) > 0 && named[i - 1] == 0 && may_stand_beside_a_name(i - 1, false)) add(i - 1);
      if (between == ", " && named[i - 1] == 0 && may_stand_beside_a_name(i - 1, true)) add(i - 1);
      if (i > 1 && is_and(i - 1) && joined(i - 1) && joined(i - 2) && named[i - 2] == 0 && may_stand_beside_a_name(i - 2, false)) add(i - 2);
    }
  }

  void repetitions() {
    if (spread_.empty()) return;
    for (size_t i = 0; i < words_.size(); ++i) {
      if (small_[i].size() < 3 || spread_.count(small_[i]) == 0) continue;
      if (!is_capital(i) && has(i, kEnglish | kMedical)) continue;
      const bool acts = i + 1 < words_.size() && joined(i) && (is(i + 1, kDoing) || is(i + 1, kHelper));
      if (has(i, kEnglish) && words_[i].starts_sentence && !acts && !has(i, kFrequentGivenName) && (has(i, kVeryCommon | kCommon) || !has(i, kFrequentSurname)))
        continue;
      if (is_in_eponym(i)) continue;
      found_->push_back({words_[i].begin, words_[i].end, IdentifierKind::name, "repetition of a name"});
    }
  }

  const SearchedText& s_;
  const std::vector<Word>& words_;
  std::vector<Identifier>* found_;
  std::vector<std::string> small_;
  std::vector<uint32_t> roles_;
  std::unordered_set<std::string> spread_;
};

}  // namespace

void find_names(const SearchedText& searched, std::vector<Identifier>* found) {
  NameFinder(searched, found).run();
}

}  // namespace galen
