#include "data/deidentify.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "data/calendar_text.h"
#include "data/checksums.h"
#include "data/surrogates.h"
#include "data/words.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::TemporaryDirectory;

const WordLists& word_lists() {
  static const WordLists lists(find_word_lists());
  return lists;
}

std::string found_as_text(std::string_view text) {
  std::string all;
  for (const Identifier& identifier : find_identifiers(text, word_lists())) {
    all += (all.empty() ? "" : "; ") + std::string(kind_name(identifier.kind)) + " " +
           std::string(text.substr(identifier.begin, identifier.end - identifier.begin));
  }
  return all;
}

TEST(Deidentify, FindsEveryKindOfTheSafeHarborList) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Seen by Dr. Kowalczyk today.", "name Kowalczyk"},
      {"She lives at 1402 Maple Street in a flat.", "location 1402 Maple Street"},
      {"They wrote to Columbus, OH 43085 again.", "location Columbus; zip 43085"},
      {"The wound was closed on 03/14/2019.", "date 03/14/2019"},
      {"This 93-year-old woman fell.", "age 93"},
      {"Call 614-555-0198 with results.", "phone 614-555-0198"},
      {"Fax: 614-555-0177 is the office's.", "fax 614-555-0177"},
      {"Write to anna.k@clinic.org instead.", "email anna.k@clinic.org"},
      {"SSN 219-09-9999 was confirmed.", "ssn 219-09-9999"},
      {"MRN: 00482913 was opened.", "mrn 00482913"},
      {"Member ID: XQH482913774 is active.", "health_plan XQH482913774"},
      {"Account number 4829137745 was billed.", "account 4829137745"},
      {"License number D4829137 was checked.", "license D4829137"},
      {"License plate KLM-4829 was seen.", "vehicle KLM-4829"},
      {"Pacemaker serial number PJN482913H works.", "device PJN482913H"},
      {"See https://portal.example.org/p/4829 for it.", "url https://portal.example.org/p/4829"},
      {"Login came from 198.51.100.23 at night.", "ip 198.51.100.23"},
      {"Fingerprint ID FP-48291377 was stored.", "biometric FP-48291377"},
      {"The file IMG_4829.jpg was added.", "photo IMG_4829.jpg"},
      {"Specimen number S19-48291 was lost.", "id S19-48291"},
  };
  std::set<std::string> kinds;
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(found_as_text(text), expected) << text;
    kinds.insert(expected.substr(0, expected.find(' ')));
  }
  EXPECT_GE(kinds.size(), kIdentifierKinds - 1);  // the ZIP code stands behind a city
}

TEST(Deidentify, LeavesMedicineAlone) {
  for (const char* text :
       {"Past medical history: Parkinson's disease, Graves disease and Crohn disease.", "A Foley catheter and a Swan-Ganz catheter were placed.",
        "Blood pressure 128/76, heart rate 72, strength 5/5, pain 7/10.", "Metoprolol 25 mg twice daily, Lasix 40 mg, Tylenol as needed.",
        "Hemoglobin A1c 7.2 %, creatinine 1.1, platelets 250,000.", "The Glasgow Coma Scale was 15 and MRI showed L4-L5 narrowing.",
        "This 63-year-old man denies fever, chills or nausea.", "Ejection fraction 55-60 %; sodium 138, potassium 4.1."}) {
    EXPECT_EQ(found_as_text(text), "") << text;
  }
}

TEST(Deidentify, ADayAndAMonthIsToldFromAGradeAndFromACount) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Neurology clinic 8/12, then labs.", "date 8/12"},
      {"The drain came out on 5/5 in the morning.", "date 5/5"},
      {"Seen Friday 4/27 by the team.", "date Friday 4/27"},
      {"Last visit was skipped, no-show 2-09.", "date 2-09"},
      {"Power 4/5 in the arms, pain 7/10 at rest, murmur 2/6.", ""},
      {"3/14 nodes positive, 1/2 tablet at night.", ""},
      {"Gestational age 39 3/7 weeks; rest for 2-3 days.", ""},
      {"Tinetti 10/28, MoCA 12/30.", ""},
      {"Lung-RADS 3. May repeat in six months.", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(found_as_text(text), expected) << text;
}

TEST(Deidentify, NamesAreKnownByTheirNeighbours) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"She lives with Adriana, Mylo and Henrik.", "name Adriana, Mylo; name Henrik"},
      {"Chart copy sent to Tony Kuiken, then filed.", "name Tony Kuiken"},
      {"dictated by anastasia fournier, RN.", "name anastasia fournier"},
      {"Tessa Lindqvist was seen. Reviewed and agree, TL", "name Tessa Lindqvist; name TL"},
      {"A patent foramen ovale was closed (PFO).", ""},
      {"What GINA protects was explained.", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(found_as_text(text), expected) << text;
}

TEST(Deidentify, FacilitiesAreKnownByWhereTheyStand) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"He works at Ridgeline Cold Storage on nights.", "location Ridgeline Cold Storage"},
      {"High Plains Optical\n2978 Johnson Terrace\n", "location High Plains Optical; location 2978 Johnson Terrace"},
      {"Outside films came from Benitez & Rubio Medical Group.", "location Benitez & Rubio Medical Group"},
      {"Referred to outpatient physical therapy and the sleep clinic.", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(found_as_text(text), expected) << text;
}

TEST(Deidentify, ANameIsKnownAgainInItsOtherPlaces) {
  const std::string redacted = redact("Patient: Wendeline Przybylska\nPrzybylska was well. I told Wendeline to rest.", word_lists());
  EXPECT_EQ(redacted.find("Przybylska"), std::string::npos) << redacted;
  EXPECT_EQ(redacted.find("Wendeline"), std::string::npos) << redacted;
}

TEST(Deidentify, WhatIsRedactedStaysAsItIs) {
  const std::string text = "Mr. Ortega (MRN 4829137) of 12 Elm Street, Dayton, OH 45402 was seen on March 3, 2019 by J. Smith, MD; call 937-555-0144.";
  const std::string once = redact(text, word_lists());
  EXPECT_EQ(redact(once, word_lists()), once);
  for (const char* gone : {"Ortega", "4829137", "Elm", "Dayton", "45402", "March", "Smith", "937"}) EXPECT_EQ(once.find(gone), std::string::npos) << once;
  EXPECT_NE(once.find("[ZIP 454]"), std::string::npos) << once;  // three digits of a ZIP code may stay
}

TEST(Deidentify, AnyBytesAreReadToTheirEnd) {
  std::mt19937_64 random(7);
  const std::string seeds[] = {"Dr. ", "\xC3", "\xE2\x80\x99s ", "MRN ", "12/", "[NAME]", "\n", "O'", "A. ", "@", "-", "2019", "Smith", ":", "::1", "\xF0\x9F"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int piece = 0; piece < 12; ++piece) text += random() % 3 == 0 ? std::string(1, static_cast<char>(random())) : seeds[random() % std::size(seeds)];
    size_t end = 0;
    for (const Identifier& identifier : find_identifiers(text, word_lists())) {
      ASSERT_LE(end, identifier.begin);
      ASSERT_LT(identifier.begin, identifier.end);
      ASSERT_LE(identifier.end, text.size());
      end = identifier.end;
    }
    const std::string once = redact(text, word_lists());
    ASSERT_EQ(redact(once, word_lists()), once);
  }
}

TEST(CheckDigits, AcceptPublishedExamplesAndNothingOneDigitAway) {
  const std::vector<std::pair<bool (*)(std::string_view), std::string>> cases = {
      {is_card_number, "4111111111111111"}, {is_vin, "1M8GDM9AXKP042788"}, {is_npi, "1234567893"},
      {is_iban, "GB82WEST12345698765432"},  {is_nhs_number, "9434765919"}, {passes_luhn, "490154203237518"}};
  for (const auto& [accepts, number] : cases) {
    EXPECT_TRUE(accepts(number)) << number;
    for (size_t at = 0; at < number.size(); ++at) {
      if (number[at] < '0' || number[at] > '9') continue;
      std::string wrong = number;
      wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
      EXPECT_FALSE(accepts(wrong)) << wrong;
    }
  }
}

TEST(ShiftDate, KeepsTheFormAndMovesTheDay) {
  const std::vector<std::array<std::string, 2>> cases = {{"03/04/2019", "03/11/2019"},
                                                         {"3/28/19", "4/4/19"},
                                                         {"2019-12-30", "2020-01-06"},
                                                         {"28.02.2020", "06.03.2020"},
                                                         {"March 30, 2019", "April 6, 2019"},
                                                         {"30-MAR-2019", "06-APR-2019"},
                                                         {"5 de marzo de 2019", "12 de marzo de 2019"},
                                                         {"20190228", "20190307"}};
  for (const auto& [before, after] : cases) EXPECT_EQ(shift_date(before, 7).value_or("none"), after) << before;
  EXPECT_FALSE(shift_date("no date", 7));
  EXPECT_FALSE(shift_date("13/32/2019", 7));
}

class Surrogates : public ::testing::Test {
 protected:
  Record record(const std::string& text, const std::string& patient) const {
    Record made;
    made.text = text;
    made.patient = patient;
    made.where = "notes.jsonl:1";
    return made;
  }
  TemporaryDirectory folder_;
  Deidentifier deidentifier_{"surrogate", find_word_lists(), folder_ / "key"};
};

TEST_F(Surrogates, DatesOfAPatientMoveTogetherByWholeWeeks) {
  const DeidentifyKey key = DeidentifyKey::read_or_make(folder_ / "key");
  std::set<int64_t> shifts;
  for (int patient = 0; patient < 200; ++patient) {
    const int64_t days = date_shift_days(key, std::to_string(patient));
    EXPECT_EQ(days % 7, 0);
    EXPECT_NE(days, 0);
    EXPECT_LE(std::abs(days), 364);
    shifts.insert(days);
  }
  EXPECT_GT(shifts.size(), 60u);

  DeidentifyReport report = deidentifier_.empty_report();
  Record first = record("Admitted on 03/04/2019 and discharged on 03/14/2019.", "p1");
  Record second = record("Seen again on 03/24/2019.", "p1");
  deidentifier_.apply(first, &report);
  deidentifier_.apply(second, &report);
  const int64_t days = date_shift_days(key, "p1");
  EXPECT_EQ(first.text, "Admitted on " + *shift_date("03/04/2019", days) + " and discharged on " + *shift_date("03/14/2019", days) + ".");
  EXPECT_EQ(second.text, "Seen again on " + *shift_date("03/24/2019", days) + ".");
}

TEST_F(Surrogates, TheSameNameOfAPatientGetsTheSameSurrogateAndNobodysNumberIsMade) {
  DeidentifyReport report = deidentifier_.empty_report();
  Record note = record("Mrs. Ellsworth called 614-555-3847. SSN 219-09-9999. Ellsworth will write from e.w@mail.com.", "p1");
  deidentifier_.apply(note, &report);
  EXPECT_EQ(note.text.find("Ellsworth"), std::string::npos) << note.text;
  EXPECT_NE(note.text.find("-555-01"), std::string::npos) << note.text;
  EXPECT_NE(note.text.find("@example.org"), std::string::npos) << note.text;
  EXPECT_NE(note.text.find("SSN 9"), std::string::npos) << note.text;
  const std::string name = note.text.substr(5, note.text.find(' ', 5) - 5);
  EXPECT_NE(note.text.find(". " + name + " will"), std::string::npos) << note.text;
}

TEST_F(Surrogates, AKeyThatOthersMayReadIsRefused) {
  std::filesystem::permissions(folder_ / "key", std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_THROW(DeidentifyKey::read_or_make(folder_ / "key"), Error);
  testing::write_text(folder_ / "short", "abc\n");
  std::filesystem::permissions(folder_ / "short", std::filesystem::perms::owner_read);
  EXPECT_THROW(DeidentifyKey::read_or_make(folder_ / "short"), Error);
}

TEST(DeidentifyRecords, RefusalNamesThePlaceAndTheKindsAndNothingElse) {
  TemporaryDirectory folder;
  testing::write_text(folder / "notes.jsonl", "{\"text\":\"nothing here\"}\n{\"text\":\"Mr. Pendergrass, MRN 4829137.\"}\n");
  const Deidentifier deidentifier("refuse", find_word_lists(), {});
  DatasetSettings dataset;
  dataset.path = "notes.jsonl";
  DeidentifyReport report = deidentifier.empty_report();
  std::vector<DroppedRecord> dropped;
  try {
    read_deidentified_records(dataset, folder / "notes.jsonl", "fail", &deidentifier, &dropped, &report);
    FAIL() << "no Error";
  } catch (const Error& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("notes.jsonl:2"), std::string::npos) << message;
    EXPECT_NE(message.find("1 name, 1 mrn"), std::string::npos) << message;
    EXPECT_EQ(message.find("Pendergrass"), std::string::npos);
    EXPECT_EQ(message.find("4829137"), std::string::npos);
  }
  report = deidentifier.empty_report();
  const auto kept = read_deidentified_records(dataset, folder / "notes.jsonl", "drop", &deidentifier, &dropped, &report);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].text, "nothing here");
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_EQ(report.records_refused, 1u);
}

TEST(DeidentifyRecords, TheReportCarriesCountsAndSamplesWithoutIdentifiers) {
  TemporaryDirectory folder;
  testing::write_text(folder / "notes.jsonl",
                      "{\"text\":\"I spoke with Cornelius Abernathy about the results on March 3, 2019; his daughter Philippa called 614-555-0198.\"}\n");
  const Deidentifier deidentifier("redact", find_word_lists(), {});
  DatasetSettings dataset;
  dataset.path = "notes.jsonl";
  DeidentifyReport report = deidentifier.empty_report();
  std::vector<DroppedRecord> dropped;
  const auto records = read_deidentified_records(dataset, folder / "notes.jsonl", "fail", &deidentifier, &dropped, &report);
  EXPECT_EQ(records[0].text, "I spoke with [NAME] about the results on [DATE]; his daughter [NAME] called [PHONE].");
  EXPECT_EQ(report.total(), 4u);
  const std::string text = to_json(report).dump() + to_text(report);
  for (const char* secret : {"Cornelius", "Abernathy", "Philippa", "March", "2019", "614"}) EXPECT_EQ(text.find(secret), std::string::npos) << text;
  EXPECT_NE(text.find("about the results"), std::string::npos) << text;
  EXPECT_EQ(to_json(deidentify_report_from_json(to_json(report))), to_json(report));
}

}  // namespace
}  // namespace galen
