#include "data/learnt_finder.h"

#include <gtest/gtest.h>

#include "data/deidentify.h"
#include "data/word_features.h"

namespace galen {
namespace {

const WordLists& finder_lists() {
  static const WordLists lists(find_word_lists());
  return lists;
}

std::string as_text(const std::vector<Identifier>& found, std::string_view text) {
  std::string all;
  for (const Identifier& identifier : found) {
    all += (all.empty() ? "" : "; ") + std::string(kind_name(identifier.kind)) + " " +
           std::string(text.substr(identifier.begin, identifier.end - identifier.begin));
  }
  return all;
}

struct Note {
  explicit Note(std::string of)
      : text(std::move(of)), searched{text, split_words(text, finder_lists()), finder_lists(), {}}, rules(find_by_rules(text, &searched)) {}
  std::string text;
  SearchedText searched;
  std::vector<Identifier> rules;
};

std::vector<std::vector<uint16_t>> features_of(const Note& note) {
  const WordFeatures features(note.searched, note.rules, {});
  std::vector<std::vector<uint16_t>> of_words(note.searched.words.size());
  for (size_t i = 0; i < of_words.size(); ++i) features.of(i, &of_words[i]);
  return of_words;
}

// What two unknown names of one form and ending share is all there is: nothing of a person's name can be learnt.
TEST(WordFeatures, AnUnknownNameIsOnlyItsForm) {
  const Note one("Seen in clinic.\nZoravenko helped with the words.\nTold Zoravenko to rest.");
  const Note other("Seen in clinic.\nZolimenko helped with the words.\nTold Zolimenko to rest.");
  EXPECT_EQ(features_of(one), features_of(other));
  const Note known("Seen in clinic.\nWednesday helped with the words.\nTold Wednesday to rest.");
  EXPECT_NE(features_of(one), features_of(known));
}

TEST(WordFeatures, AreWithinTheirBounds) {
  std::string text = "Attending: ";
  for (int i = 0; i < 300; ++i) text += i % 7 == 0 ? "April-May/" : i % 5 == 0 ? "12:" : "Young ";
  for (const std::vector<uint16_t>& of_word : features_of(Note(text))) {
    EXPECT_LE(of_word.size(), kMostWordFeatures);
    for (const uint16_t feature : of_word) EXPECT_LT(feature, kWordFeatures);
  }
}

// By where they stand: none of these is a name, place or code by itself, and no rule takes them.
TEST(LearntFinder, FindsWhatNoListHolds) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Transcribed: 12/05/22 3:18 PM  XEL/lcf  Job 3713908", "XEL/lcf"},
      {"On disability from Target since the fall; was a cashier there.", "Target"},
      {"Labs drawn at Quest this week, results pending.", "Quest"},
      {"Hope was awake and asked for water. Hope's mother stays overnight.", "Hope"},
      {"Pager 55-218 for questions overnight.", "55-218"},
      {"Seen with Reign, her sister, who brought the pills.", "Reign"},
      {"Technologist Fry. Technique: routine.", "Fry"},
  };
  for (const auto& [text, expected] : cases) {
    const Note note(text);
    EXPECT_EQ(as_text(note.rules, text).find(expected), std::string::npos) << text;
    EXPECT_NE(as_text(find_learnt(note.searched, note.rules), text).find(expected), std::string::npos) << text;
  }
}

TEST(LearntFinder, ASmallWordWithinAPlacesNameBelongsToIt) {
  const std::string text = "Patient lives at The Willows at Bridgeton, walks with a cane.";
  EXPECT_EQ(as_text(find_identifiers(text, finder_lists()), text), "location The Willows at Bridgeton");
}

// Tags of an earlier redaction are neighbours like any other, and never taken themselves.
TEST(LearntFinder, TakesNoTag) {
  const Note note("Seen by [NAME] on [DATE] at [LOCATION], MRN [MRN].\nReviewed and agree, [NAME]");
  std::vector<Identifier> hidden = find_tags(note.text);
  EXPECT_EQ(hidden.size(), 5u);
  EXPECT_EQ(as_text(find_learnt(note.searched, hidden), note.text), "");
}

TEST(LearntFinder, LeavesMedicineAlone) {
  const std::vector<std::string> texts = {
      "Start Baqsimi 3 mg intranasal; continue Ozempic 0.5 mg weekly and Eliquis 5 mg twice daily.",
      "Spetzler-Martin grade 1 AVM. Boston naming 25/60. Goldmann IOP 17.",
      "Sodium 136-145, platelets 150-400, INR 2.3, lactate 1.4, CRP 12, troponin <0.01.",
      "ICD-10 K92.2, I63.512; CPT 99214. BP 132/84, HR 72, SpO2 98% on RA.",
      "This 63-year-old man slept 12 h; metformin for 3 weeks, then stop.",
      "GU: deferred. GI: soft, nontender, +BS. Neuro: CN II-XII intact, DTRs 2+.",
      "The signs of Bardet-Biedl syndrome include obesity and polydactyly. See an eye doctor once a year.",
      "Doctor: What brings you in today? Patient: My knee hurts when I climb stairs.",
      "What are the treatments for Glaucoma? Medicines, laser surgery or conventional surgery.",
      "Return in 2 weeks or sooner if fever above 101, redness or drainage. Keep the leg elevated.",
  };
  for (const std::string& text : texts) {
    const Note note(text);
    EXPECT_EQ(as_text(find_learnt(note.searched, note.rules), text), "") << text;
  }
}

}  // namespace
}  // namespace galen
