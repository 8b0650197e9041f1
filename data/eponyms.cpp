#include <string_view>
#include <unordered_set>

#include "data/finders.h"

namespace galen {

bool is_eponym_head(std::string_view small) {
  static const std::unordered_set<std::string_view> heads = {
      "disease",      "diseases",    "syndrome",   "syndromes",  "disorder",   "disorders",   "sign",        "signs",      "test",       "tests",        "testing",    "reflex",      "phenomenon",   "fever",
      "palsy",        "paralysis",   "anemia",     "anaemia",    "sarcoma",    "lymphoma",    "tumor",       "tumour",     "tumors",     "tumours",      "carcinoma",  "cancer",      "leukemia",     "leukaemia",
      "nephropathy",  "neuropathy",  "myopathy",   "dystrophy",  "atrophy",    "ataxia",      "chorea",      "dementia",   "psychosis",  "encephalopathy", "encephalitis", "hepatitis", "thyroiditis", "arthritis",
      "esophagus",    "oesophagus",  "diverticulum", "duct",     "ducts",      "gland",       "glands",      "tube",       "tubes",      "canal",        "node",       "nodes",       "body",         "bodies",
      "cell",         "cells",       "capsule",    "loop",       "island",     "layer",       "membrane",    "ligament",   "tendon",     "muscle",       "fascia",     "pouch",       "space",        "triangle",
      "point",        "line",        "lines",      "angle",      "ring",       "fracture",    "fractures",   "dislocation", "contracture", "deformity",  "foot",       "joint",       "joints",       "hernia",
      "catheter",     "catheters",   "clamp",      "forceps",    "retractor",  "needle",      "tubing",      "pump",       "valve",      "shunt",        "stent",      "drain",       "drains",       "splint",
      "wire",         "wires",       "screw",      "nail",       "rod",        "rods",        "port",        "bandage",    "dressing",   "stockings",    "frame",      "cast",        "brace",        "mask",
      "procedure",    "procedures",  "operation",  "repair",     "resection",  "bypass",      "anastomosis", "arthroplasty", "osteotomy", "amputation",  "maneuver",   "manoeuvre",   "maneuvers",    "technique",
      "method",       "approach",    "incision",   "position",   "score",      "scores",      "scale",       "scales",     "index",      "criteria",     "criterion",  "classification", "grade",      "grading",
      "stage",        "staging",     "rule",       "rules",      "formula",    "equation",    "law",         "effect",     "stain",      "staining",     "agar",       "bacillus",    "virus",        "viruses",
      "bacteria",     "infection",   "infections", "gene",       "genes",      "mutation",    "mutations",   "protein",    "antigen",    "antibody",     "antibodies", "factor",      "group",        "malformation",
      "malformations", "anomaly",    "defect",     "cyst",       "cysts",      "ulcer",       "ulcers",      "abscess",    "gangrene",   "nodule",       "nodules",    "spots",       "spot",         "rash",
      "purpura",      "granulomatosis", "thrombocytopenia", "thyroid", "goiter", "ophthalmopathy", "exophthalmos", "crisis", "attack",   "seizure",      "seizures",   "epilepsy",    "hearing",      "breathing",
      "respiration",  "respirations", "murmur",    "pulse",      "waves",      "wave",        "interval",    "block",      "arrhythmia", "tachycardia",  "pathway",    "study",       "trial",        "protocol",
      "diet",         "therapy",     "treatment",  "regimen",    "solution",   "lactate",     "lactated",    "vaccine",    "exercises",  "exercise",     "chart",      "lamp",        "lens",         "chair",
      "inventory",    "questionnaire", "interview", "examination", "exam",     "assessment",  "battery",     "apnea",      "type",       "variant",      "triad",      "tetralogy",   "pentad",       "complex",
      "contractions", "sclerosis",   "hemorrhage", "nystagmus",  "pupil",      "pupils",      "facies",      "habitus",    "gait",       "stroke",       "migraine",   "neuralgia",   "neuroma",      "esthesioneuroblastoma",
      "hyperplasia",  "hypoplasia",  "dysplasia",  "dysostosis", "chondromalacia", "osteochondrosis", "osteodystrophy", "amaurosis", "retinopathy", "keratopathy", "cataract", "glaucoma", "uveitis",  "dermatitis"};
  return heads.count(small) > 0;
}

bool is_clinical_eponym(std::string_view small) {
  static const std::unordered_set<std::string_view> eponyms = {
      "parkinson", "parkinsonism", "alzheimer", "crohn",     "hodgkin",    "hodgkins",  "graves",     "foley",     "hashimoto", "raynaud",   "sjogren",  "sjögren", "behcet",    "behçet",   "kawasaki",
      "kaposi",    "marfan",       "ehlers",    "danlos",    "tourette",   "asperger",  "down",       "turner",    "klinefelter", "edwards", "patau",    "huntington", "wilms",   "ewing",    "burkitt",
      "cushing",   "addison",      "conn",      "meniere",   "ménière",    "bell",      "guillain",   "barre",     "barré",     "barr",      "epstein",  "lyme",    "lou",       "gehrig",   "creutzfeldt",
      "jakob",     "gaucher",      "fabry",     "pompe",     "tay",        "sachs",     "niemann",    "pick",      "wolff",     "white",     "romberg",  "babinski", "hoffman",  "hoffmann", "tinel",
      "phalen",    "murphy",       "mcburney",  "rovsing",   "kernig",     "brudzinski", "homan",     "homans",    "trousseau", "chvostek",  "virchow",  "sister",  "osler",     "janeway",  "roth",
      "korotkoff", "kussmaul",     "cheyne",    "stokes",    "biot",       "glasgow",   "apgar",      "ballard",   "bishop",    "braden",    "norton",   "morse",   "snellen",   "ishihara", "weber",
      "rinne",     "valsalva",     "heimlich",  "epley",     "dix",        "hallpike",  "lachman",    "mcmurray",  "hawkins",   "neer",      "spurling", "finkelstein", "ortolani", "barlow", "trendelenburg",
      "fowler",    "sims",         "kelly",     "kocher",    "debakey",    "babcock",   "mayo",       "hartmann",  "whipple",   "billroth",  "roux",     "nissen",  "fontan",    "blalock",  "taussig",
      "fallot",    "eisenmenger",  "ebstein",   "brugada",   "wenckebach", "mobitz",    "holter",     "doppler",   "swan",      "ganz",      "hickman",  "broviac", "groshong",  "tenckhoff", "blakemore",
      "yankauer",  "penrose",      "jackson",   "pratt",     "hemovac",    "kirschner", "steinmann",  "bucky",     "coombs",    "gram",      "ziehl",    "neelsen", "wright",    "giemsa",   "pap",
      "papanicolaou", "schiller",  "mantoux",   "schilling", "western",    "northern",  "southern",   "bence",     "jones",     "kayser",    "fleischer", "charcot", "marie",   "tooth",    "erb",
      "duchenne",  "becker",       "hirschsprung", "meckel", "barrett",    "zenker",    "mallory",    "weiss",     "zollinger", "ellison",   "peutz",    "jeghers", "lynch",     "gardner",  "dupuytren",
      "colles",    "smith",        "bennett",   "salter",    "harris",     "osgood",    "schlatter",  "legg",      "calve",     "perthes",   "paget",    "baker",   "achilles",  "wernicke", "korsakoff",
      "reye",      "still",        "felty",     "reiter",    "wegener",    "goodpasture", "henoch",   "schonlein", "schönlein", "churg",     "strauss",  "takayasu", "horton",   "sydenham", "von",
      "willebrand", "recklinghausen", "hippel", "lindau",    "sturge",     "bruton",    "digeorge",   "wiskott",   "aldrich",   "chediak",   "higashi",  "fanconi", "alport",    "berger",   "bartter",
      "gitelman",  "liddle",       "sheehan",   "simmonds",  "kallmann",   "prader",    "willi",      "angelman",  "rett",      "williams",  "noonan",   "apert",   "crouzon",   "treacher", "collins",
      "pierre",    "robin",        "klippel",   "feil",      "arnold",     "chiari",    "dandy",      "walker",    "horner",    "argyll",    "robertson", "adie",   "bitot",     "koplik",   "nikolsky",
      "stevens",   "johnson",      "lyell",     "sweet",     "dercum",     "hansen",    "chagas",     "weil",      "whitmore",  "ringer",    "ringers",   "hartman", "kegel",     "lamaze",   "pilates",
      "atkins",    "heberden",     "bouchard",  "schober",   "patrick",    "beck",      "hamilton",   "young",     "montgomery", "edinburgh", "rorschach", "wechsler", "stanford", "binet",  "boston",
      "berg",      "barthel",      "katz",      "lawton",    "karnofsky",  "child",     "pugh",       "ranson",    "wells",     "framingham", "gleason",  "breslow", "clark",     "dukes",    "rai",
      "binet",     "ann",          "arbor",     "hunt",      "hess",       "fisher",    "killip",     "forrester", "mallampati", "cormack",  "lehane",   "tanner",  "ferriman",  "gallwey",  "fitzpatrick",
      "wood",      "hutchinson",   "gorlin",    "bowen",     "merkel",     "sezary",    "sézary",     "mondor",    "peyronie",  "fournier",  "bartholin", "skene",  "nabothian", "braxton",  "hicks",
      "asherman",  "rokitansky",   "hunter",    "hurler",    "sanfilippo", "morquio",   "lesch",      "nyhan",     "menkes",    "wilson",    "budd",     "gilbert", "crigler",   "najjar",   "dubin",
      "rotor",     "caroli",       "byler",     "alagille",  "blount",     "madelung",  "sprengel",   "kohler",    "köhler",    "freiberg",  "sever",    "scheuermann", "pott",   "charcot's", "madigan"};
  return eponyms.count(small) > 0;
}

}  // namespace galen
