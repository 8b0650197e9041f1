#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "data/finders.h"
#include "data/pattern_lists.h"

namespace galen {

namespace {

#define GALEN_CAP R"((?:\p{Lu}[\p{L}'’‘\-]*|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)))"
#define GALEN_STREET \
  R"((?:St|Street|Ave|Avenue|Av|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane|Ct|Court|Pl|Place|Sq|Square|Ter|Terrace|Trl|Trail|Pkwy|Parkway|Hwy|Highway|Way|Cir|Circle|Loop|Alley|Aly|Plaza|Row|Crescent|Cres|Close|Gardens|Grove|Mews|Walk|Path|Pike|Turnpike|Expressway|Expy|Run|Ridge|Bend|Point|Pt|Cove|Crossing|Landing|Heights|Hill|Hills|Park|View|Villas?|Estates?|Green|Quay|Wharf|Route|Station|Causeway|Common|Glen|Hollow|Junction|Knoll|Lodge|Manor|Meadows?|Mill|Mission|Orchard|Oval|Overpass|Pass|Pine|Pines|Plains?|Prairie|Ranch|Rapids?|Rest|River|Shoals?|Shores?|Skyway|Springs?|Spur|Stravenue|Stream|Summit|Throughway|Trace|Track|Trafficway|Tunnel|Underpass|Union|Valley|Viaduct|Anex|Arcade|Bayou|Beach|Bluffs?|Bottom|Branch|Bridge|Brooks?|Burg|Bypass|Camp|Canyon|Cape|Center|Centers|Centre|Cliffs?|Club|Corners?|Course|Creek|Crest|Crossroads?|Curve|Dale|Dam|Divide|Extension|Falls|Ferry|Fields?|Flats?|Fords?|Forest|Forge|Forks?|Fort|Freeway|Garden|Gateway|Harbors?|Haven|Inlet|Islands?|Isle|Keys?|Knolls|Lakes?|Land|Light|Lights|Locks?|Mall|Mills|Motorway|Mountains?|Neck|Parks|Parkways|Points|Ports?|Radial|Ramp|Squares|Streets|Terraces?|Tunnels?|Unions?|Valleys|Views|Walks|Village|Vista|Wells?|Broadway|Parade|Pde|Esplanade|Rise|Vale|STREET|AVENUE|ROAD|DRIVE|LANE|COURT|ST|AVE|RD|BLVD|DR|LN|CT|WAY|PLACE|PL|TERRACE|CIRCLE|PKWY|PARKWAY|HWY|HIGHWAY|TRAIL|TRL|SQUARE|LOOP|RIDGE|HILL|PIKE|CIR|TER)\b\.?)"
#define GALEN_SURE_STREET \
  R"((?:Street|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Drive|Terrace|Parkway|Pkwy\.?|Highway|Hwy\.?|Crescent|Turnpike|Mews|Alley|St\.))"
#define GALEN_FLOOR R"(,?[ ]{1,2}(?:\d{1,2}(?:st|nd|rd|th)[ ][Ff]loor|\d{1,2}(?:ST|ND|RD|TH)[ ]FLOOR|(?:Building|BUILDING)[ ][A-Z\d]{1,2}))"
#define GALEN_UNIT     \
  R"((?:)" GALEN_FLOOR \
  R"(|,?[ ]{1,2}(?i:apt|apartment|unit|suite|ste|floor|fl|room|rm|bldg|building|lot|flat|no)\b\.?[ ]{0,2}#?[ ]?[A-Za-z0-9\-]{1,6}|,?[ ]{1,2}#[ ]?[A-Za-z0-9\-]{1,6})?)"

// "Haley Center for Rheumatology", not "The Center for …" or "Cancer Center for …".
bool is_named_center(std::string_view facility) {
  static const WordSet kPlain = {"The", "Our", "Medical", "Cancer", "Heart", "Outpatient", "Ambulatory", "National", "Pain", "Sleep", "Research", "Diabetes"};
  return kPlain.count(facility.substr(0, facility.find_first_of(" -"))) == 0 && !facility.starts_with("Center") && !facility.starts_with("Institute");
}

#define GALEN_STATES                                                                                                                                       \
  "AL|AK|AZ|AR|CA|CO|CT|DC|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|" \
  "WV|WY"

// "Institute of Medicine" is no place's name.
bool names_a_place(std::string_view facility) {
  static const WordSet kSubjects = {"Medicine",         "Health",     "Nursing",      "Surgery",       "Technology",   "Science",   "Sciences",
                                    "Cardiology",       "Life",       "Public",       "Mental",        "Physicians",   "Surgeons",  "Pharmacy",
                                    "Gastroenterology", "Radiology",  "Rheumatology", "Obstetricians", "Pathologists", "Emergency", "Chest",
                                    "Dentistry",        "Psychiatry", "Neurology",    "Aging",         "Education",    "Social",    "Arts"};
  const size_t of = facility.find(" of ");
  const std::string_view behind = facility.substr(of + 4);
  return kSubjects.count(behind.substr(0, behind.find(' '))) == 0;
}
}  // namespace

std::vector<Pattern> street_patterns() {
  return {
      {R"((\d{1,6}(?:[A-Za-z]|-\d{1,5}| ?½| 1/2)?,?[ ]{1,2}(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?[ ]{1,2})?(?:)" GALEN_CAP
       R"([ ]{1,2}|\p{Lu}\p{L}{0,2}\.[ ]{1,2}){1,4})" GALEN_STREET
       R"((?:[ ]{1,2}(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Northeast|Northwest|Southeast|Southwest)\b\.?)?)" GALEN_UNIT ")",
       IdentifierKind::location, "street address"},
      {R"((?i)\b(\d{1,6}[a-z]?[ ]{1,2}(?:[a-z'’\-]{2,20}[ ]{1,2}){1,3}(?:street|avenue|road|boulevard|lane|drive|terrace|parkway|court|crescent))\b)",
       IdentifierKind::location, "street address"},
      {"((?:" GALEN_CAP R"([ ]{1,2}){1,3})" GALEN_SURE_STREET GALEN_UNIT ")", IdentifierKind::location, "street", nullptr, false},
      {"\\b(?:on|off|near|at|to|from|along|and|between|corner of)[ ](?:the[ ])?((?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\b\\.?[ ])?(?:" GALEN_CAP
       R"([ ]){1,3}(?:Circle|Cir|Court|Ct|Way|Place|Pl|Loop|Trail|Trl|Parade|Pde|View|Row|Close|Walk|Square|Sq|Pike|Run|Terrace|Ter|St|Ave|Dr|Rd|Ln|Blvd|Hwy|Pkwy)\b\.?))",
       IdentifierKind::location, "street"},
      {R"((\d{1,5}[ ](?:Kingsway|Queensway|Strand|Esplanade|Parkway|Embankment|Crescent)))", IdentifierKind::location, "street address"},
      {R"(\b(?:on|off|near|at|to)[ ]((?:Rue|Calle|Avenida)[ ]\p{Lu}[\p{L}\-]+|(?:Kingsway|Queensway|Broadway|Esplanade)))", IdentifierKind::location, "street"},
      {R"(((?:\p{Lu}[\p{L}'’\-]+[ ]){0,2}\p{Lu}[\p{L}'’\-]+)[ ,\n]{1,8}[A-Z]{1,2}\d{1,2}[A-Z]?[ ]\d[A-Z]{2}\b)", IdentifierKind::location,
       "city before a postcode"},
      {R"(\b(?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|Ontario|Quebec|Alberta|Manitoba)[ ]{1,2}([A-Z]\d[A-Z][ ]?\d[A-Z]\d)\b)", IdentifierKind::zip,
       "postal code behind a province"},
      {R"(\p{Lu}\p{Ll}+,?[ ](\d{5})(?:[.,;\n]|$|[ ]on[ ]|[ ]to[ ]|[ ]and[ ]))", IdentifierKind::zip, "postal code behind a city"},
      {R"(\b(?i:place of birth|birthplace|hometown|city|town|county of residence|county)[ ]?(?:[:|]|\.{2,8})[ \t]{0,3}(\p{Lu}[\p{L}'’\-]+(?:[ ]\p{Lu}[\p{L}'’\-]+)?))",
       IdentifierKind::location, "place behind its label"},
      {R"(((?:HC|RR|Rural Route|Star Route|PSC|CMR|RURAL ROUTE)[ ]\d{1,5},?[ ](?:Box|Lot|BOX|LOT)[ ]\d{1,6}))", IdentifierKind::location, "rural address"},
      {"((?:" GALEN_CAP R"([ ]){1,3}(?i:fire|police|sheriff['’]?s?|school|water|transit|unified|parks)[ ](?i:department|dept|district|office|authority)))",
       IdentifierKind::location, "place of an authority", nullptr, false},
      {"((?:" GALEN_CAP
       R"([ ]){1,3}(?:VNA|Internal Medicine|Family Medicine|Family Practice|Medical Associates|Primary Care|Women['’]s Health|Surgical Associates|VA Medical|draw station|YMCA|Senior Center|Day Care|Paper Company|Tool & Die|Assembly of God|Medical Supply|Medical Transport|Credit Union|INTERNAL MEDICINE|FAMILY MEDICINE|FAMILY PRACTICE|PRIMARY CARE)))",
       IdentifierKind::location, "named facility", nullptr, false},
      {"((?:" GALEN_CAP
       R"([ ]){1,3})(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY)[ ]{1,2}\d{5}\b)",
       IdentifierKind::location, "city before a state and its code", nullptr, false},
      {R"(\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),?[ ]{1,3}(\d{4})\b)", IdentifierKind::zip, "postal code behind a state"},
      {R"((\d{1,6}[ ]{1,2}(?:(?:N|S|E|W|North|South|East|West)\b\.?[ ]{1,2})?(?:Broadway|Main|Highway[ ]\d{1,4}|County Road[ ]\d{1,4}|Route[ ]\d{1,4}|Rural Route[ ]\d{1,3}))" GALEN_UNIT
       ")",
       IdentifierKind::location, "street address"},
      {R"((\p{Lu}[\p{L}\-]{2,28}(?:straße|strasse|str\.|gasse|weg|platz|allee|ring|damm|ufer|straat|laan|plein|gracht|kade|weg|gatan|vägen|vej|gade|gata|veien|utca|katu)[ ]{1,2}\d{1,4}[ ]?[a-z]?\b))",
       IdentifierKind::location, "street address", nullptr, false},
      {R"(((?:\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ]{1,2})?\b(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Pp]lace|[Ii]mpasse|[Aa]llée|[Qq]uai|Calle|calle|C/|Avenida|Avda\.|Paseo|Plaza|Carrera|Via|Viale|Piazza|Corso|Largo|Rua|Travessa|Praça|ulica|ul\.)[ ]{1,2}(?:(?:de|du|des|de la|de l['’]|d['’]|del|della|dei|da|do|dos|las|los|el|la|le|les|di|San|Santa|aux?)[ ]{0,2}){0,2}(?:\p{Lu}[\p{L}'’\-]{1,24}[ ]?){1,3}(?:,?[ ]{0,2}(?:n\.?º?[ ]?)?\d{1,4}[a-zA-Z]?)?))",
       IdentifierKind::location, "street address", [](std::string_view text) { return count_digits(text) > 0; }, false},
      {"(\\d{1,6}[A-Za-z]?(?:-\\d{1,5})?,?[ ]{1,2}(?:" GALEN_CAP R"([ ]{1,2}|\p{Lu}\p{L}{0,2}\.[ ]{1,2}){0,3})" GALEN_CAP
       R"((?:,?[ ]{1,2}(?:(?i:apt|apartment|unit|suite|ste|flat|lot|bldg)\b\.?[ ]{0,2}#?[ ]?|#[ ]?)[A-Za-z0-9\-]{1,6})))",
       IdentifierKind::location, "street address with a flat"},
      {"(?i:address|residence|resides at|residing at|lives at|living at|located at|home)[ ]{0,2}[:=]?[ \\n]{1,3}(\\d{1,6}[A-Za-z]?(?:-\\d{1,5})?,?[ "
       "]{1,2}(?:" GALEN_CAP R"([ ]{1,2}|\p{Lu}\p{L}{0,2}\.[ ]{1,2}){0,3})" GALEN_CAP ")",
       IdentifierKind::location, "street address behind its label"},
      {"(\\d{1,6}[A-Za-z]?(?:-\\d{1,5})?[ ]{1,2}(?:" GALEN_CAP "[ ]{1,2}|\\p{Lu}\\p{L}{0,2}\\.[ ]{1,2}){0,3}" GALEN_CAP "),[ ]{1,2}(?:" GALEN_CAP
       "[ ]){0,2}" GALEN_CAP
       R"((?:,[ ](?:[A-Z]{2}|\p{Lu}[a-z]{3,12}(?:[ ]\p{Lu}[a-z]{3,12})?)[ ]\d{5}|[ ][A-Z]{1,2}\d[A-Z0-9]?[ ]?\d[A-Z]{2}|[ ][A-Z]\d[A-Z][ -]?\d[A-Z]\d)\b)",
       IdentifierKind::location, "street address before a city and its code", nullptr, false},
      {R"(((?:Hospital|Clinic|University|Hospice|Church|Diocese|College|School|City|Town|Township|Village|Borough|County|Parish|Port|Bank|Institute) of (?:the )?)" GALEN_CAP
       "(?:[ -]" GALEN_CAP "){0,3})",
       IdentifierKind::location, "facility of a place", names_a_place},
      {"((?:" GALEN_CAP "[ ]){1,3}(?:Hospital|Clinic|College|Church|School|Institute) of (?:the )?" GALEN_CAP "(?:[ -]" GALEN_CAP "){0,3})",
       IdentifierKind::location, "facility of a place", names_a_place},
      {R"(\b((?:St\.?|Saint|Mt\.?|Mount|ST\.?|SAINT|MT\.?)[ ]\p{Lu}[\p{L}\-]+['’][sS]?(?:[ ](?:Hospital|Medical Center|Clinic|Church|School|Home|Hospice|Hall|Parish|Academy))?|(?:St\.?|Saint|ST\.?|SAINT)[ ]\p{Lu}[\p{L}\-]+[ ](?:Home|Manor|Center|Church|House|Villa|Place|HOME|MANOR|CENTER|CHURCH|HOUSE|VILLA|PLACE)))",
       IdentifierKind::location, "named for a saint", nullptr, false},
      {"((?:" GALEN_CAP
       R"([ ]){1,3}(?:& )?(?:Sons[ ])?(?:Funeral Home|Home Care|Home Health|Drug Store|Drugs?|Medical Group|Health Network|School District|Nursing and Rehab|Foods|EMS|Ambulance|Mortuary|Care Center|Food Pantry|Market|Diner)))",
       IdentifierKind::location, "named facility", nullptr, false},
      {"\\b(?:at|from|to|of|in|via|by|outside)[ ]((?:" GALEN_CAP
       R"([ ]){1,3}(?:General|Memorial|Regional|Baptist|Methodist|Presbyterian|Lutheran|Mercy|Community|Deaconess|Children['’]s|Veterans))\b)",
       IdentifierKind::location, "named hospital"},
      {",[ ]((?:" GALEN_CAP "[ ]){1,3})(?:" GALEN_STATES R"()[ ]*(?:\||\n|$))", IdentifierKind::location, "city before a state", nullptr, false},
      {"(\\d{1,6}[ ](?:" GALEN_CAP R"([ ]|\p{Lu}\.[ ]){1,4})" GALEN_STREET R"([ ]\d{1,4})(?:[,?.\n]|$|[ ]in\b|[ ]\p{Lu}))", IdentifierKind::location,
       "street address", nullptr, false},
      {"((?:University|General|Community|Regional|Memorial|Methodist|Mercy|UNIVERSITY|MERCY)[ ](?:Hospital|Medical Center|HOSPITAL|MEDICAL CENTER)(?:[ "
       "](?:of|at|OF|AT))?(?:[ ]" GALEN_CAP "){1,3})",
       IdentifierKind::location, "named hospital"},
      {"((?:" GALEN_CAP "[ ]){1,3}(?:Pavilion|Tower|Annex|Wing|PAVILION|TOWER)(?:,[ ](?:Room|Rm\\.?|Suite|ROOM)[ ][\\w\\-]{1,6})?)", IdentifierKind::location,
       "named facility"},
      {"(" GALEN_CAP "(?:[ -]" GALEN_CAP "){0,2}[ ](?:Center|Centre|Institute|CENTER)[ ](?:for|FOR)[ ]" GALEN_CAP "(?:[ ]" GALEN_CAP ")?)",
       IdentifierKind::location, "named facility", is_named_center},
      {"((?:University|UNIVERSITY)[ ](?:of|OF)(?:[ ]" GALEN_CAP "){1,3}[ ](?:Medical Center|Hospitals?|Health|MEDICAL CENTER))", IdentifierKind::location,
       "named facility"},
      {"((?:Walgreens|CVS|Rite Aid|Walmart|Kroger|Costco|Safeway|Publix|WALGREENS|CVS|WALMART)(?:[ ](?:Pharmacy|pharmacy|on|at|in))?(?:[ ]" GALEN_CAP "){1,3})",
       IdentifierKind::location, "named facility"},
      {R"(\b(Box[ ]\d{1,5}|(?:Highway|Hwy\.?|Interstate|I)[ -]\d{1,3})\b)", IdentifierKind::location, "street"},
      {R"((?i)\b((?:\d{1,6}[ ])?(?:(?:state|county|us|u\.s\.|rural|farm)[ ](?:route|road|highway|hwy|rte|rd)|route|rte\.?)[ ]\d{1,4}(?:,?[ ](?:ste|suite|apt|unit|#)\.?[ ]?\w{1,5})?))",
       IdentifierKind::location, "street address"},
      {R"(,[ ]((?i:room|rm)\.?[ ][A-Za-z]?\d{1,4}[A-Za-z]?(?:-\w{1,2})?)\b)", IdentifierKind::location, "room of an address"},
      {R"((?i)((?:p\.?[ ]?o\.?[ ]?box|post office box|postfach|apartado|casilla)[ ]{0,2}#?[ ]?\d{1,7}))", IdentifierKind::location, "post office box"},
      {R"((?i)\b((?:apt|apartment|suite|flat)\b\.?[ ]{0,2}#?[ ]?\d{1,5}[a-z]?)\b)", IdentifierKind::location, "flat"},
      {R"(\b(\d{1,3}\.\d{3,8}°?[ ]?[NS]?,[ ]{0,2}-?\d{1,3}\.\d{3,8}°?[ ]?[EW]?))", IdentifierKind::location, "coordinates"},

      {R"((?:\b(?:AL|AK|AZ|AR|CA|CO|CT|DC|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY)\b\.?,?[ \n]{1,3})(\d{5}(?:-\d{4})?))",
       IdentifierKind::zip, "ZIP behind a state"},
      {R"((?i)(?:\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|Hampshire|Jersey|Mexico|York|Carolina|Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming|Columbia),?[ \n]{1,3})(\d{5}(?:-\d{4})?))",
       IdentifierKind::zip, "ZIP behind a state"},
      {R"((?i)\b(?:zip|zip ?code|postal ?code|postcode|post code|plz|cap|código postal|code postal)(?:[ ]{0,2}(?:code|is|of|no\.?))?[ ]{0,2}[:#=]?[ ]{0,2}([a-z]{0,2}\d[a-z0-9]{0,6}(?:[ -]?\d[a-z0-9]{1,4})?))",
       IdentifierKind::zip, "number behind a ZIP label", [](std::string_view text) { return count_digits(text) >= 2; }},
      {R"((\d{5}-\d{4}))", IdentifierKind::zip, "ZIP+4"},
      {R"(\b((?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])[ ]?\d[ABD-HJLNP-UW-Z]{2}))\b)",
       IdentifierKind::zip, "British postcode"},
      {R"(([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d))", IdentifierKind::zip, "Canadian postal code"},
      {R"((?:,|\b(?i:address:?|lives at|residing at|of|in)\b)[ \n]{0,2}((?:[A-Z]{1,2}-)?\d{4,5})[ ]{1,2}\p{Lu}[\p{L}\-]{2,24}\b)", IdentifierKind::zip,
       "postal code before a city"},
      // Four digits at a line's start are rather a time.
      {R"(\n[ ]?((?:[A-Z]{1,2}-)?(?:\d{5}|[3-9]\d{3}|2[4-9]\d{2}))[ ]{1,2}\p{Lu}[\p{L}\-]{2,24}\b)", IdentifierKind::zip, "postal code before a city"},
      {R"((?i)\bzip(?: ?code)?\b[^\n?\d]{0,24}\?\s{1,2}[\[\w\]]{1,12}:? (\d{5})\b)", IdentifierKind::zip, "number behind a ZIP label"},
  };
}

namespace {
#undef GALEN_CAP
#undef GALEN_STREET
#undef GALEN_SURE_STREET
#undef GALEN_UNIT
#undef GALEN_FLOOR
#undef GALEN_STATES

const WordSet& states() {
  static const WordSet set = {"AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI",  "IA",  "ID",  "IL",  "IN",  "KS",
                              "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND",  "NE",  "NH",  "NJ",  "NM",  "NV",
                              "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT",  "VA",  "VT",  "WA",  "WI",  "WV",
                              "WY", "ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "UK", "USA", "NSW", "VIC", "QLD", "TAS", "ACT"};
  return set;
}

// What a named facility ends with.
const WordSet& facility_heads() {
  static const WordSet set = {"hospital",     "hospitals",      "clinic",       "clinics",     "infirmary",
                              "hospice",      "pharmacy",       "university",   "college",     "school",
                              "church",       "institute",      "academy",      "elementary",  "prison",
                              "library",      "laboratory",     "laboratories", "labs",        "airport",
                              "temple",       "synagogue",      "mosque",       "medical",     "health",
                              "healthcare",   "rehabilitation", "rehab",        "nursing",     "surgery",
                              "center",       "centre",         "sanatorium",   "dispensary",  "county",
                              "parish",       "township",       "borough",      "shelter",     "orthopedics",
                              "orthopaedics", "cardiology",     "oncology",     "pediatrics",  "paediatrics",
                              "dermatology",  "radiology",      "imaging",      "urgent",      "hall",
                              "lodge",        "manor",          "factory",      "inc",         "llc",
                              "ltd",          "gmbh",           "corporation",  "bank",        "credit",
                              "group",        "associates",     "physicians",   "practice",    "network",
                              "district",     "market",         "preschool",    "daycare",     "nurses",
                              "telehealth",   "penitentiary",   "sawmill",      "seed",        "op",
                              "ranch",        "station",        "meats",        "implement",   "drugstore",
                              "agency",       "facility",       "cboc",         "company",     "manufacturing",
                              "authority",    "apothecary",     "supply",       "transport",   "mission",
                              "union",        "house",          "home",         "junior",      "packaging",
                              "storage",      "optical",        "dental",       "builders",    "store",
                              "homecare",     "practitioners",  "partners",     "specialists", "consultants",
                              "village",      "residence",      "ministries",   "cathedral",   "chapel",
                              "gym",          "diner",          "cafe",         "restaurant",  "supermarket",
                              "grocery",      "construction",   "logistics",    "trucking",    "brewery",
                              "mills",        "foods",          "motors",       "ems",         "ambulance",
                              "hospitalists", "anesthesia",     "outfitters",   "casino",      "hotel",
                              "warehouse",    "base",           "fort",         "campus",      "klinik",
                              "klinikum",     "krankenhaus",    "hôpital",      "clinique",    "ospedale",
                              "clínica"};
  return set;
}

// The same, where the words in front are names or no words: "Sandhills Physical Therapy", but "Outpatient Physical Therapy".
const WordSet& weak_facility_heads() {
  static const WordSet set = {
      "mobility",   "roofing",      "grain",       "feed",      "living",    "villa",         "die",           "elevator",      "cooperative",
      "memorial",   "regional",     "general",     "dialysis",  "dairy",     "plastics",      "textiles",      "nursery",       "parts",
      "works",      "poultry",      "oxygen",      "building",  "hardware",  "freight",       "lines",         "transport",     "foundry",
      "orchards",   "farms",        "lumber",      "insurance", "realty",    "industries",    "systems",       "laboratories",  "obstetrics",
      "gyn",        "therapy",      "diagnostics", "neurology", "midwifery", "dentistry",     "ent",           "lab",           "drug",
      "drugs",      "body",         "high",        "vascular",  "obgyn",     "urology",       "nephrology",    "endocrinology", "gastroenterology",
      "hematology", "rheumatology", "pulmonology", "podiatry",  "optometry", "ophthalmology", "orthodontics",  "counseling",    "wellness",
      "recovery",   "services",     "eye",         "hearing",   "spine",     "fitness",       "physiotherapy", "psychology",    "allergy",
      "electric",   "plumbing",     "landscaping", "steel",     "auto",      "bakery",        "cafeteria",     "inn",           "suites",
      "apartments", "estates"};
  return set;
}

// Words that a facility's name may hold but that name none by themselves.
const WordSet& plain_facility_words() {
  static const WordSet set = {"the",        "this",        "that",       "a",           "an",
                              "our",        "your",        "my",         "his",         "her",
                              "their",      "general",     "medical",    "university",  "children",
                              "childrens",  "community",   "county",     "regional",    "local",
                              "emergency",  "mental",      "public",     "private",     "national",
                              "state",      "city",        "central",    "outpatient",  "inpatient",
                              "primary",    "urgent",      "family",     "walk",        "health",
                              "healthcare", "care",        "nursing",    "home",        "surgery",
                              "surgical",   "ambulatory",  "pain",       "sleep",       "women",
                              "womens",     "men",         "cancer",     "heart",       "eye",
                              "dental",     "research",    "teaching",   "academic",    "hospital",
                              "clinic",     "center",      "centre",     "rehab",       "rehabilitation",
                              "in",         "at",          "to",         "from",        "and",
                              "of",         "for",         "or",         "psychiatric", "veterans",
                              "school",     "high",        "middle",     "elementary",  "college",
                              "patient",    "doctor",      "dr",         "hospice",     "pharmacy",
                              "laboratory", "institute",   "if",         "when",        "no",
                              "yes",        "chronic",     "acute",      "department",  "system",
                              "services",   "service",     "free",       "day",         "long",
                              "term",       "assisted",    "living",     "senior",      "skilled",
                              "critical",   "intensive",   "coronary",   "stroke",      "trauma",
                              "burn",       "birth",       "maternity",  "fertility",   "diabetes",
                              "wound",      "infusion",    "dialysis",   "vascular",    "spine",
                              "joint",      "sports",      "medicine",   "physical",    "therapy",
                              "american",   "us",          "u",          "s",           "international",
                              "world",      "federal",     "nih",        "cdc",         "who",
                              "it",         "is",          "as",         "we",          "you",
                              "pediatric",  "oncology",    "cardiology", "radiology",   "imaging",
                              "genetic",    "genetics",    "nurse",      "infant",      "neonatal",
                              "grade",      "entry",       "form",       "camp",        "immunization",
                              "note",       "travel",      "newborn",    "adult",       "human",
                              "clinical",   "laboratories"};
  return set;
}

const WordSet& place_prepositions() {
  static const WordSet set = {"in",       "from",      "to",      "near",     "at",       "around",  "outside",   "visiting",   "visited",
                              "moved",    "lives",     "live",    "living",   "lived",    "resides", "residing",  "born",       "downtown",
                              "of",       "toward",    "towards", "via",      "through",  "into",    "leaving",   "left",       "travel",
                              "traveled", "travelled", "trip",    "native",   "resident", "between", "city",      "town",       "area",
                              "county",   "north",     "south",   "east",     "west",     "and",     "relocated", "relocating", "returning",
                              "back",     "home",      "rural",   "suburban", "village",  "à",       "en",        "aus"};
  return set;
}

bool followed_by_colon(const SearchedText& searched, size_t i) {
  return searched.gap_behind(i).starts_with(":");
}

bool is_blank(std::string_view gap) {
  return gap == " " || gap == "  " || gap == "-" || gap == ". " || gap == "\u00A0";
}

// "Springfield, IL", "Cedar Rapids, Iowa": whatever stands in front of a comma and a state.
void find_cities_before_states(const SearchedText& searched, std::vector<Identifier>* found) {
  const std::vector<Word>& words = searched.words;
  for (size_t i = 1; i < words.size(); ++i) {
    const std::string_view gap = searched.gap_behind(i - 1);
    const bool has_comma = gap == ", " || gap == "," || gap == ",  ";
    if (!has_comma || !has_capital(words[i])) continue;
    const bool is_abbreviation = words[i].letters == Letters::capitals && states().count(searched.of(words[i])) > 0;
    bool is_wide = (words[i].flags & kWidePlace) != 0 && !words[i].starts_sentence;
    if (!is_wide && i + 1 < words.size() && has_capital(words[i + 1]) && searched.gap_behind(i) == " ") {
      is_wide = (searched.lists.flags(lower_case(searched.of(words[i])) + " " + lower_case(searched.of(words[i + 1]))) & kWidePlace) != 0;
    }
    if (!is_abbreviation && !is_wide) continue;
    size_t begin = i;
    while (begin > 0 && i - begin < 3 && has_capital(words[begin - 1]) && (begin == i || is_blank(searched.gap_behind(begin - 1)))) {
      // Words that only start the sentence, or tell what the address is, are not the city's.
      const uint16_t flags = words[begin - 1].flags;
      const bool is_plain_word = (flags & kVeryCommon) != 0 && (flags & (kPlace | kBeginsPlace)) == 0 && words[begin - 1].starts_sentence;
      if (is_plain_word && begin < i) break;
      // "MD, PA" are credentials, "Street, NY" ends an address that another rule found.
      if (begin == i && words[begin - 1].letters == Letters::capitals && words[begin - 1].size() <= 3) break;
      --begin;
    }
    if (begin == i) continue;
    const uint16_t flags = words[i - 1].flags;
    const bool is_known = (flags & kPlace) != 0 || (i - begin > 1);
    const bool has_code = i + 1 < words.size() && words[i + 1].letters == Letters::digits && words[i + 1].size() == 5;
    // "PROPHY, FL VARNISH", "TRANSITIONS, AR": in capitals, and behind a word, two letters are a state only before its code.
    const bool is_word = (flags & kEnglish) != 0 && (flags & (kPlace | kBeginsPlace)) == 0;
    if (is_abbreviation && !has_code && ((words[i - 1].letters == Letters::capitals && (flags & kPlace) == 0) || is_word)) continue;
    if (!is_known && !is_abbreviation && !has_code && (flags & (kEnglish | kAnyName | kMedical)) != 0) continue;
    found->push_back({words[begin].begin, words[i - 1].end, IdentifierKind::location, "city before a state"});
  }
}

// Places of the dictionary: several words by themselves, one word with something that says where.
void find_listed_places(const SearchedText& searched, std::vector<Identifier>* found) {
  const std::vector<Word>& words = searched.words;
  std::string joined;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!has_capital(words[i])) continue;
    size_t longest = 0;
    bool is_wide = false;
    const bool begins_place = (words[i].flags & kBeginsPlace) != 0 || ((words[i].flags & kPlace) != 0 && i + 1 < words.size() && has_capital(words[i + 1]));
    if (begins_place) {
      joined = lower_case(searched.of(words[i]));
      size_t capitals = 1;
      for (size_t n = 1; n < 5 && i + n < words.size(); ++n) {
        const std::string_view gap = searched.gap_behind(i + n - 1);
        if (!is_blank(gap)) break;
        joined += gap == "-" ? "-" : gap == ". " ? ". " : " ";
        joined += lower_case(searched.of(words[i + n]));
        capitals += has_capital(words[i + n]) ? 1 : 0;
        if (!has_capital(words[i + n])) continue;
        const uint16_t flags = searched.lists.flags(joined);
        if ((flags & (kPlace | kWidePlace)) != 0 && capitals >= 2) {
          longest = n;
          is_wide = (flags & kPlace) == 0;
        }
      }
    }
    if (longest > 0) {
      // "the Ann Arbor system" stages lymphomas.
      static const WordSet kSystems = {"system", "stage", "staging", "classification", "criteria", "score", "scale", "grade", "protocol"};
      const std::string behind =
          i + longest + 1 < words.size() && is_blank(searched.gap_behind(i + longest)) ? lower_case(searched.of(words[i + longest + 1])) : "";
      if (!is_wide && kSystems.count(behind) == 0) found->push_back({words[i].begin, words[i + longest].end, IdentifierKind::location, "listed place"});
      i += longest;
      continue;
    }
    if ((words[i].flags & kPlace) == 0 || (words[i].flags & kWidePlace) != 0) continue;
    const bool is_word = (words[i].flags & (kVeryCommon | kCommon)) != 0 || (words[i].flags & (kMedical | kMedicalName)) != 0;
    std::string before;
    if (i > 0 && is_blank(searched.gap_behind(i - 1))) before = lower_case(searched.of(words[i - 1]));
    // "a 60-year-old man of Phoenix".
    static const WordSet kPeople = {"man",    "woman",   "gentleman", "lady", "male",    "female", "boy",    "girl", "resident",
                                    "native", "citizen", "city",      "town", "village", "county", "farmer", "old"};
    const bool is_of_a_person =
        before == "of" && i > 1 && !words[i].starts_sentence &&
        (kPeople.count(lower_case(searched.of(words[i - 2]))) > 0 || (has_capital(words[i - 2]) && (words[i - 2].flags & kAnyName) != 0));
    const bool is_somewhere = place_prepositions().count(before) > 0 && !words[i].starts_sentence;
    if (is_eponym_head(i + 1 < words.size() ? lower_case(searched.of(words[i + 1])) : "")) continue;
    if (!is_somewhere && is_clinical_eponym(lower_case(searched.of(words[i])))) continue;
    if (is_word ? is_of_a_person ||
                      (is_somewhere && (words[i].flags & kVeryCommon) == 0 && before != "of" && before != "and" && words[i].letters == Letters::capitalised)
                : is_somewhere || (!words[i].starts_sentence && words[i].letters == Letters::capitalised && words[i].size() > 4)) {
      found->push_back({words[i].begin, words[i].end, IdentifierKind::location, is_somewhere ? "place behind a preposition" : "listed place"});
    }
  }
}

// "moved from Xanadu", "lives in Quux": an unknown capitalised word where only a place fits.
void find_unlisted_places(const SearchedText& searched, std::vector<Identifier>* found) {
  static const WordSet kVerbs = {"man",       "woman",    "male",    "female",     "boy",       "girl",        "gentleman", "lady",         "lives",
                                 "live",      "living",   "lived",   "resides",    "residing",  "moved",       "born",      "relocated",    "grew",
                                 "raised",    "resident", "native",  "traveled",   "travelled", "flew",        "drove",     "visiting",     "returned",
                                 "returning", "came",     "arrived", "travelling", "traveling", "transferred", "visited",   "hospitalized", "hospitalised"};
  static const WordSet kJoints = {"in",     "from", "to",    "near", "of",     "at",    "up",  "outside",   "back",   "with",
                                  "family", "here", "there", "last", "nearby", "alone", "now", "currently", "locally"};
  static const WordSet kPlaceJoints = {"on", "le",  "in", "upon", "under", "by", "over", "next", "the", "de",
                                       "la", "sur", "am", "an",   "der",   "y",  "del",  "of",   "and"};
  const std::vector<Word>& words = searched.words;
  for (size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i].letters == Letters::digits || kVerbs.count(lower_case(searched.of(words[i]))) == 0) continue;
    size_t at = i + 1;
    while (at < words.size() && at < i + 4 && kJoints.count(searched.of(words[at])) > 0 && is_blank(searched.gap_behind(at - 1))) ++at;
    if (at >= words.size() || !is_blank(searched.gap_behind(at - 1)) || words[at].letters != Letters::capitalised) continue;
    if (at == i + 1 && lower_case(searched.of(words[i])) != "visiting" && lower_case(searched.of(words[i])) != "visited") continue;
    size_t end = at;
    while (end + 1 < words.size() && end < at + 4 && (searched.gap_behind(end) == " " || searched.gap_behind(end) == "-")) {
      if (words[end + 1].letters == Letters::capitalised) {
        ++end;
      } else if (kPlaceJoints.count(searched.of(words[end + 1])) > 0 && end + 3 < words.size() && kPlaceJoints.count(searched.of(words[end + 2])) > 0 &&
                 is_blank(searched.gap_behind(end + 2)) && words[end + 3].letters == Letters::capitalised) {
        end += 3;  // Wells next the Sea
      } else if (kPlaceJoints.count(searched.of(words[end + 1])) > 0 && end + 2 < words.size() && is_blank(searched.gap_behind(end + 1)) &&
                 words[end + 2].letters == Letters::capitalised) {
        end += 2;  // Burnham on Crouch
      } else {
        break;
      }
    }
    if (end == at && (words[at].flags & kPlace) == 0 && (words[at].flags & (kWidePlace | kVeryCommon | kMedical)) != 0) continue;
    if (end > at &&
        (searched.lists.flags(lower_case(searched.text.substr(words[at].begin, words[end].end - words[at].begin))) & (kWidePlace | kPlace)) == kWidePlace)
      continue;
    found->push_back({words[at].begin, words[end].end, IdentifierKind::location, "place behind a verb of living or moving"});
  }
}

// The words behind a street and a comma: "12 Elm Road, Kirkby Stephen CA17 4QT".
void find_cities_behind_streets(const SearchedText& searched, std::vector<Identifier>* found, size_t from) {
  const std::vector<Word>& words = searched.words;
  const size_t streets = found->size();
  for (size_t s = from; s < streets; ++s) {
    if ((*found)[s].kind != IdentifierKind::location || (*found)[s].rule == std::string_view("coordinates")) continue;
    const bool is_facility = std::string_view((*found)[s].rule).starts_with("named ");
    const size_t end = (*found)[s].end;
    auto next = std::lower_bound(words.begin(), words.end(), end, [](const Word& word, size_t at) { return word.begin < at; });
    if (next == words.end()) continue;
    const std::string_view gap = searched.text.substr(end, next->begin - end);
    if (gap != ", " && (is_facility || (gap != "," && gap != "\n" && gap != ",\n"))) continue;
    // "…, Coyote.": any word, where nothing else follows.
    const bool ends_there = searched.text.substr(next->end).find_first_of(".\n") == 0 && plain_facility_words().count(lower_case(searched.of(*next))) == 0 &&
                            weak_facility_heads().count(lower_case(searched.of(*next))) == 0 && !is_eponym_head(lower_case(searched.of(*next)));
    if (is_facility && (((next->flags & (kPlace | kBeginsPlace)) == 0 && next->flags != 0 && !ends_there) || next->letters != Letters::capitalised)) continue;
    auto i = static_cast<size_t>(next - words.begin());
    const size_t first = i;
    if (!has_capital(words[i]) || (words[i].flags & kWidePlace) != 0 || states().count(searched.of(words[i])) > 0 ||
        (gap == "\n" && ((words[i].flags & kVeryCommon) != 0 || (words[i].flags & (kPlace | kBeginsPlace)) == 0)))
      continue;
    while (i + 1 < words.size() && i < first + 4) {
      const std::string_view between = searched.gap_behind(i);
      const bool is_joint_word = words[i + 1].letters == Letters::small && words[i + 1].size() <= 5 && i + 2 < words.size() && has_capital(words[i + 2]);
      if (!is_blank(between) || (between == ". " && words[i].size() > 3) || (!has_capital(words[i + 1]) && !is_joint_word) ||
          states().count(searched.of(words[i + 1])) > 0)
        break;
      if (words[i + 1].letters == Letters::capitals && i + 2 < words.size() && words[i + 2].letters == Letters::digits && searched.gap_behind(i + 1).empty())
        break;  // a postcode
      ++i;
    }
    // "Evergreen  PCP: …": the next label's word is none of the city's.
    if (followed_by_colon(searched, i)) {
      if (i == first) continue;
      --i;
    }
    found->push_back({words[first].begin, words[i].end, IdentifierKind::location, "city behind a street"});
  }
}

// "High Plains Optical\n2978 Johnson Terrace", "Barton Midwifery, 6943 County Road 412": what stands before a street is where one goes.
void find_facilities_before_streets(const SearchedText& searched, std::vector<Identifier>* found) {
  const std::vector<Word>& words = searched.words;
  const size_t streets = found->size();
  for (size_t s = 0; s < streets; ++s) {
    const Identifier street = (*found)[s];
    if (!std::string_view(street.rule).starts_with("street address") || std::isdigit(static_cast<unsigned char>(searched.text[street.begin])) == 0) continue;
    const size_t next = searched.first_word_from(street.begin);
    if (next == 0) continue;
    const std::string_view gap = searched.text.substr(words[next - 1].end, street.begin - words[next - 1].end);
    if (gap != ", " && gap != "\n" && gap != ",\n" && gap.find_first_not_of(' ') != std::string_view::npos && !gap.starts_with("\n ")) continue;
    if (gap == " ") continue;
    size_t begin = next;
    size_t named = 0;
    while (begin > 0 && next - begin < 7) {
      const Word& word = words[begin - 1];
      const std::string_view joint = begin == next ? std::string_view(" ") : searched.gap_behind(begin - 1);
      const bool is_joint_word = word.letters == Letters::small && word.size() <= 3 && begin > 1 && has_capital(words[begin - 2]);
      if (!(is_blank(joint) || joint == " & " || joint == "'s " || joint == "' ") || (!has_capital(word) && !is_joint_word)) break;
      named += plain_facility_words().count(lower_case(searched.of(word))) == 0 && !word.is_initial ? 1 : 0;
      --begin;
      if (word.starts_sentence) break;
    }
    while (begin < next && !has_capital(words[begin])) ++begin;
    if (next - begin >= 2 && named > 0) found->push_back({words[begin].begin, words[next - 1].end, IdentifierKind::location, "facility before a street"});
  }
}

// "works at Ridgeline Cold Storage": several words with capitals behind a preposition in a sentence, one of them a name or no word.
void find_places_behind_prepositions(const SearchedText& searched, std::vector<Identifier>* found) {
  static const WordSet kBefore = {"at", "from", "to", "via", "through", "in", "near", "outside", "with", "for", "of", "by"};
  static const WordSet kBeforePlaces = {"at", "in", "near", "via", "through", "outside"};
  static const WordSet kTitles = {"Dr", "Drs", "Mr", "Mrs", "Ms", "Miss", "Prof", "Rev", "Sgt", "Capt", "Nurse", "Father", "Sister", "Rabbi", "Pastor"};
  const std::vector<Word>& words = searched.words;
  for (size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i].letters != Letters::small || kBefore.count(searched.of(words[i])) == 0 || searched.gap_behind(i) != " ") continue;
    if (kTitles.count(searched.of(words[i + 1])) > 0) continue;
    const auto joins = [&](size_t at) {
      const std::string_view gap = searched.gap_behind(at);
      return gap == " " || gap == "-" || gap == " & " || gap == "'s " || (gap == ". " && words[at].size() <= 3);
    };
    size_t last = i;
    size_t names = 0;
    bool is_medicine = false;  // "with Treacher Collins syndrome"
    while (last + 1 < words.size() && last < i + 6 && words[last + 1].letters == Letters::capitalised && (last == i || joins(last))) {
      ++last;
      const uint16_t flags = words[last].flags;
      is_medicine = is_medicine || (flags & kWidePlace) != 0 || is_eponym_head(lower_case(searched.of(words[last])));
      names += flags == 0 || (flags & (kAnyName | kPlace | kBeginsPlace)) != 0 ? 1 : 0;
    }
    is_medicine = is_medicine || (last + 1 < words.size() && joins(last) && is_eponym_head(lower_case(searched.of(words[last + 1]))));
    if (is_medicine || last - i < 2 || names == 0) continue;
    // "sent to Tony Kuiken" is a person.
    const bool is_person = kBeforePlaces.count(searched.of(words[i])) == 0 && (words[i + 1].flags & kGivenName) != 0 && last - i <= 3;
    found->push_back({words[i + 1].begin, words[last].end, is_person ? IdentifierKind::name : IdentifierKind::location, "capitals behind a preposition"});
  }
}

void find_facilities(const SearchedText& searched, std::vector<Identifier>* found) {
  const std::vector<Word>& words = searched.words;
  for (size_t i = 1; i < words.size(); ++i) {
    if (!has_capital(words[i]) || words[i].starts_sentence) continue;
    const std::string head = lower_case(searched.of(words[i]));
    const bool is_weak = weak_facility_heads().count(head) > 0;
    if (!is_weak && facility_heads().count(head) == 0) continue;
    size_t begin = i;
    bool is_named = false;
    while (begin > 0 && i - begin < 5 && !words[begin].starts_sentence) {
      const Word& before = words[begin - 1];
      const std::string_view gap = searched.gap_behind(begin - 1);
      const bool joins = is_blank(gap) || gap == "'s " || gap == "\u2019s " || gap == "'S " || gap == "' " || gap == " & ";  // "Smith & Jones Medical Group"
      const std::string small = lower_case(searched.of(before));
      const bool is_joint = before.letters == Letters::small &&
                            (small == "of" || small == "and" || small == "the" || small == "de" || small == "für" || small == "on" || small == "le" ||
                             small == "in" || small == "upon" || small == "la" || small == "under" || small == "by" || small == "over") &&
                            begin > 1 && has_capital(words[begin - 2]);
      if (!joins || (!has_capital(before) && !is_joint)) break;
      if (has_capital(before)) {
        const bool is_plain = plain_facility_words().count(small) > 0 || facility_heads().count(small) > 0 || weak_facility_heads().count(small) > 0;
        if (!is_plain) {
          const bool is_only_a_word = (before.flags & kEnglish) != 0 && (before.flags & (kAnyName | kPlace | kBeginsPlace)) == 0 && before.starts_sentence;
          // "Sagebrush Medical Clinic" where the line is nothing else.
          const bool fills_a_line =
              (before.begin == 0 || searched.text[before.begin - 1] == '\n') && (words[i].end == searched.text.size() || searched.text[words[i].end] == '\n');
          if (is_only_a_word && !fills_a_line && !is_named) break;
          const bool names = !before.is_initial && (!is_weak || before.flags == 0 || (before.flags & (kAnyName | kPlace | kBeginsPlace)) != 0);
          is_named = is_named || names;
        }
      }
      --begin;
    }
    if (!is_named || begin == i) continue;
    while (begin < i && (plain_facility_words().count(lower_case(searched.of(words[begin]))) > 0) && words[begin].starts_sentence &&
           (words[begin].flags & (kPlace | kBeginsPlace)) == 0)
      ++begin;
    size_t end = i;
    while (end + 1 < words.size() && end < i + 5 && has_capital(words[end + 1]) && is_blank(searched.gap_behind(end)) && searched.gap_behind(end) != ". " &&
           (facility_heads().count(lower_case(searched.of(words[end + 1]))) > 0 || plain_facility_words().count(lower_case(searched.of(words[end + 1]))) > 0)) {
      ++end;
    }
    found->push_back({words[begin].begin, words[end].end, IdentifierKind::location, "named facility"});
    i = end;
  }
}

}  // namespace

void find_places(const SearchedText& searched, std::vector<Identifier>* found) {
  std::vector<Identifier> streets;
  searched.append(PatternList::streets, &streets);
  find_cities_behind_streets(searched, &streets, 0);
  find_facilities_before_streets(searched, &streets);
  found->insert(found->end(), streets.begin(), streets.end());
  find_cities_before_states(searched, found);
  find_listed_places(searched, found);
  find_unlisted_places(searched, found);
  find_places_behind_prepositions(searched, found);
  const size_t facilities = found->size();
  find_facilities(searched, found);
  find_cities_behind_streets(searched, found, facilities);
}

}  // namespace galen
