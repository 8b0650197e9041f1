#include "eval/release.h"

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

Json manifest_json(const Release& release, const std::map<std::string, std::string>& files) {
  return {{"format", "galen-release"},
          {"version", 1},
          {"recipe", release.recipe},
          {"release_class", release.release_class},
          {"not_for", release.not_for},
          {"released_on", release.released_on},
          {"expires", release.expires},
          {"checkpoint_sha256", release.checkpoint_sha256},
          {"passed", release.passed},
          {"override_reason", release.override_reason},
          {"keyring", release.keyring},
          {"pieces", release.pieces},
          {"files", files},
          {"public_key", release.public_key}};
}

}  // namespace

OrderedJson to_json(const Verdict& verdict) {
  OrderedJson lines = OrderedJson::array();
  for (const VerdictLine& line : verdict.lines) lines.push_back({{"piece", line.piece}, {"passed", line.passed}, {"says", line.says}, {"hint", line.hint}});
  OrderedJson figures = OrderedJson::array();
  for (const JudgedFigure& figure : verdict.figures) {
    const ThresholdSettings& t = figure.threshold;
    OrderedJson entry = {{"metric", t.metric}, {"must_be", t.must_be}, {"value", t.value}, {"shows", t.shows}, {"goal", t.goal}, {"passed", figure.passed}};
    entry["found"] = figure.was_found ? to_json(figure.found) : OrderedJson();
    figures.push_back(entry);
  }
  return {{"passed", verdict.passed()}, {"checkpoint_sha256", verdict.checkpoint_sha256}, {"lines", lines}, {"figures", figures}, {"pieces", verdict.pieces}};
}

Release write_release(const Recipe& recipe, const Verdict& verdict, ModelFacts facts, const KeyPair& keys, const fs::path& directory) {
  if (!verdict.passed() && facts.override_reason.empty()) throw Error("the gate refuses this release", recipe.file.string(), "mend what failed");
  if (verdict.passed()) facts.override_reason.clear();
  Release release;
  release.recipe = recipe.recipe.name;
  release.release_class = recipe.recipe.release_class;
  release.not_for = recipe.recipe.not_for;
  release.released_on = facts.released_on;
  release.expires = recipe.curation.expires;
  release.checkpoint_sha256 = verdict.checkpoint_sha256;
  release.passed = verdict.passed();
  release.override_reason = facts.override_reason;
  if (!recipe.release.keyring.empty()) release.keyring = fs::absolute(resolve_path(recipe, recipe.release.keyring)).lexically_normal().string();
  release.pieces = verdict.pieces;
  release.public_key = keys.public_key;
  const ModelCard card = make_card(recipe, verdict, facts);
  const std::map<std::string, std::string> contents = {
      {"model_card.md", to_markdown(card)}, {"model_card.html", to_html(card)}, {"verdict.json", to_json(verdict).dump(2) + "\n"}};
  std::map<std::string, std::string> hashes;
  StagedDirectory staged(directory, true);
  for (const auto& [name, text] : contents) {
    hashes[name] = sha256_hex(text);
    write_file_durably(staged.path() / name, text);
  }
  const std::string text = signed_text(manifest_json(release, hashes), keys);
  release.sha256 = sha256_hex(text);
  write_file_durably(staged.path() / "release.json", text);
  staged.commit();
  return release;
}

Release read_release(const fs::path& directory) {
  const fs::path file = directory / "release.json";
  const std::string text = read_file(file, 16 << 20);
  const Json json = parse_json(text, file.string());
  Release release;
  try {
    if (json.at("format") != "galen-release") throw Error("is no release", file.string(), "make one with galen release");
    release.recipe = json.at("recipe").get<std::string>();
    release.release_class = json.at("release_class").get<std::string>();
    release.not_for = json.at("not_for").get<std::string>();
    release.released_on = json.at("released_on").get<std::string>();
    release.expires = json.at("expires").get<std::string>();
    release.checkpoint_sha256 = json.at("checkpoint_sha256").get<std::string>();
    release.passed = json.at("passed").get<bool>();
    release.override_reason = json.at("override_reason").get<std::string>();
    release.keyring = json.at("keyring").get<std::string>();
    release.pieces = json.at("pieces").get<std::map<std::string, std::string>>();
    release.public_key = json.at("public_key").get<std::string>();
    const auto files = json.at("files").get<std::map<std::string, std::string>>();
    if (!is_signed_text(text, manifest_json(release, files), json.at("signature").get<std::string>(), release.public_key))
      throw Error("was changed after it was signed", file.string(), "galen release again");
    for (const auto& [name, sha256] : files) {
      if (sha256_of_file(directory / name) != sha256)
        throw Error("was changed after the release was signed", (directory / name).string(), "galen release again");
    }
  } catch (const Json::exception& error) {
    throw Error(std::string("is no release: ") + error.what(), file.string(), "make one with galen release");
  }
  if (!release.expires.empty() && !parse_day(release.expires)) throw Error("the day of expiry is no date", file.string());
  release.sha256 = sha256_hex(text);
  return release;
}

}  // namespace galen
