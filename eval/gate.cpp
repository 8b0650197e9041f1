#include "eval/gate.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <set>

#include "core/audit.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/text.h"
#include "data/deidentify.h"
#include "data/shards.h"
#include "model/checkpoint.h"
#include "model/sub_agents.h"
#include "train/state.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

std::string sentence(const Error& error) {
  return error.where().empty() ? error.what_happened() : error.where() + ": " + error.what_happened();
}

struct Gate {
  const Recipe& recipe;
  const Evidence& evidence;
  Day day;
  Verdict verdict;
  Json rubric_scores;  // physicians', of this checkpoint

  bool is_clinical() const { return recipe.recipe.release_class == "clinical"; }
  bool has(const std::string& piece) const { return evidence.pieces.count(piece) > 0; }
  const fs::path& file(const std::string& piece) const { return evidence.pieces.at(piece); }

  void pass(const std::string& piece, const std::string& says) { verdict.lines.push_back({piece, true, says, ""}); }
  void fail(const std::string& piece, const std::string& says, const std::string& hint) { verdict.lines.push_back({piece, false, says, hint}); }

  // Runs a check of a piece; whatever it throws is that piece's failure.
  void check(const std::string& piece, const std::function<std::string()>& look) {
    try {
      pass(piece, look());
    } catch (const Error& error) {
      fail(piece, sentence(error), error.hint());
    } catch (const std::exception& error) {
      fail(piece, std::string("can't be read: ") + error.what(), "make it again");
    }
  }

  void check_recipe();
  void check_checkpoint();
  void check_data(const char* piece, const char* report_piece, const char* folder, bool is_required);
  void check_scores();
  void check_review();
  void check_signatures();
  std::string lost_statements() const;
  void check_audit();
};

void Gate::check_recipe() {
  check(kRecipePiece, [&] {
    const std::vector<MissingField> missing = missing_for_release(recipe);
    if (!missing.empty()) {
      std::string all;
      for (const MissingField& field : missing) all += (all.empty() ? "" : "; ") + field.key + " (" + field.what + ")";
      throw Error("a " + recipe.recipe.release_class + " release needs what the recipe doesn't say: " + all, recipe.file.string(),
                  "docs/release.md explains each");
    }
    const CurationSettings& c = recipe.curation;
    if (!c.expires.empty() && day > *parse_day(c.expires)) {
      throw Error("expired on " + c.expires, recipe.file.string() + ": curation.expires", "have it reviewed again and set a new day");
    }
    if (!c.reviewed.empty() && day < *parse_day(c.reviewed)) throw Error("is of a day to come", recipe.file.string() + ": curation.reviewed");
    return "says what a " + recipe.recipe.release_class + " release needs" + (c.expires.empty() ? "" : "; holds until " + c.expires);
  });
  if (recipe.curation.rubric.empty()) return;
  check(kRubricPiece, [&]() -> std::string {
    if (!has(kRubricPiece)) throw Error("isn't there", recipe.curation.rubric, "curation.rubric names the file");
    return file(kRubricPiece).string();
  });
}

void Gate::check_checkpoint() {
  check(kCheckpointPiece, [&] {
    verify_manifest(evidence.checkpoint, true);
    const Checkpoint checkpoint = read_checkpoint(evidence.checkpoint);
    if (checkpoint.recipe_yaml.empty()) throw Error("doesn't say which recipe made it", evidence.checkpoint.string(), "release a checkpoint of a run");
    const Recipe as_run = parse_recipe(checkpoint.recipe_yaml, evidence.checkpoint / "recipe.yaml");
    const std::string difference = first_difference(training_recipe(recipe), training_recipe(as_run));
    if (!difference.empty()) {
      throw Error("was made by another recipe: " + difference, evidence.checkpoint.string(), "release with the recipe that trained it, or train again");
    }
    return "every file is as it was written, trained by this recipe";
  });
  const std::string& agent = recipe.release.safety_agent;
  if (agent.empty()) return;
  check("safety sub-agent", [&] {
    const Checkpoint checkpoint = read_checkpoint(evidence.checkpoint);
    if (!checkpoint.sub_agents || find_sub_agent(*checkpoint.sub_agents, agent) == nullptr) {
      throw Error("there is no sub-agent " + agent, evidence.checkpoint.string(), "import with one of that name, train and pin it");
    }
    if (!find_sub_agent(*checkpoint.sub_agents, agent)->pinned || !is_pinned_by_weights(checkpoint, agent)) {
      throw Error("the sub-agent " + agent + " isn't pinned: tokens can be routed around it", evidence.checkpoint.string(),
                  "galen agents pin, or model.pin in the recipe");
    }
    return agent + " is pinned: every token passes it";
  });
}

void Gate::check_data(const char* piece, const char* report_piece, const char* folder, bool is_required) {
  if (!has(piece) && !has(report_piece) && !is_required) return;
  check(piece, [&] {
    if (!has(piece)) throw Error("the shards aren't there", shards_directory(recipe).string(), "galen prepare makes them");
    const ShardReader shards(file(piece).parent_path());
    shards.verify_all();
    const fs::path state = evidence.checkpoint / "training_state" / "state.json";
    if (std::string(folder) == "train" && fs::exists(state)) {
      if (read_json(state).at("loader").at("index_sha256").get<std::string>() != shards.index_sha256()) {
        throw Error("isn't what this checkpoint was trained on", file(piece).string(), "prepare it from the same records, or train again");
      }
    }
    return std::to_string(shards.num_samples()) + " samples, every byte as it was prepared";
  });
  check(report_piece, [&] {
    if (!has(report_piece)) throw Error("there is no report", shards_directory(recipe).string(), "galen prepare makes it");
    const Json json = read_json(file(report_piece));
    const DeidentifyReport report = deidentify_report_from_json(json);
    if (report.mode != recipe.data.deidentify) {
      throw Error("was made with data.deidentify: " + report.mode + ", the recipe says " + recipe.data.deidentify, file(report_piece).string(),
                  "galen prepare again");
    }
    const auto& sources = recipe.curation.sources;
    const auto of_patients = std::find_if(sources.begin(), sources.end(), [](const SourceSettings& source) { return source.of_patients; });
    if (report.mode == "none" && of_patients != sources.end()) {
      throw Error("nothing was looked for, and " + of_patients->name + " is of patients", file(report_piece).string(),
                  "set data.deidentify, or of_patients: false where no record is about a real patient");
    }
    if (std::string(folder) == "train") verdict.deidentification = json;
    return report.mode == "none" ? std::string("not needed: no source is of patients")
                                 : report.mode + ": " + std::to_string(report.total()) + " identifiers in " + std::to_string(report.records_with_identifiers) +
                                       " of " + std::to_string(report.records) + " records";
  });
}

// "0.412 [0.390, 0.431]", or the number alone.
std::string figure_text(const JudgedFigure& figure) {
  char text[96];
  if (figure.has_interval) {
    std::snprintf(text, sizeof text, "%.4g [%.4g, %.4g]", figure.found.mean, figure.found.low, figure.found.high);
  } else {
    std::snprintf(text, sizeof text, "%.4g", figure.found.mean);
  }
  return text;
}

void Gate::check_scores() {
  check(kScoresPiece, [&] {
    if (!has(kScoresPiece))
      throw Error("there are none", (evidence.run / "scores.json").string(),
                  "galen eval CKPT --recipe RECIPE --json " + (evidence.run / "scores.json").string());
    Json scores = read_json(file(kScoresPiece));
    const Json& made = scores.at("evidence");
    if (made.at("checkpoint_sha256") != verdict.checkpoint_sha256) {
      throw Error("are of another checkpoint: " + made.at("checkpoint").get<std::string>(), file(kScoresPiece).string(), "evaluate this one");
    }
    verdict.scores = std::move(scores);
    return "of this checkpoint, by " + made.at("command").get<std::string>();
  });
  for (const ThresholdSettings& threshold : recipe.release.thresholds) {
    JudgedFigure figure;
    // What physicians scored comes with their agreement, not with `galen eval`.
    const bool is_of_rubric = threshold.metric.rfind("rubric.", 0) == 0;
    const auto found = is_of_rubric ? find_figure(rubric_scores, threshold.metric.substr(7)) : find_figure(verdict.scores, threshold.metric);
    if (found) figure = *found;
    figure.threshold = threshold;
    const bool at_least = threshold.must_be == "at_least";
    char wanted[64];
    std::snprintf(wanted, sizeof wanted, "%s %.4g", at_least ? "at least" : "at most", threshold.value);
    const std::string piece = "threshold " + threshold.metric;
    if (!figure.was_found) {
      fail(piece, std::string("no such figure among the scores; asked: ") + wanted, "evaluate with the suite that measures it");
    } else {
      figure.passed = at_least ? figure.found.low >= threshold.value : figure.found.high <= threshold.value;
      const std::string says = figure_text(figure) + ", asked: " + wanted;
      if (figure.passed) {
        pass(piece, says);
      } else {
        fail(piece, says,
             figure.has_interval ? std::string("the interval's ") + (at_least ? "low" : "high") + " end counts: a better model, or more test records"
                                 : "a better model");
      }
    }
    verdict.figures.push_back(figure);
  }
}

void Gate::check_review() {
  const bool is_required = is_clinical() || recipe.release.signatures > 0;
  if (is_required || has(kRatingsPiece)) {
    check(kRatingsPiece, [&] {
      if (!has(kRatingsPiece)) throw Error("there are none", (evidence.run / "review" / "ratings.json").string(), "galen review pack, import");
      const Json ratings = read_json(file(kRatingsPiece));
      std::set<std::string> reviewers;
      for (const Json& review : ratings.at("reviews")) reviewers.insert(review.at("reviewer").at("id").get<std::string>());
      bool is_among = false;
      for (const Json& model : ratings.at("models")) is_among = is_among || model.value("checkpoint_sha256", "") == verdict.checkpoint_sha256;
      if (!is_among) throw Error("are of other models' answers", file(kRatingsPiece).string(), "pack answers of this checkpoint and have them rated");
      return std::to_string(reviewers.size()) + " reviewers rated answers of this checkpoint";
    });
  }
  if (is_required || has(kAgreementPiece)) {
    check(kAgreementPiece, [&] {
      if (!has(kAgreementPiece)) throw Error("isn't there", (evidence.run / "review" / "agreement.json").string(), "galen review agree");
      Json agreement = read_json(file(kAgreementPiece));
      if (agreement.at("ratings_sha256") != verdict.pieces.at(kRatingsPiece))
        throw Error("is of other ratings", file(kAgreementPiece).string(), "galen review agree again");
      for (const Json& model : agreement.at("models")) {
        if (model.at("checkpoint_sha256") == verdict.checkpoint_sha256 && model.contains("rubric")) rubric_scores = model["rubric"];
      }
      verdict.agreement = std::move(agreement);
      return std::string("computed from these ratings");
    });
  }
}

// Statements that the audit log tells of and that aren't there any more.
std::string Gate::lost_statements() const {
  std::string lost;
  try {
    for (const AuditEntry& entry : read_audit(audit_file(recipe))) {
      const auto file = entry.details.value("file", "");
      if (entry.event == "signed" && !fs::exists(evidence.run / "review" / "statements" / file)) lost += "; " + file + " isn't there any more";
    }
  } catch (const Error&) {  // check_audit says so
  }
  return lost;
}

void Gate::check_signatures() {
  const int64_t asked = is_clinical() ? std::max<int64_t>(2, recipe.release.signatures) : recipe.release.signatures;
  if (asked == 0 && evidence.statements.empty()) return;
  check("signatures", [&] {
    if (recipe.release.keyring.empty()) throw Error("no keyring says whose count", recipe.file.string() + ": release.keyring", "galen review trust makes one");
    const Keyring keyring = read_keyring(resolve_path(recipe, recipe.release.keyring));
    std::set<std::string> people;
    std::vector<std::string> problems;
    for (const fs::path& path : evidence.statements) {
      try {
        const SignedStatement statement = read_statement(path);
        const std::string problem = why_not_valid(statement, keyring, verdict.pieces, day);
        const Signer& signer = statement.statement.signer;
        const auto& credentials = recipe.release.credentials;
        if (!problem.empty()) {
          problems.push_back(problem);
        } else if (statement.statement.verdict == "reject") {
          throw Error(signer.id + " rejects it" + (statement.statement.comment.empty() ? "" : ": " + statement.statement.comment), path.string(),
                      "settle it with the reviewer");
        } else if (!credentials.empty() && std::find(credentials.begin(), credentials.end(), signer.credential) == credentials.end()) {
          problems.push_back("the signature of " + signer.id + " doesn't count: " + signer.credential + " isn't among release.credentials");
        } else if (people.insert(signer.id).second) {
          verdict.signatures.push_back(statement);
        }
      } catch (const Error& error) {
        if (error.what_happened().find(" rejects it") != std::string::npos) throw;
        problems.push_back(sentence(error));
      }
    }
    // One that doesn't hold is never passed over: somebody must look at it, and put it away.
    if (!problems.empty())
      throw Error(join(problems, "; "), "",
                  "sign again what has changed, and put what doesn't hold out of " + (evidence.run / "review" / "statements").string());
    if (static_cast<int64_t>(people.size()) < asked) {
      throw Error(std::to_string(people.size()) + " of " + std::to_string(asked) + " people have signed" + lost_statements(), "", "galen review sign");
    }
    return std::to_string(people.size()) + " people approve: " + join({people.begin(), people.end()}, ", ");
  });
}

void Gate::check_audit() {
  const fs::path log = audit_file(recipe);
  check("audit log", [&] {
    const std::vector<AuditEntry> entries = read_audit(log);
    for (const fs::path& path : evidence.statements) {
      const std::string sha256 = sha256_of_file(path);
      const auto is_of_it = [&](const AuditEntry& entry) { return entry.event == "signed" && entry.details.value("statement_sha256", "") == sha256; };
      if (std::none_of(entries.begin(), entries.end(), is_of_it)) {
        throw Error("doesn't say when " + path.filename().string() + " was signed", log.string(), "a signature is entered as it is made (galen review sign)");
      }
    }
    return std::to_string(entries.size()) + " entries, unbroken";
  });
}

}  // namespace

bool Verdict::passed() const {
  return !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const VerdictLine& line) { return line.passed; });
}

std::vector<std::string> Verdict::failures() const {
  std::vector<std::string> names;
  for (const VerdictLine& line : lines) {
    if (!line.passed) names.push_back(line.piece);
  }
  return names;
}

std::optional<JudgedFigure> find_figure(const Json& scores, const std::string& path) {
  if (!scores.is_object()) return std::nullopt;
  const Json* at = scores.contains("after") ? &scores["after"] : &scores;
  std::string rest = path;
  while (!rest.empty()) {
    if (!at->is_object()) return std::nullopt;
    // The longest name that fits, so that a file's dots are no steps.
    size_t end = rest.size();
    while (!at->contains(rest.substr(0, end))) {
      end = rest.rfind('.', end - 1);
      if (end == std::string::npos || end == 0) return std::nullopt;
    }
    at = &(*at)[rest.substr(0, end)];
    rest = end < rest.size() ? rest.substr(end + 1) : "";
  }
  JudgedFigure figure;
  if (at->is_number()) {
    const double value = at->get<double>();
    figure.found = {value, value, value};
  } else if (at->is_object() && at->contains("mean") && (*at)["mean"].is_number() && (*at)["low"].is_number() && (*at)["high"].is_number()) {
    figure.found = {(*at)["mean"].get<double>(), (*at)["low"].get<double>(), (*at)["high"].get<double>()};
    figure.has_interval = true;
  } else {
    return std::nullopt;
  }
  figure.was_found = std::isfinite(figure.found.mean) && std::isfinite(figure.found.low) && std::isfinite(figure.found.high);
  return figure.was_found ? std::optional(figure) : std::nullopt;
}

Verdict judge_release(const Recipe& recipe, const Evidence& evidence, Day day) {
  Gate gate{recipe, evidence, day, {}};
  gate.verdict.pieces = hash_evidence(evidence);
  gate.verdict.checkpoint_sha256 = gate.verdict.pieces.at(kCheckpointPiece);
  gate.check_recipe();
  gate.check_checkpoint();
  gate.check_data(kTrainingDataPiece, kTrainingReportPiece, "train", true);
  gate.check_data(kValidationDataPiece, kValidationReportPiece, "validation", !recipe.data.validation.empty());
  gate.check_review();
  gate.check_scores();
  gate.check_signatures();
  gate.check_audit();
  return gate.verdict;
}

}  // namespace galen
