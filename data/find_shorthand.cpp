// How clinicians write people when there is no time for sentences: initials behind a time, "Asst: Harris", "report to Ana in pod C", "pt: mary jones".
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <unordered_set>

#include "data/finders.h"
#include "data/pattern_lists.h"

namespace galen {
namespace {

#define GALEN_NAME_WORD R"((?:(?:[dlOD]['’]|Mc|Mac|Di|St\. )?\p{Lu}[\p{L}'’\-]+))"
#define GALEN_PARTICLES R"((?:(?:van|von|de|den|der|la|le|di|del|al|el|bin|ter|mac|an|Mac)[ ]){0,3})"
#define GALEN_PERSON "((?:\\p{Lu}\\.?[ ]?){0,2}" GALEN_PARTICLES GALEN_NAME_WORD "(?:[ ](?:\\p{Lu}\\b\\.?|" GALEN_PARTICLES GALEN_NAME_WORD ")){0,3})"
#define GALEN_INITIALS R"((?:(?:\p{Lu}\.){2,3}|\p{Lu}{2,3}))"
#define GALEN_CREDENTIAL R"((?:MD|DO|RN|NP|PA-C|PA|LPN|LVN|CNA|RPh|PharmD|PhD|PsyD|DPM|DDS|LMSW|MSW|LCSW|PCT|LMFT|LPC|CNM|CRNA|RD|PT|OT|SLP|RT|MBBS|MA)\b)"

// Letters without full stops that are not somebody's initials.
bool is_abbreviation(std::string_view text) {
  static const WordSet kKnown = {
      "US",  "UK",  "PO",   "MD",  "DO",   "RN",  "NP",  "PA",   "IV",   "IM",  "PRN", "BID", "TID", "QD",  "QID",  "AM",  "PM",   "DC",   "NY",  "NJ",
      "NC",  "SC",  "NM",   "NH",  "ND",   "SD",  "RI",  "ER",   "OR",   "ICU", "DDS", "ED",  "GI",  "GU",  "OD",   "OS",  "OU",   "HS",   "EG",  "IE",
      "AD",  "BC",  "LPN",  "OB",  "TB",   "USA", "EU",  "UN",   "WHO",  "FDA", "NIH", "CDC", "LA",  "CT",  "MRI",  "MR",  "PT",   "OT",   "SLP", "BP",
      "HR",  "RR",  "ABG",  "VBG", "CBC",  "BMP", "CMP", "INR",  "PTT",  "EKG", "ECG", "EEG", "EMG", "CXR", "KUB",  "XR",  "PET",  "EMS",  "ALS", "BLS",
      "CPR", "DNR", "DNI",  "NPO", "SQ",   "SL",  "PR",  "NG",   "OG",   "ETT", "LMA", "JVP", "EJ",  "IJ",  "PIV",  "TLC", "PCP",  "GP",   "SW",  "CM",
      "RT",  "CNA", "MA",   "HHA", "LCSW", "MSW", "PHD", "RPH",  "LMP",  "EDD", "EDC", "DOB", "DOS", "MRN", "SSN",  "NKA", "NOK",  "POA",  "HCP", "ROM",
      "RAM", "GCS", "ROS",  "HPI", "PMH",  "PSH", "FH",  "SH",   "SOB",  "CP",  "AF",  "MI",  "CHF", "CKD", "DM",   "HTN", "COPD", "UTI",  "DVT", "PE",
      "CVA", "TIA", "GERD", "OSA", "BPH",  "RA",  "OA",  "MS",   "HIV",  "HCV", "HBV", "RSV", "FLU", "UA",  "UDS",  "TSH", "PSA",  "LDL",  "HDL", "AST",
      "ALT", "BUN", "CRP",  "ESR", "WBC",  "RBC", "HGB", "HCT",  "PLT",  "NA",  "CL",  "CO",  "CA",  "MG",  "PH",   "TV",  "HH",   "AP",   "NV",  "NS",
      "LR",  "DW",  "FFP",  "PCA", "TPN",  "ID",  "IN",  "OK",   "TO",   "OF",  "BY",  "AT",  "ON",  "NO",  "DPT",  "BSN", "FNP",  "DNP",  "VS",  "WNL",
      "NAD", "HOB", "LOC",  "LE",  "UE",   "RUE", "LUE", "RLE",  "LLE",  "RUQ", "LUQ", "RLQ", "LLQ", "BM",  "BS",   "BMI", "SAT",  "FHT",  "GBS", "PPE",
      "MAR", "RW",  "CAP",  "SBA", "CGA",  "EF",  "LV",  "RV",   "FEU",  "ADL", "RPE", "MWT", "ABD", "EXT", "CV",   "HEM", "ONC",  "END",  "MSK", "GEN",
      "RES", "NTG", "ASA",  "SSI", "DKA",  "HCG", "BPM", "ACCT", "PLOF", "CRA", "ICF", "MDS", "IP",  "JC",  "BK",   "AB",  "HB",   "DI",   "NLI", "CIC",
      "MAP", "BNP", "ECHO", "EGD", "A1C",  "PTH", "ANC", "MCV",  "AFB",  "ANA", "RF",  "GFR", "CEA", "PFT", "MIBI", "PAP", "DEXA", "HIDA", "VQ",  "CTA",
      "MRA", "MRV", "UGI",  "BE",  "LP",   "BX",  "FNA", "TEE",  "TTE",  "IVC", "ICD", "PPM", "ECT", "TMS", "PHQ",  "GAD", "CAM",  "IEP",  "ADA", "DME",
      "VNA", "SNF", "ALF",  "LTC", "LTAC", "PCR", "HPF", "LPF",  "LAD",  "LCX", "RCA", "DWI", "ADC", "SWI", "CC",   "SN",  "AC",   "MMI",  "ACR", "LVI",
      "RPR", "HSV", "PVI",  "CK",  "LDH",  "PTL", "AVH", "OCT",  "VF",   "IOP", "EOM", "TM",  "HBA", "SI",  "HI",   "CPT", "LOS",  "TBD"};
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

// "KMF", "DTK/ARP", "PF, MM and KS": none is an abbreviation.
bool are_all_initials(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", at);
    if (begin == std::string_view::npos) break;
    size_t end = begin;
    while (end < text.size() && ((text[end] >= 'A' && text[end] <= 'Z') || text[end] == '.')) ++end;
    if (!are_initials(text.substr(begin, end - begin))) return false;
    at = end;
  }
  return true;
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
}  // namespace

std::vector<Pattern> initials_patterns() {
  return {
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
      {R"((?:\d\d:\d\d(?:[ ]?[ap]\.?m\.?)?|\d+|\bby|\bok)[ ]()" GALEN_INITIALS R"()[ ]*(?:\n|$))", IdentifierKind::name, "initials at a line's end",
       are_initials},
      {R"((?:\d+|(?i:verified|signed|reviewed|transcribed))[ ]()" GALEN_INITIALS "[ ]?/[ ]?" GALEN_INITIALS R"()(?:[ ]\d|[ ]*\n|[ ]*$))", IdentifierKind::name,
       "two persons' initials", are_two_initials},
      {R"(\b(?:by|informed|notified|updated|told|pt|ok|ACTION:|Action:)[ ]()" GALEN_INITIALS R"()(?:[.,;|]|[ ]to\b|[ ]\n))", IdentifierKind::name,
       "initials behind what was done", are_initials},
      {R"((?:^|\n|[ ])/()" GALEN_INITIALS R"()/(?:[ \n]|$))", IdentifierKind::name, "initials that sign", are_initials},
      {R"([|/][ ]?()" GALEN_INITIALS R"()[ ]*(?:\n|$|  ))", IdentifierKind::name, "initials at a line's end", are_initials},
      {R"([\p{L}.]+[ ]/[ ]()" GALEN_INITIALS R"()[ ](?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))", IdentifierKind::name,
       "initials before a date", are_initials},
      {R"(\b(?i:transcribed|dictated|typed|signed|printed)[ ][\d/.\-]{6,10}[ ]()" GALEN_INITIALS R"()\b)", IdentifierKind::name, "initials behind a date",
       are_initials},
      {R"(\b(?i:by)[ ]()" GALEN_INITIALS R"()[ ](?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))", IdentifierKind::name, "initials before a date",
       are_initials},
      {R"((?:^|\n|[ ])-{1,2}[ ]?()" GALEN_INITIALS R"()(?:,|\n|$))", IdentifierKind::name, "initials that sign", are_initials},
      {R"(\b(?i:consent|signed|initialed|initialled|obtained|checked|verified|witnessed|assessed|noted|charted|confirmed|reviewed)[ ]()" GALEN_INITIALS
       R"()(?:[.,;)]|\n|$))",
       IdentifierKind::name, "initials behind what was done", are_initials},
      {R"([;.,] ()" GALEN_INITIALS R"()[ ](?:signed|aware|notified|informed|present|assisting|verified)\b)", IdentifierKind::name,
       "initials before what was done", are_initials},
      {R"(()" GALEN_INITIALS R"()/\p{Lu}\p{Ll}{2,})", IdentifierKind::name, "initials before a surname", are_initials, false},
      {R"(\p{Lu}{2,3}/(\p{Lu}\p{Ll}[\p{L}\-]+)[ ](?:Job|job|\d|[A-Z]{1,3}[ ]?#?\d))", IdentifierKind::name, "surname behind initials"},
      {R"(\d+[ ]\(()" GALEN_INITIALS R"()\))", IdentifierKind::name, "initials in brackets", are_initials},
      {R"(\b(?:\p{Ll}{2,}|\d+|AGREE|AGREES),[ ]()" GALEN_INITIALS R"()[.]?[ ]*(?:\n|$))", IdentifierKind::name, "initials at a line's end", are_initials},
      {R"(\b(?i:e-?signed|e-?sign|initials:?|initialed:?)[ ]()" GALEN_INITIALS R"()\b)", IdentifierKind::name, "initials that sign"},
      {"(" GALEN_INITIALS R"()[ ]=[ ]\p{Lu}\p{L}*\.?[ ]\p{Lu})", IdentifierKind::name, "initials explained"},
      {R"(\b(?i:nurse|aide|seen by|provider|tech|clinician|therapist):[ ]{1,2}()" GALEN_INITIALS R"()(?:[ ]|\n|$))", IdentifierKind::name,
       "initials behind a role", are_initials},
      {R"(\d+[ ]()" GALEN_INITIALS R"()(?::)" GALEN_INITIALS R"([ ]*(?:\n|$)))", IdentifierKind::name, "initials before others", are_initials},
      {R"(\b(?i:transcribed|dictated|typed|entered|logged)[ ][\w/.,\- ]{6,20}[ ](?i:by)[ ]()" GALEN_INITIALS R"()\b)", IdentifierKind::name,
       "initials behind what was done", are_initials},
      {R"(\b(?i:reviewed|witness|typed|draft|double check|checked|verified|closed by|printed by|printed|by|sub-i|pi|seen by|scribe|author)[ :]{1,2}()" GALEN_INITIALS
       "(?:(?:[ ]?/[ ]?|, | and | for )" GALEN_INITIALS R"(){0,3})(?:[ ]|[.,;:\n]|$))",
       IdentifierKind::name, "initials behind what was done", are_all_initials},
      {R"((?:\t|%[ ]{1,3}|; )()" GALEN_INITIALS R"()[ ]*(?:\n|$))", IdentifierKind::name, "initials at a row's end", are_initials},
      {R"([.;!?][ ]()" GALEN_INITIALS
       R"()[ ](?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}[ \-]?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)))",
       IdentifierKind::name, "initials before a date", are_initials},
      {R"([.;!?][ ]()" GALEN_INITIALS R"()[ ]*(?:\n|$))", IdentifierKind::name, "initials at a line's end", are_initials},
      {R"((?i:technologist|sonographer|reader|reviewed by|tech|scored by|interrater check|witnessed)[ :]{1,3}(\p{Lu}\.[ ]?\p{Lu}\.(?:[ ]?\p{Lu}\.)?))",
       IdentifierKind::name, "initials behind what was done"},
      {R"((?:->|-->|→)[ ]?()" GALEN_INITIALS ")", IdentifierKind::name, "initials behind an arrow", are_initials},
      {"(" GALEN_INITIALS R"()[ ]?(?:->|-->|→)[ ]?\p{Lu})", IdentifierKind::name, "initials before an arrow", are_initials},
      {"(" GALEN_INITIALS "),[ ]" GALEN_CREDENTIAL, IdentifierKind::name, "initials before credentials", are_initials},
      {R"((?:^|\n|[.!?][ ]|- |\* )()" GALEN_INITIALS
       R"()[ ](?:reports|denies|states|reported|denied|stated|says|presents|returns|tolerated|verbalized|remains|wishes|endorses|agrees|requests|lives|slept|ambulated)\b)",
       IdentifierKind::name, "initials of who does something", are_initials},
      {R"((?i:transcribed:?)[ ][\w/.,\- ]{6,18}\d[ ]()" GALEN_INITIALS "(?:/" GALEN_INITIALS R"()?)(?:[ ]|\n|$))", IdentifierKind::name,
       "initials behind a date"},
      {R"((?:^|\n|[.!?] |  )()" GALEN_INITIALS "[ ]?/[ ]?" GALEN_INITIALS R"()[ ]\d{1,4}[/.\-]\d)", IdentifierKind::name, "two persons' initials",
       are_two_initials},
      {R"(\b(?i:signed|initialed|initialled|asks for|asked for|transcribed|cosigned)[ ](?:[\d/.\-]{6,10}[ ])?()" GALEN_INITIALS R"()(?:[ ]\d|[ ]on\b|;|\n|$))",
       IdentifierKind::name, "initials behind what was done", are_initials},
      {R"(\d{1,2}:\d{2}[ ]()" GALEN_INITIALS R"()[.,;])", IdentifierKind::name, "initials behind a time", are_initials},
  };
}

// What they find is a person where holds_a_name() agrees.
std::vector<Pattern> persons_patterns() {
  return {
      {R"(\b(?:(?i:op|operator|asst|scrub|circulator|tech|technologist|rph|pharm|path|interp|accepting(?: md)?|ordering(?: md)?|prescriber|attg|rad|anes(?:thesia)?|proceduralist|transcribed(?: by)?|signed(?: by)?|(?:collected|received|drawn|read|verified|completed|entered|filled|checked|referred|escorted|accompanied) by|next of kin(?: for \w{1,12})?|lactation|driver|passenger|father of baby|fob|support person|visitor|rel ?\d)|MD|DO|NP|PA|RN|LPN|CRNA|RT)[ ]?:[ ]{1,3})" GALEN_PERSON,
       IdentifierKind::name, "person behind a role's label"},
      {R"(\b(?:(?i:technologist|tech|hha|cna|aide|unit clerk|clerk|interp|ofc|officer|crew|attg|attending|pharmacist|transporter|transport|sitter|phlebotomist|lactation|courier|driver|chaplain|doula|caseworker|roommate|ordering|pcp)|RN|LPN|MD|SW|CM)[ ]{1,2}\(?)" GALEN_PERSON,
       IdentifierKind::name, "person behind a role"},
      {R"(\b(?i:ask(?:ed|ing)? for|text|report(?:ed)? to|stay(?:ed|ing|s)? with|set up by|box by|filled by|double-checked w/|checked w/|witness(?:ed by)?|handed (?:off )?to|helped by|dropped off by|picked up by|raised by|adopted by|coached by|married to|spoke with|left with|talk(?:ed)? to|call|delivery of|confirmed by|worker|with|PACU with|exchange with|voicemail for|called by|correct x2 per|c/o|w/)[ ])" GALEN_PERSON,
       IdentifierKind::name, "person behind what people do"},
      {R"((?i:\bcalls? me|\bthat['’]s|\bthis is|\bmy best to|\bbest to|\bcopied|\bcc['’]d|\btry|\bhave you down as|\basked if|\btold|\bclosed by|\bsigned out to|\bstopped by|\bgiven to|\bparent of|\bmother of|\bfather of|\bvisit log for|\bsummary for|\bmessage from|\bsubject:|\bgrandparent|\bpolicy holder:|\binvestigator|\bsocial work:|\bpapers list|\bmy relative,|\bhi there,|\bi['’]ll have|\breviewed with|\bprepared for:|\d+(?:st|nd|rd|th)? by)[ ])" GALEN_PERSON,
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
  };
}

#define GALEN_BEFORE_LAST R"((?:(?:[Vv]an|VAN|[Dd]e|DE|[Dd]ella|[Dd]el|[Dd]er|DER|[Ll]a|LA|[Tt]en|TEN|St\.|ST\.|Ó|Al|El|Di)[ ]){0,3})"
#define GALEN_LAST_FIRST \
  "(?:" GALEN_BEFORE_LAST GALEN_NAME_WORD "(?:[ -]" GALEN_NAME_WORD ")?,[ ]?(?:" GALEN_NAME_WORD "(?:[ ]\\p{Lu}\\p{L}*\\b\\.?)?|\\p{Lu}\\b\\.?))"
#define GALEN_EITHER "(" GALEN_LAST_FIRST "|" GALEN_PERSON ")"
#define GALEN_KIN                                                                                                                                        \
  R"((?i:partner|wife|husband|son|daughter|mother|father|mom|dad|sister|brother|aunt|uncle|cousin|niece|nephew|grandson|granddaughter|grandmother|)"     \
  R"(grandfather|neighbou?r|friend|roommate|caregiver|boyfriend|girlfriend|spouse|fianc[eé]e?|twin|siblings|children|sons|daughters|brothers|sisters|)" \
  R"(parents|crew|twins|grandchildren|cousins))"
// Where only a person can stand: any listed name will do, and any word that no list holds.
std::vector<Pattern> certain_persons_patterns() {
  return {
      {"(?:^|\\n|[.!?:|] |- |\\* |• )" GALEN_EITHER R"(,?[ ](?i:is|was)[ ](?i:an?|the)[ ](?i:very )?(?i:pleasant )?\d{1,3}[ -]?(?i:y|m|w|d|f))",
       IdentifierKind::name, "person before an age"},
      {GALEN_EITHER R"((?:,[ ]|[ ]{1,4})(?:Female|Male|FEMALE|MALE|F|M)(?:,[ ]|[ ]{1,4})(?:DOB|dob|D\.O\.B|[Bb]orn|BORN|\d{1,3}[ ]?y|Age|AGE|MRN))",
       IdentifierKind::name, "person before a sex and a birth"},
      {GALEN_EITHER R"((?:,?[ ]{1,4}\(?(?:DOB|dob|D\.O\.B|MRN|[Bb]orn|BORN)\b|[ ]{1,3}#\d{3}))", IdentifierKind::name, "person before a birth or a record"},
      {R"(\b(?i:pt|patient|subject|name|member|client|resident|re|student|employee|claimant)[ ]?:?[ ]{1,2}()" GALEN_LAST_FIRST ")", IdentifierKind::name,
       "surname, given name behind a label"},
      {R"(\b(?i:coordinator|co-?signed(?: by)?|authenticated(?: by)?|attested(?: by)?|team:|crew|resident|fellow|intern|attending|consultant|hospitalist|)"
       R"(pronounced dead by|accepted by|escort|notified|paged|texted|called)[ ]()" GALEN_LAST_FIRST ")",
       IdentifierKind::name, "surname, given name behind a role"},
      {R"(\b(?i:co-?signed(?: by)?|authenticated(?: by)?|attested(?: by)?|team:)[ ]{1,2})" GALEN_PERSON, IdentifierKind::name, "person behind a role"},
      {R"(\b(?i:reviewed|co-?sign(?:ed)?|dictated|transcribed|sponsor is|routed to|copy sent to|nickname[^.\n]{0,20} is|on call:|student:?|athlete:?|camper:?|employee:?|tech:|sitter:?|aide:?|MSW)[ ]{1,2})" GALEN_PERSON
       R"((?:[ ]*\n|[.,;/ ]|$))",
       IdentifierKind::name, "person behind a role"},
      {R"(\b(?:seen|given|taken|done|drawn|read|run|held|sent|written|brought|found|known|\p{Ll}{3,}ed)[ ]by[ ])" GALEN_PERSON, IdentifierKind::name,
       "person who did something"},
      {R"(\b)" GALEN_KIN R"([ ]\()" GALEN_PERSON R"(\))", IdentifierKind::name, "kinship before a name in brackets"},
      {R"(\b)" GALEN_KIN "[ ]" GALEN_PERSON, IdentifierKind::name, "kinship before a name"},
      {R"(\b(?i:surgery|medicine|cardiology|neurology|oncology|trauma|ortho(?:pedics)?|nephrology|pulmonary|psychiatry|control|team|service|consult|clinic|)"
       R"(pharmacy|nutrition|social work|case management|palliative(?: care)?|wound care|therapy|pt|ot|slp|rn|np|md|aide|sitter|interpreter)[ ]\()" GALEN_EITHER
       R"(\))",
       IdentifierKind::name, "person of a service"},
      {R"((?:^|\n|[.!?;][ ])(\p{Lu}\p{Ll}[\p{L}'’\-]+)[ ](?:aware|notified|informed|updated|paged|called|present|signed|agreeable|agrees)\b)",
       IdentifierKind::name, "person who was told"},
      {GALEN_EITHER
       "[ ]\\((?:" GALEN_KIN
       R"(|nurse|doctor|pharmacist|aide|partner|trauma|surgery|medicine|pulmonary|urology|retina|renal|heme|onc|(?:endo|ortho|cardio|neuro|nephro|gastro|onco|hemato|rheum|derm|psych|uro|gyn|ob|pedi|ophth|optom|podi|pulm|infect|radio|path|anesth|hospit|family)\p{L}*|EMT\S{0,3}|GI|ID|RT|RRT|RN|PT|OT|SLP|NP|PA|MD|DO|SW|CM|NICU|PICU|ICU|MICU|ED|NOK|HCP|POA)\b)",
       IdentifierKind::name, "person before a role in brackets"},
      {GALEN_EITHER R"((?:\t| {3,}))" GALEN_KIN R"((?:\t| {3,}))", IdentifierKind::name, "person before kinship in a table"},
      {R"((?:^|\n)[ ]*()" GALEN_LAST_FIRST R"()(?:[ ](?:CM|RN|MD|DO|NP|PA|PA-C|LPN|PT|OT|SLP|RT|RRT|LCSW|CRNA|CNM)\b|[ ]{3}|[ ]*\n|[ ]*$|[ ]-[ ]\d))",
       IdentifierKind::name, "line of a surname and a given name"},
      {R"((?:\t|\|[ ]?|[ ]{2}|\b(?:RN|OT|PT|SLP|MD|NP|PA|SW|RD|NNP|CM|day|night|[Aa]ttending|[Ff]ellow|[Rr]esident|Work|[Nn]urse|[Cc]andidate|[Pp]roband|[Rr]equester|[Ss]igned|cc):?[ ])()" GALEN_LAST_FIRST
       R"()(?:\t|[ ]?\||[ ]*\n|[ ]*$|;|[ ]{2}|[ ]\(?\d|[ ]\())",
       IdentifierKind::name, "surname, given name behind a label"},
      {R"((?:\bby|\bwith|\bfor|\bto|\bfrom|w/|-|:|;|\b(?i:surgeon|assistant|anesthesia|anesthesiologist|copies:?|author|page \d of \d))[ ]()" GALEN_LAST_FIRST
       ")",
       IdentifierKind::name, "surname, given name behind a preposition"},
      {R"((?:^|\n|[ ])--[ ]?)" GALEN_PERSON R"([ ]*(?:\n|$))", IdentifierKind::name, "person who signs"},
      {R"(\b(?i:author|adjuster|sponsor|collector|assist|optician|contact|coordinator|interpreter|supervisor,?|bedside:|family:|present:|employer contact|spoke (?:to|with)|told|advised|thanked|met|teach|taught|asked|reminded|encouraged|instructed|educated|helped|agent|transcriptionist|caregiver|spelling:|specialist:|tube said|label said|email|texted|emailed)[ ])" GALEN_EITHER,
       IdentifierKind::name, "person behind a role"},
      {R"(:[ ]{1,3}()" GALEN_NAME_WORD "(?:[ ]\\p{Lu}\\.?)?[ ]" GALEN_NAME_WORD R"()[ ]*(?:\n|$|[,;(]|  ))", IdentifierKind::name, "two names behind a label"},
      {R"((?:^|\n)[\-•*][ ](\p{Lu}[\p{L}'’\-]{2,})[ ]-[ ])", IdentifierKind::name, "name alone before a hyphen"},
      {R"((?i:hi|hello|okay|thanks|hey|bye),? (\p{Lu}\p{Ll}[\p{L}'’\-]+)[,.!?])", IdentifierKind::name, "person spoken to"},
      {R"(\b[Bb][Yy][ ])" GALEN_PERSON R"((?:[;.,\n]|$))", IdentifierKind::name, "person who did something"},
      {"^" GALEN_EITHER R"([ ]*\n)", IdentifierKind::name, "line of a name alone"},
      {R"(\n()" GALEN_LAST_FIRST R"(|\p{Lu}[\p{L}'’\-]{2,})[ ]*(?:\n|$))", IdentifierKind::name, "line of a name alone"},
      {R"([\d\p{L}]+[ ]\((\p{Lu}[\p{L}'’\-]{2,})\))", IdentifierKind::name, "name alone in brackets"},
      {R"((?:^|\n|[.!?][ ]|- |\d\. |\* )(\p{Lu}[\p{L}'’\-]+)[ ]to (?:call|have|be|bring|see|follow|return|visit|get|take|go|start|continue)\b)",
       IdentifierKind::name, "person who shall do something"},
      {R"((?:^|\n|[.][ ])(\p{Lu}[\p{L}'’\-]+),[ ]\d{1,4}[/\-][\dA-Z])", IdentifierKind::name, "name before a date"},
      {R"((?i:transcribed:?)[ ][\w/.,\- ]{6,18}\d[ ](\p{Lu}\p{Ll}[\p{L}'’\-. ]+/\p{Lu}\p{Ll}[\p{L}'’\-. ]+?)[ ](?:Job|job|\n))", IdentifierKind::name,
       "two persons behind a date"},
      {R"((?:^|\n|[ |])\d{4}[ ]{1,2}(\p{Lu}\p{Ll}[\p{L}'’\-]+)(?:[ ]{2}|[ ]*\n|[ ]*$|[ ]?\|))", IdentifierKind::name, "person behind a time"},
  };
}

std::vector<Pattern> small_persons_patterns() {
  return {
      {R"((?i:\bpt|\bpatient|\bname|\bnok|\bnext of kin)[ ]?:[ ]{1,2}([a-z][a-z'’\-]+(?:[ ][a-z][a-z'’.\-]+){1,3})(?:[ ]{2}|\n|,|$|[ ]\(|[ ][A-Z]))",
       IdentifierKind::name, "name in small letters"},
      {R"(\b(?i:partner|niece|nephew|wife|husband|son|daughter|mother|father|mom|dad|sister|brother|aunt|uncle|cousin|granddaughter|grandson|grandmother|grandfather|neighbor|neighbour|friend|roommate|caregiver|boyfriend|girlfriend|spouse)[ ]([a-z][a-z'’\-]+(?:[ ][a-z][a-z'’.\-]+){1,3})(?:,|\n|$|;|[ ]\())",
       IdentifierKind::name, "name in small letters"},
  };
}

// A person stands in front of it.
std::vector<Pattern> behind_persons_patterns() {
  return {
      {R"(([ ](?i:at bedside|at the bedside|RN called|called back|updated at|notified at)\b))", IdentifierKind::name, "person at the bedside", nullptr, false},
      {R"((,[ ]\d{1,3}[ ]?(?:y|yo|y/o|F|M|f|m|yrs?)\b))", IdentifierKind::name, "person before an age", nullptr, false},
      {R"((,?[ ]\(?\+?\(?\d{3}\)?[-. /]?\d{3}[-. ]?\d{4}))", IdentifierKind::name, "person before a telephone number", nullptr, false},
  };
}

// Words in capitals only.
std::vector<Pattern> capitals_patterns() {
  return {
      {R"((\p{Lu}{3}[\p{Lu}'’\-]*(?:[ ]\p{Lu}\.?)?(?:[ ]\p{Lu}{3}[\p{Lu}'’\-]*){1,2}))", IdentifierKind::name, "name in capitals"},
      {R"((?:^|\n)(\p{Lu}{3}[\p{Lu}'’\-]*(?:[ ]\p{Lu}{3}[\p{Lu}'’\-]*)?):[ ])", IdentifierKind::name, "speaker"},
  };
}

std::vector<Pattern> spelled_names_patterns() {
  return {
      {R"((\p{Lu}(?:-\p{Lu}){2,}))", IdentifierKind::name, "spelled name"},
  };
}

// Whatever the word.
std::vector<Pattern> nicknames_patterns() {
  return {
      {R"((?i:nickname[^.\n]{0,20}? is|nickname:|goes by:?|preferred:|preferred name:?|(?:likes|prefers|wants|asks) to be called|call (?:me|him|her)|prefers|goes by|as the family calls)[ ]["“]?(\p{Lu}[\p{L}'’\-]+))",
       IdentifierKind::name, "nickname"},
      {R"((?:^|\n|[ ])\d{1,2}:\d{2}(?:[ ]?[AaPp]\.?[Mm]\.?)?[ ](\p{Lu}\p{Ll}[\p{L}'’\-]+(?:[ ]\p{Lu}[\p{L}'’\-.]*){0,2}):[ ])", IdentifierKind::name,
       "speaker behind a time"},
      {R"(\b[Ww]ho(?:['’]s| is| was) (\p{Lu}[\p{L}'’\-]+)\?)", IdentifierKind::name, "person asked for"},
      {R"((\p{Lu}[\p{L}'’\-]+),[ ]as (?:the )?(?:family|parents|mother|friends|he|she|they))", IdentifierKind::name, "nickname"},
      {R"(\p{Lu}[\p{L}'’\-]+[ ]\p{Lu}[\p{L}'’\-]+[ ]\(["“]?(\p{Lu}\p{Ll}{2,11})["”]?\)[ ]*(?:\n|$|DOB|MRN))", IdentifierKind::name, "nickname"},
  };
}

// In brackets at a line's or a sentence's end: a person's, unless they are those of the words in front, "patent foramen ovale (PFO)".
std::vector<Pattern> initials_at_the_end_patterns() {
  return {
      {R"(\(()" GALEN_INITIALS R"()\)[ ]*(?:\n|$|\.[ \n]))", IdentifierKind::name, "initials in brackets", are_initials},
  };
}

// Initials behind the name that they stand for.
std::vector<Pattern> bracketed_initials_patterns() {
  return {
      {R"(\p{L}+\.?[ ]\((\p{Lu}{2,4})\))", IdentifierKind::name, "initials behind their name"},
  };
}

namespace {
#undef GALEN_LAST_FIRST
#undef GALEN_BEFORE_LAST
#undef GALEN_EITHER
#undef GALEN_KIN
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
  static const WordSet kGrammar = {"is", "was", "has",  "had", "will", "would", "can",  "could", "may",   "to",   "and",    "or",    "who",   "with",
                                   "at", "in",  "on",   "for", "of",   "not",   "does", "did",   "says",  "said", "states", "lives", "law",   "the",
                                   "a",  "an",  "from", "if",  "when", "that",  "also", "here",  "there", "both", "aware",  "told",  "called"};
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

// "type A. Smith" isn't one, nor "hepatitis B. Cirrhosis", nor "40 U/L. Blood": an initial behind what letters count, or a unit's end.
bool is_counted_letter(const SearchedText& searched, const Identifier& found) {
  if (found.begin > 0 && (searched.text[found.begin - 1] == '/' || searched.text[found.begin - 1] == '-')) return true;
  static const WordSet kCounted = {"category", "vitamin", "hepatitis", "type",      "group",   "factor", "class", "stage", "grade",
                                   "option",   "plan",    "part",      "influenza", "section", "step",   "level", "arm"};
  const auto [first, last] = words_in(searched, found.begin, found.end);
  if (first > 0 && searched.words[first - 1].letters == Letters::digits && searched.gap_behind(first - 1) == " ") return true;  // "98.8 F. Alert"
  return first > 0 && kCounted.count(lower_case(searched.of(searched.words[first - 1]))) > 0;
}

// The last word is a name, or no word of the language or of medicine.
bool ends_in_a_name(const SearchedText& searched, const Identifier& found) {
  const auto [first, last] = words_in(searched, found.begin, found.end);
  if (first == last) return false;
  const Word& word = searched.words[last - 1];
  const std::string small = lower_case(searched.of(word));
  if (is_eponym_head(small) || is_spoken(small)) return false;
  if ((word.flags & kMedical) != 0 && searched.text.substr(found.end).starts_with(",")) return false;  // "B. Colon, sigmoid"
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
    const bool is_capital = has_capital(word);
    const std::string_view gap = searched.text.substr(word.end, begin - word.end);
    if (!is_capital || (begin != end && gap != " " && gap != "-" && !(word.is_initial && gap == ". "))) break;
    if ((word.flags & kVeryCommon) != 0 && (word.flags & kAnyName) == 0) break;
    begin = word.begin;
    ++count;
    if (word.starts_sentence) break;
  }
  return {begin, end};
}

// Some word is a listed name, however common, or no word at all; and none is what people are called without being named.
bool could_be_named(const SearchedText& searched, const Identifier& found) {
  static const WordSet kRoles = {"patient", "pt",      "mother",   "father",     "baby",      "this",     "he",        "she",       "it",         "they",
                                 "infant",  "child",   "mom",      "dad",        "wife",      "husband",  "son",       "daughter",  "brother",    "sister",
                                 "the",     "family",  "client",   "resident",   "member",    "student",  "dr",        "mr",        "mrs",        "ms",
                                 "miss",    "home",    "here",     "there",      "nurse",     "doctor",   "physician", "team",      "staff",      "service",
                                 "ems",     "police",  "hospital", "clinic",     "er",        "ed",       "icu",       "discharge", "admission",  "history",
                                 "note",    "date",    "age",      "sex",        "female",    "male",     "name",      "record",    "medical",    "number",
                                 "status",  "surgery", "medicine", "cardiology", "neurology", "pharmacy", "lab",       "radiology", "anesthesia", "members",
                                 "today",   "state",   "code",     "yesterday",  "protocol"};
  const auto [first, last] = words_in(searched, found.begin, found.end);
  const bool is_reversed = searched.text.substr(found.begin, found.end - found.begin).find(',') != std::string_view::npos;
  const std::string_view rule = found.rule;
  const bool is_labelled =
      rule == "surname, given name behind a label" || rule == "person before a birth or a record" || rule == "person before a sex and a birth";
  const bool is_alone = rule.find("alone") != std::string_view::npos;
  if (rule == "two names behind a label" && (searched.words[first].flags & kGivenName) == 0) return false;
  // "Better, I can do the stairs"; "by Doppler".
  const std::string_view behind = searched.text.substr(found.end, 2);
  if (last > first && searched.words[last - 1].is_initial && behind.size() == 2 && behind[0] == ' ' && behind[1] >= 'a' && behind[1] <= 'z') return false;
  if (first + 1 == last && is_clinical_eponym(lower_case(searched.of(searched.words[first]))) && (searched.words[first].flags & kFrequentName) == 0)
    return false;
  bool is_name = false;
  const bool holds_listed = std::any_of(searched.words.begin() + static_cast<std::ptrdiff_t>(first), searched.words.begin() + static_cast<std::ptrdiff_t>(last),
                                        [](const Word& word) { return (word.flags & kAnyName) != 0; });
  if (is_reversed && !is_labelled && !holds_listed) return false;  // "Shingrix, Tdap"
  for (size_t i = first; i < last; ++i) {
    const Word& word = searched.words[i];
    // Alone, a word of the language is rather a heading.
    if (is_alone && (word.flags & (kEnglish | kMedical | kMedicalName | kWidePlace)) != 0 && (first + 1 == last || (word.flags & kAnyName) == 0)) return false;
    if (is_alone && first + 1 == last && (word.flags & kAnyName) == 0 && (rule != "line of a name alone" || word.letters == Letters::capitals)) return false;
    const std::string small = lower_case(searched.of(word));
    if (kRoles.count(small) > 0 || is_eponym_head(small) || is_spoken(small)) return false;
    if (word.is_initial || word.letters == Letters::small || word.letters == Letters::digits) continue;
    const bool is_listed = (word.flags & kAnyName) != 0;
    const bool is_frequent = (word.flags & kFrequentName) != 0;
    // "GERD, OSA", "Hypertension, …".
    if (is_reversed && !is_labelled && (!is_listed || (word.letters == Letters::capitals && word.size() <= 4 && !is_frequent)) &&
        ((word.flags & kEnglish) != 0 || (word.letters == Letters::capitals && word.size() <= 4)))
      return false;
    if (!is_listed && ((word.letters == Letters::capitals && word.size() <= 4 && !is_labelled) || (word.flags & (kMedical | kMedicalName)) != 0)) return false;
    // In capitals a common word is rather the sentence's.
    if (is_listed ? word.letters == Letters::capitalised || (word.flags & kVeryCommon) == 0 || is_frequent : (word.flags & (kEnglish | kWidePlace)) == 0)
      is_name = true;
  }
  return is_name;
}

// "Lynch" of "with Lynch syndrome".
bool stands_before_an_eponym_head(const SearchedText& searched, const Identifier& found) {
  const size_t next = searched.first_word_from(found.end);
  return next < searched.words.size() && searched.words[next].begin == found.end + 1 && is_eponym_head(lower_case(searched.of(searched.words[next])));
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
    const bool is_name = (word.flags & kAnyName) != 0 && (!is_word || (word.flags & kFrequentName) != 0) && (word.flags & kVeryCommon) == 0;
    if (is_word && !is_name) return false;
    names += is_name && (word.size() > 3 || (word.flags & kFrequentName) != 0) ? 1 : 0;
  }
  if (found.rule != std::string_view("speaker")) return names > 0;
  const std::string_view speaker = searched.text.substr(found.begin, found.end - found.begin);
  return !is_abbreviation(speaker) && (names > 0 || (speaker.size() > 3 && begins_two_lines(searched.text, speaker)));
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
    const bool is_capital = has_capital(word);
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
  searched.append(PatternList::bracketed_initials, &defined);
  WordSet initials;
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

// The letters that a name's words begin with, "Mary Ann Jones": MJ, MAJ; of "Jones, Mary" too.
void add_initials_of(const SearchedText& searched, const Identifier& name, std::unordered_set<std::string>* initials) {
  const auto [first, last] = words_in(searched, name.begin, name.end);
  std::vector<size_t> parts;
  for (size_t i = first; i < last && i < first + 4; ++i) {
    if (has_capital(searched.words[i])) parts.push_back(i);
  }
  if (parts.size() < 2 || searched.words[parts.front()].is_initial || static_cast<unsigned char>(searched.text[searched.words[parts.front()].begin]) >= 0x80)
    return;
  if (searched.gap_behind(parts.front()).starts_with(",")) std::rotate(parts.begin(), parts.begin() + 1, parts.end());
  const auto letter = [&](size_t part) { return searched.text[searched.words[parts[part]].begin]; };
  const std::string outer{letter(0), letter(parts.size() - 1)};
  initials->insert(outer);
  if (parts.size() == 3) initials->insert({letter(0), letter(1), letter(2)});
}

}  // namespace

void find_initials_of_names(const SearchedText& searched, std::vector<Identifier>* found) {
  std::unordered_set<std::string> initials;
  for (const Identifier& identifier : *found) {
    if (identifier.kind != IdentifierKind::name) continue;
    add_initials_of(searched, identifier, &initials);
    // What stood for a person once does so again.
    const std::string_view letters = searched.text.substr(identifier.begin, identifier.end - identifier.begin);
    if (std::string_view(identifier.rule).starts_with("initials") && letters.size() <= 3 && letters.find('.') == std::string_view::npos)
      initials.emplace(letters);
  }
  for (size_t i = 0; i < searched.words.size(); ++i) {
    const Word& word = searched.words[i];
    if (word.letters != Letters::capitals || word.size() < 2 || word.size() > 3) continue;
    const std::string letters(searched.of(word));
    if (initials.count(letters) == 0 || is_abbreviation(letters) || (word.flags & (kVeryCommon | kMedical | kMedicalName)) != 0) continue;
    // "CK 500", "MB1234", "A-BC": a measurement or a code.
    const char before = word.begin > 0 ? searched.text[word.begin - 1] : ' ';
    const std::string_view behind = searched.gap_behind(i);
    const bool is_measured = i + 1 < searched.words.size() && searched.words[i + 1].letters == Letters::digits && behind.size() <= 2;
    const bool is_in_code = before == '-' || before == '/' || behind.starts_with("-") || behind.starts_with(":");
    if (!is_measured && !is_in_code) found->push_back({word.begin, word.end, IdentifierKind::name, "initials of a name"});
  }
}

void find_shorthand(const SearchedText& searched, std::vector<Identifier>* found) {
  searched.append(PatternList::initials, found);
  std::vector<Identifier> candidates;
  searched.append(PatternList::persons, &candidates);
  for (const Identifier& candidate : candidates) {
    if (is_title_alone(searched.text.substr(candidate.begin, candidate.end - candidate.begin)) || stands_before_an_eponym_head(searched, candidate)) continue;
    const bool is_surname_only = std::string_view(candidate.rule).starts_with("initial and surname");
    if (is_surname_only ? ends_in_a_name(searched, candidate) && !is_counted_letter(searched, candidate)
                        : holds_a_name(searched, candidate.begin, candidate.end)) {
      found->push_back(candidate);
    }
  }
  candidates.clear();
  searched.append(PatternList::certain_persons, &candidates);
  for (const Identifier& candidate : candidates) {
    if (could_be_named(searched, candidate) && !stands_before_an_eponym_head(searched, candidate)) found->push_back(candidate);
  }
  candidates.clear();
  searched.append(PatternList::capitals, &candidates);
  for (const Identifier& candidate : candidates) {
    if (are_names_alone(searched, candidate) && !is_role(searched.text.substr(candidate.begin, candidate.end - candidate.begin))) found->push_back(candidate);
  }
  candidates.clear();
  searched.append(PatternList::spelled_names, &candidates);
  for (const Identifier& candidate : candidates) {
    const std::string_view letters = searched.text.substr(candidate.begin, candidate.end - candidate.begin);
    if (letters.find_first_not_of("MTWFSUH-") != std::string_view::npos) found->push_back(candidate);  // M-W-F are days
  }
  candidates.clear();
  searched.append(PatternList::initials_at_the_end, &candidates);
  for (const Identifier& candidate : candidates) {
    // The words in front, from the last to the first.
    const std::string_view letters = searched.text.substr(candidate.begin, candidate.end - candidate.begin);
    size_t i = searched.first_word_from(candidate.begin);
    size_t fitting = 0;
    for (size_t at = letters.size(); at > 0 && i > 0; --at, --i) {
      const char first = searched.text[searched.words[i - 1].begin];
      fitting += std::toupper(static_cast<unsigned char>(first)) == letters[at - 1] ? 1 : 0;
    }
    if (fitting < letters.size()) found->push_back(candidate);
  }
  searched.append(PatternList::nicknames, found);
  find_defined_initials(searched, found);
  candidates.clear();
  searched.append(PatternList::behind_persons, &candidates);
  for (const Identifier& candidate : candidates) {
    const auto [begin, end] = person_before(searched, candidate.begin);
    const auto [first, last] = words_in(searched, begin, end);
    if (last - first >= 2 && holds_a_name(searched, begin, end)) found->push_back({begin, end, IdentifierKind::name, candidate.rule});
  }
  candidates.clear();
  searched.append(PatternList::small_persons, &candidates);
  for (const Identifier& candidate : candidates) {
    if (is_small_person(searched, candidate)) found->push_back(candidate);
  }
}

}  // namespace galen
