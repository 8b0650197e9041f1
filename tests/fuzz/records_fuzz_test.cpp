// Mutated JSON Lines and CSV files: read, dropped or refused with an Error naming the file, never anything else.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

#include "core/error.h"
#include "core/random.h"
#include "core/text.h"
#include "data/csv.h"
#include "data/records.h"

namespace galen {
namespace {

constexpr double kSeconds = 5.0;
constexpr uint64_t kInputs = 50'000;

const std::vector<std::string> kJsonSeeds = {
    "{\"id\": \"a\", \"prompt\": \"p \\u00e9\", \"response\": \"r\"}\n{\"prompt\": \"q\", \"response\": \"s\\n\"}\n",
    "{\"messages\": [{\"role\": \"user\", \"content\": \"u\"}, {\"role\": \"assistant\", \"content\": \"a\"}]}\r\n",
    "\xEF\xBB\xBF{\"text\": \"caf\xC3\xA9\", \"n\": [1, 2.5e3, null, true, {\"x\": {}}]}\n\n{\"text\": \"\\ud83d\\ude00\"}",
    "{\"dialogue\": \"Doctor: Hi\\nPatient: Hello\", \"note\": \"Well.\"}\n"};
const std::vector<std::string> kCsvSeeds = {"ID,dialogue,note\r\n1,\"Doctor: \"\"Hi\"\"\r\nPatient: Hello\",Well.\r\n2,d,n\r\n", "text\n\"a, b\"\nc\n\n\"\"\n",
                                            "\xEF\xBB\xBFprompt,response,id\np,r,7\n\"p\n\",\"r\",8"};
const std::vector<std::string> kPieces = {"\"",
                                          ",",
                                          "\n",
                                          "\r",
                                          "\r\n",
                                          "{",
                                          "}",
                                          "[",
                                          "]",
                                          "\\",
                                          "\\u0000",
                                          "\\ud800",
                                          std::string(1, '\0'),
                                          "\xFF",
                                          "\xC3",
                                          "\xEF\xBB\xBF",
                                          "null",
                                          "1e999",
                                          "\"\"",
                                          ":",
                                          "-",
                                          "\"text\"",
                                          std::string(200, '['),
                                          std::string(40, '"')};

std::string mutate(std::string text, uint64_t seed) {
  const uint64_t changes = 1 + random_bits(seed, 0, 0) % 6;
  for (uint64_t c = 1; c <= changes; ++c) {
    const size_t at = text.empty() ? 0 : random_bits(seed, c, 1) % text.size();
    switch (random_bits(seed, c, 2) % 5) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(random_bits(seed, c, 3));
        break;
      case 1:
        text.insert(at, kPieces[random_bits(seed, c, 3) % kPieces.size()]);
        break;
      case 2:
        text.erase(at, random_bits(seed, c, 3) % 12);
        break;
      case 3:
        text.resize(at);
        break;
      default:
        text.insert(at, text.substr(random_bits(seed, c, 3) % (text.size() + 1), random_bits(seed, c, 4) % 30));
    }
  }
  return text;
}

void check_records(const std::vector<Record>& records) {
  for (const Record& record : records) {
    ASSERT_FALSE(record.id.empty());
    ASSERT_FALSE(record.where.empty());
    ASSERT_NE(record.messages.empty(), record.text.empty());
    ASSERT_FALSE(find_invalid_utf8(record.text));
    for (const ChatMessage& message : record.messages) {
      ASSERT_FALSE(find_invalid_utf8(message.content));
      ASSERT_EQ(message.content.find('\0'), std::string::npos);
      ASSERT_FALSE(trim(message.content).empty());
    }
    if (record.messages.empty()) continue;
    ASSERT_EQ(record.messages.back().role, "assistant");
  }
}

void fuzz_texts(const std::string& extension, const std::vector<std::string>& seeds) {
  const std::filesystem::path path = "input" + extension;
  const auto start = std::chrono::steady_clock::now();
  uint64_t tried = 0;
  uint64_t refused = 0;
  uint64_t read = 0;
  for (; tried < kInputs; ++tried) {
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > kSeconds) break;
    const std::string text = mutate(seeds[tried % seeds.size()], tried);
    std::vector<DroppedRecord> dropped;
    try {
      const std::vector<Record> records = parse_records(text, {}, path, tried % 3 == 0 ? "fail" : "drop", &dropped);
      check_records(records);
      read += records.size();
    } catch (const Error& error) {
      ASSERT_NE(error.where().find("input"), std::string::npos) << error.what();
      ++refused;
    }
    for (const DroppedRecord& record : dropped) ASSERT_FALSE(record.reason.empty());
  }
  std::printf("[ figures  ] %llu inputs, %llu refused, %llu records read\n", static_cast<unsigned long long>(tried), static_cast<unsigned long long>(refused),
              static_cast<unsigned long long>(read));
  EXPECT_GT(read, 0u);  // or nothing but the refusals was tested
  EXPECT_GT(refused, 0u);
}

TEST(FuzzRecords, ReadsOrRefusesAnyJsonLines) {
  fuzz_texts(".jsonl", kJsonSeeds);
}
TEST(FuzzRecords, ReadsOrRefusesAnyCsv) {
  fuzz_texts(".csv", kCsvSeeds);
}

TEST(FuzzRecords, CsvRowsCoverTheTextInOrder) {
  for (uint64_t n = 0; n < 2 * kInputs; ++n) {
    const std::string text = mutate(kCsvSeeds[n % kCsvSeeds.size()], n + 1'000'000);
    CsvReader reader(text, "input.csv");
    CsvRow row;
    const char* last = text.data();
    try {
      while (reader.next(&row)) {
        ASSERT_FALSE(row.fields.empty());
        ASSERT_GE(row.source.data(), last);
        ASSERT_LE(row.source.data() + row.source.size(), text.data() + text.size());
        last = row.source.data() + row.source.size();
      }
    } catch (const Error& error) {
      ASSERT_TRUE(error.where().starts_with("input.csv:"));
    }
  }
}

}  // namespace
}  // namespace galen
