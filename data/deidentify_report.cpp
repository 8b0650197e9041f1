#include <algorithm>
#include <cstdio>
#include <numeric>

#include "data/deidentify.h"

namespace galen {

uint64_t DeidentifyReport::total() const {
  return std::accumulate(counts.begin(), counts.end(), uint64_t{0});
}

void DeidentifyReport::add(const DeidentifyReport& other) {
  records += other.records;
  records_with_identifiers += other.records_with_identifiers;
  records_refused += other.records_refused;
  bytes += other.bytes;
  for (size_t kind = 0; kind < kIdentifierKinds; ++kind) {
    counts[kind] += other.counts[kind];
    for (const Sample& sample : other.samples[kind]) {
      if (samples[kind].size() < 3) samples[kind].push_back(sample);
    }
  }
}

Json to_json(const DeidentifyReport& report) {
  Json kinds = Json::object();
  for (size_t kind = 0; kind < kIdentifierKinds; ++kind) {
    if (report.counts[kind] == 0) continue;
    Json samples = Json::array();
    for (const DeidentifyReport::Sample& sample : report.samples[kind]) {
      samples.push_back({{"where", sample.where}, {"rule", sample.rule}, {"form", sample.form}, {"context", sample.context}});
    }
    kinds[std::string(kind_name(static_cast<IdentifierKind>(kind)))] = {{"count", report.counts[kind]}, {"samples", samples}};
  }
  return {{"mode", report.mode},
          {"key_id", report.key_id},
          {"word_lists_sha256", report.word_lists_sha256},
          {"records", report.records},
          {"records_with_identifiers", report.records_with_identifiers},
          {"records_refused", report.records_refused},
          {"bytes", report.bytes},
          {"identifiers", report.total()},
          {"kinds", kinds}};
}

DeidentifyReport deidentify_report_from_json(const Json& json) {
  DeidentifyReport report;
  report.mode = json.at("mode").get<std::string>();
  report.key_id = json.at("key_id").get<std::string>();
  report.word_lists_sha256 = json.at("word_lists_sha256").get<std::string>();
  report.records = json.at("records").get<uint64_t>();
  report.records_with_identifiers = json.at("records_with_identifiers").get<uint64_t>();
  report.records_refused = json.at("records_refused").get<uint64_t>();
  report.bytes = json.at("bytes").get<uint64_t>();
  for (size_t kind = 0; kind < kIdentifierKinds; ++kind) {
    const auto found = json.at("kinds").find(std::string(kind_name(static_cast<IdentifierKind>(kind))));
    if (found == json.at("kinds").end()) continue;
    report.counts[kind] = found->at("count").get<uint64_t>();
    for (const Json& sample : found->at("samples")) {
      report.samples[kind].push_back({sample.at("where").get<std::string>(), sample.at("rule").get<std::string>(), sample.at("form").get<std::string>(),
                                      sample.at("context").get<std::string>()});
    }
  }
  return report;
}

std::string to_text(const DeidentifyReport& report) {
  if (report.mode == "none") return "not de-identified (data.deidentify: none)\n";
  std::string text = "de-identification (" + report.mode + (report.key_id.empty() ? "" : ", key " + report.key_id) + "): " + std::to_string(report.total()) +
                     " identifiers in " + std::to_string(report.records_with_identifiers) + " of " + std::to_string(report.records) + " records" +
                     (report.records_refused > 0 ? ", " + std::to_string(report.records_refused) + " records refused" : "") + "\n";
  for (size_t kind = 0; kind < kIdentifierKinds; ++kind) {
    if (report.counts[kind] == 0) continue;
    char line[64];
    std::snprintf(line, sizeof line, "  %-12s%9llu", std::string(kind_name(static_cast<IdentifierKind>(kind))).c_str(),
                  static_cast<unsigned long long>(report.counts[kind]));
    text += line;
    if (!report.samples[kind].empty()) {
      const DeidentifyReport::Sample& sample = report.samples[kind].front();
      text += "   e.g. " + sample.context + " (" + sample.form + "; " + sample.rule + "; " + sample.where + ")";
    }
    text += "\n";
  }
  return text;
}

}  // namespace galen
