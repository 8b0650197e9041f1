// Names and places that no list holds, by the words around them: "Per Xander Quux, the fall …", "Social worker: Q. Xan", "in Quuxville".
#include <algorithm>
#include <string>
#include <unordered_set>

#include "data/finders.h"
#include "data/pattern_lists.h"

namespace galen {
#define GALEN_NAME_WORD R"((?:\p{Lu}[\p{L}'’\-]+))"
#define GALEN_NAME_PART R"((?:\p{Lu}[\p{L}'’\-]+|\p{Lu}\.))"
#define GALEN_TWO_TO_FOUR "(" GALEN_NAME_PART "(?:[ ]" GALEN_NAME_PART "){0,2}[ ]" GALEN_NAME_WORD ")"
#define GALEN_PERSON_LABEL                                                                                                                              \
  R"((?i:patient|pt|client|re|regarding|cc|interpreter|subscriber|consultant|provider|pharmacist|midwife|surgeon|assistant|anaesthetist|anesthetist|)"  \
  R"(social worker|case worker|caseworker|case manager|key worker|nurse|keyworker|therapist|next of kin|emergency contact|contact|guardian|informant|)" \
  R"(witness|chaperone|scribe|author|dictated by|signed by|seen by|name|name/dob|pcp|gp|physician|doctor|resident|registrar|member|policyholder|insured))"

std::vector<Pattern> context_name_patterns() {
  return {
      {R"((?:^|[.!?:\n][ \n]{0,2})Per )" GALEN_TWO_TO_FOUR R"([,.;])", IdentifierKind::name, "person behind 'per'"},
      {"\\b" GALEN_PERSON_LABEL R"([ ]{0,1}:[ ]{1,3})" GALEN_TWO_TO_FOUR, IdentifierKind::name, "person behind a label"},
      {"\\b" GALEN_PERSON_LABEL R"([ ]{0,1}:[ ]{1,3})"
       "(" GALEN_NAME_WORD ",[ ]" GALEN_NAME_WORD R"((?:[ ]\p{Lu}[\p{L}'’\-.]*)?))",
       IdentifierKind::name, "person behind a label"},
      {R"(\b(?i:seen|together|along|jointly|discussed|accompanied|spoke|met|agreed|reviewed|consulted|round|rounds|liaised|conversation|meeting|call)[ ](?i:together )?(?i:with|by|to)[ ])" GALEN_TWO_TO_FOUR,
       IdentifierKind::name, "person met"},
      {R"(\b(?i:seeing|reviewing|meeting|examining|admitting|thank you for referring|for referring|referring|assessing|visiting|treating)[ ])" GALEN_TWO_TO_FOUR,
       IdentifierKind::name, "person seen"},
      {R"(\b(?i:called|phoned|rang|informed|updated|telephoned|contacted|notified|emailed|texted|paged)[ ])" GALEN_TWO_TO_FOUR, IdentifierKind::name,
       "person called"},
      {R"(\b(?i:daughter|son|wife|husband|mother|father|sister|brother|partner|niece|nephew|aunt|uncle|friend|neighbour|neighbor|carer|caregiver|cousin|spouse|guardian),[ ])" GALEN_TWO_TO_FOUR
       R"((?:,|\b))",
       IdentifierKind::name, "relative"},
      {R"(\b(?i:by|and),?[ ])" GALEN_TWO_TO_FOUR R"(,?[ ](?:MD|M\.D\.|DO|RN|NP|PA|PA-C|LCSW|PharmD|MBBS|FRCP|PhD|DDS|DPM|LPN|CNM|OT|PT)\b)",
       IdentifierKind::name, "person with a credential"},
      {R"((?:^|[.!?\n][ \n]{1,2}))"
       "(" GALEN_NAME_WORD R"([ ]and[ ])" GALEN_NAME_WORD "(?:[ ]" GALEN_NAME_WORD
       R"()?)[ ](?:were|are|both|have|came|attended|agreed|agree|live|lives|visited|will|want|wanted|asked)\b)",
       IdentifierKind::name, "two persons"},
  };
}

std::vector<Pattern> context_place_patterns() {
  return {
      {R"(\b(?:in|at|from|near|to|of|outside|around|via|through)[ ]((?:(?:Fort|Saint|St\.|San|Santa|New|Old|Port|Lake|Mount|North|South|East|West|Upper|Lower|Great|Little)[ ])?\p{Lu}[\p{L}'’]{1,}(?:ville|burg|burgh|bury|borough|boro|stadt|dorf|heim|mouth|haven|minster|pur|abad|nagar|berg|grad|hampton|chester|cester|thorpe|shire|wick|worth|field|ford|ton|ham|town|stad|vik|by|holm))\b)",
       IdentifierKind::location, "word that ends as towns do"},
      {R"((\p{Lu}[\p{L}'’]{2,}ville)\b)", IdentifierKind::location, "word that ends as towns do"},
      {R"(\b((?:Fort|Saint|San|Santa|Port|Lake|Mount)[ ]\p{Lu}[\p{L}'’\-]{2,})(?:,|\.|\n|[ ](?:on|in|since|with)\b))", IdentifierKind::location,
       "town by its first word"},
      {R"(\b(?:in|at|from|near|to|of)[ ](\p{Lu}[\p{L}'’\-]{2,}[ ](?:Springs|Falls|Heights|Beach|Hills|Park|Grove|Rapids|Bluffs|Creek|Valley|Harbor|Harbour|Bay|Lake|City|Junction|Landing|Point|Island))\b)",
       IdentifierKind::location, "town by its last word"},
      {R"(((?:\p{Lu}[\p{L}'’.\-]+[ ]){1,3}(?:House|Lodge|Court|Manor|Hall|View|Grange|Place)?[ ]?(?:Care|Nursing|Rest|Retirement|Residential|Group|Foster|Funeral|Convalescent)[ ](?:Home|Centre|Center|House))\b)",
       IdentifierKind::location, "home"},
      {R"(\b((?:(?i:apt|apartment|flat|unit|suite|room)\.?[ ]#?[A-Za-z0-9\-]{1,5},[ ])?\d{1,6}[ ](?:\p{Lu}[\p{L}'’\-]*\.?[ ]|\d{1,3}(?:st|nd|rd|th)[ ]){1,4}(?:Alley|Annex|Arcade|Bayou|Beach|Bend|Bluffs?|Bottom|Branch|Bridge|Brooks?|Burgs?|Bypass|Camp|Canyon|Cape|Causeway|Centers?|Circles?|Cliffs?|Club|Common|Corners?|Course|Courts?|Coves?|Creek|Crescent|Crest|Crossing|Crossroad|Curve|Dale|Dam|Divide|Drives?|Estates?|Expressway|Extensions?|Falls?|Ferry|Fields?|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Freeway|Gardens?|Gateway|Glens?|Greens?|Groves?|Harbors?|Haven|Heights|Highway|Hills?|Hollow|Inlet|Islands?|Isle|Junctions?|Keys?|Knolls?|Lakes?|Landing|Lights?|Loaf|Locks?|Lodge|Mall|Manors?|Meadows?|Mews|Mills?|Mission|Motorway|Mountains?|Mount|Neck|Orchard|Oval|Overpass|Parks?|Parkways?|Pass|Passage|Path|Pike|Pines?|Plains?|Plaza|Points?|Ports?|Prairie|Radial|Ramp|Ranch|Rapids?|Rest|Ridges?|River|Roads?|Route|Row|Rue|Run|Shoals?|Shores?|Skyway|Springs?|Spurs?|Squares?|Station|Stravenue|Stream|Streets?|Summit|Terrace|Throughway|Trace|Track|Trafficway|Trail|Tunnel|Turnpike|Underpass|Unions?|Valleys?|Via|Viaduct|Views?|Villages?|Ville|Vista|Walks?|Wall|Ways?|Wells?))\b)",
       IdentifierKind::location, "street address"},
      {R"(\b(?:N\.Y|N\.J|N\.C|S\.C|N\.M|N\.H|N\.D|S\.D|R\.I|D\.C|W\.Va|Calif|Tex|Fla|Ga|Ill|Ind|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Va|Vt|Wash|Wis|Wyo|Ala|Ariz|Ark|Colo|Conn|Del|Kan|Ky|La|Md)\.,?[ \n]{1,3}(\d{5}(?:-\d{4})?)\b)",
       IdentifierKind::zip, "postal code behind a state"},
  };
}

namespace {
#undef GALEN_NAME_WORD
#undef GALEN_NAME_PART
#undef GALEN_TWO_TO_FOUR
#undef GALEN_PERSON_LABEL

}  // namespace

bool holds_a_name(const SearchedText& searched, size_t begin, size_t end) {
  const std::vector<Word>& words = searched.words;
  const size_t only = searched.first_word_from(begin);
  if (only < words.size() && words[only].end == end) {
    // One word alone: no device (OcuSoft, Doppler).
    const std::string_view word = searched.of(words[only]);
    const bool is_frequent = (words[only].flags & kFrequentName) != 0;
    const bool has_inner_capital = words[only].letters == Letters::capitalised && (words[only].flags & kAnyName) == 0 && !word.starts_with("Mc") &&
                                   !word.starts_with("Mac") && !word.starts_with("De") &&
                                   std::any_of(word.begin() + 2, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (has_inner_capital || (is_clinical_eponym(lower_case(word)) && !is_frequent)) return false;
  }
  for (size_t i = searched.first_word_from(begin); i < words.size() && words[i].end <= end; ++i) {
    const Word& word = words[i];
    if (word.letters == Letters::digits || word.letters == Letters::small || word.is_initial) continue;
    const std::string small = lower_case(searched.of(word));
    if (is_eponym_head(small) || is_spoken(small)) return false;
    const bool is_frequent = (word.flags & kFrequentName) != 0;
    if (word.letters == Letters::capitals && word.size() <= 3 && !is_frequent) continue;
    if (word.letters == Letters::capitals && word.size() <= 4 && (word.flags & kAnyName) == 0) continue;  // an abbreviation that no list knows
    if ((word.flags & kAnyName) != 0 && (word.flags & kVeryCommon) == 0) return true;
    if ((word.flags & (kEnglish | kMedical | kMedicalName | kWidePlace)) == 0) return true;
  }
  return false;
}

bool begins_two_lines(std::string_view text, std::string_view speaker) {
  std::string turn(1, '\n');
  turn.append(speaker).push_back(':');
  const size_t once = text.find(turn);
  return once != std::string_view::npos && text.find(turn, once + 1) != std::string_view::npos;
}

bool is_spoken(std::string_view lower_case) {
  static const WordSet kSpoken = {"yeah",   "yea",    "yep",   "yup",    "yes",   "no",    "nope",    "nah",    "ah",      "uh",     "um",      "umm",
                                  "hm",     "hmm",    "mhm",   "huh",    "oh",    "ooh",   "ok",      "okay",   "well",    "sure",   "hi",      "hey",
                                  "wow",    "ouch",   "ow",    "i'm",    "i've",  "i'll",  "i'd",     "it's",   "that's",  "he's",   "she's",   "there's",
                                  "what's", "don't",  "can't", "didn't", "we've", "we're", "they're", "you're", "let's",   "buckle", "alright", "gosh",
                                  "gee",    "thanks", "sorry", "please", "maybe", "right", "correct", "bye",    "goodbye", "fine",   "great"};
  return kSpoken.count(lower_case) > 0;
}

void find_by_context(const SearchedText& searched, std::vector<Identifier>* found) {
  std::vector<Identifier> names;
  searched.append(PatternList::names_by_context, &names);
  for (const Identifier& name : names) {
    const size_t first = searched.first_word_from(name.begin);
    const bool is_speech = first < searched.words.size() && (searched.words[first].flags & kVeryCommon) != 0 && (searched.words[first].flags & kAnyName) == 0;
    if (!is_speech && holds_a_name(searched, name.begin, name.end)) found->push_back(name);
  }
  searched.append(PatternList::places_by_context, found);
  // "… at Quux": a word of no list, in the middle of a sentence, where places stand.
  const std::vector<Word>& words = searched.words;
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view joint = searched.of(words[i]);
    if ((joint != "in" && joint != "at" && joint != "near" && joint != "from") || searched.gap_behind(i) != " ") continue;
    const Word& place = words[i + 1];
    if (place.letters != Letters::capitalised || place.flags != 0 || place.is_initial || place.end - place.begin < 3) continue;
    const std::string_view word = searched.of(place);
    // MedlinePlus, Hispanics, Orphanet: no towns.
    if (std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) || word.ends_with("ian") || word.ends_with("ians") ||
        word == "Orphanet")
      continue;
    const std::string small = lower_case(word);
    if (is_eponym_head(small) || is_clinical_eponym(small)) continue;
    found->push_back({place.begin, place.end, IdentifierKind::location, "unlisted word where a place stands"});
  }
}

}  // namespace galen
