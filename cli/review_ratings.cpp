// galen review pack, import, agree, preferences: from answers to ratings and what follows from them.
#include "cli/review_ratings.h"

#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "eval/review.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

struct RatingOptions {
  std::string rubric, out, key, ratings, recipe;
  std::vector<std::string> files;
  PackSettings pack;
  bool takes_partial = false;
  bool hides_reference = false;
};

OrderedJson pack_page(RatingOptions o) {
  std::vector<Answers> answers;
  for (const std::string& file : o.files) answers.push_back(read_answers(file));
  o.pack.shows_reference = !o.hides_reference;
  const PackedReview packed = pack_review(read_rubric(o.rubric), answers, o.pack);
  const fs::path key = o.key.empty() ? fs::path(o.out).replace_extension(".key.json") : fs::path(o.key);
  if (fs::exists(o.out) || fs::exists(key))
    throw Error("is there already", fs::exists(o.out) ? o.out : key.string(), "choose another name: reviewers may be at work on it");
  write_review_key(packed.key, key);
  write_file_durably(o.out, render_pack(packed.pack));
  print_line(o.out + ": " + std::to_string(packed.pack.items.size()) + " cases of " + std::to_string(answers.size()) + " answers each, by " +
             std::to_string(packed.pack.rubric.criteria.size()) + " criteria. Send it to the reviewers.");
  print_line(key.string() + ": says whose answers they are. Keep it from them.");
  return {{"page", o.out}, {"key", key.string()}, {"pack_sha256", packed.key.pack_sha256}, {"cases", packed.pack.items.size()}};
}

// In review/partial/, so that nothing a reviewer did is lost.
fs::path keep_aside(const fs::path& ratings, const fs::path& file) {
  const fs::path directory = ratings.parent_path() / "partial";
  make_directories(directory);
  write_file_durably(directory / file.filename(), read_file(file));
  return directory / file.filename();
}

OrderedJson import_reviews(const RatingOptions& o) {
  const ReviewKey key = read_review_key(o.key);
  Ratings ratings;
  ratings.key = key;
  if (fs::exists(o.ratings)) {
    ratings = read_ratings(o.ratings);
    if (ratings.key.pack_sha256 != key.pack_sha256) throw Error("holds ratings of another page", o.ratings, "give each page its own ratings file");
  }
  // All are read before any is taken.
  std::vector<ReviewFile> taken;
  std::vector<std::string> refused;
  for (const std::string& file : o.files) {
    ReviewFile review = read_review(file, key);
    if (!review.missing.empty() && !o.takes_partial) {
      const fs::path kept = keep_aside(o.ratings, file);
      refused.push_back(review.reviewer.id);
      std::vector<std::string> first(review.missing.begin(), review.missing.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(5, review.missing.size())));
      print_line(file + ": " + review.reviewer.id + " left " + std::to_string(review.missing.size()) + " questions open (" + join(first, "; ") +
                 (review.missing.size() > 5 ? "; …" : "") + "); kept as " + kept.string());
      continue;
    }
    taken.push_back(std::move(review));
  }
  OrderedJson counts = {{"new", 0}, {"replaced", 0}, {"unchanged", 0}};
  for (ReviewFile& review : taken) {
    const auto before = std::find_if(ratings.reviews.begin(), ratings.reviews.end(), [&](const ReviewFile& r) { return r.reviewer.id == review.reviewer.id; });
    if (before == ratings.reviews.end()) {
      ratings.reviews.push_back(std::move(review));
      counts["new"] = counts["new"].get<int>() + 1;
    } else if (before->sha256 == review.sha256 || review.finished < before->finished) {
      counts["unchanged"] = counts["unchanged"].get<int>() + 1;
    } else {
      *before = std::move(review);
      counts["replaced"] = counts["replaced"].get<int>() + 1;
    }
  }
  if (fs::path(o.ratings).has_parent_path()) make_directories(fs::path(o.ratings).parent_path());
  if (!ratings.reviews.empty()) write_file_durably(o.ratings, ratings_json(ratings.key, ratings.reviews).dump(1) + "\n");
  print_line(o.ratings + ": " + std::to_string(ratings.reviews.size()) + " reviews (" + std::to_string(counts["new"].get<int>()) + " new, " +
             std::to_string(counts["replaced"].get<int>()) + " replaced, " + std::to_string(counts["unchanged"].get<int>()) + " unchanged)");
  if (!refused.empty()) throw Error("not taken, because not complete: " + join(refused, ", "), o.ratings, "ask for the rest, or take them with --partial");
  return {{"ratings", o.ratings}, {"reviews", ratings.reviews.size()}, {"counts", counts}};
}

OrderedJson agree(const RatingOptions& o) {
  const OrderedJson agreement = agreement_json(read_ratings(o.ratings), 0);
  const fs::path out = o.out.empty() ? fs::path(o.ratings).parent_path() / "agreement.json" : fs::path(o.out);
  write_file_durably(out, agreement.dump(1) + "\n");
  for (const auto& line : agreement["summary"]) print_line(line.get<std::string>());
  const OrderedJson& divided = agreement["divided"];
  if (!divided.empty()) print_line("most divided:");
  for (size_t i = 0; i < divided.size() && i < 10; ++i) {
    std::string said;
    for (const auto& [who, met] : divided[i]["said"].items()) said += (said.empty() ? "" : ", ") + who + (met.get<bool>() ? " yes" : " no");
    print_line("  " + divided[i]["item"].get<std::string>() + ", answer " + divided[i]["answer"].get<std::string>() + ", " +
               divided[i]["criterion"].get<std::string>() + ": " + said);
  }
  print_line("written: " + out.string());
  return agreement;
}

OrderedJson write_preferences(const RatingOptions& o) {
  const Ratings ratings = read_ratings(o.ratings);
  std::vector<Answers> answers;
  for (const std::string& file : o.files) answers.push_back(read_answers(file));
  const std::string pairs = preference_pairs(ratings, answers);
  const std::string rewards = rubric_rewards(ratings, answers);
  make_directories(o.out);
  write_file_durably(fs::path(o.out) / "preferences.jsonl", pairs);
  write_file_durably(fs::path(o.out) / "rewards.jsonl", rewards);
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  print_line((fs::path(o.out) / "preferences.jsonl").string() + ": " + std::to_string(lines(pairs)) +
             " pairs; rewards.jsonl: " + std::to_string(lines(rewards)));
  return {{"pairs", lines(pairs)}, {"rewards", lines(rewards)}};
}

}  // namespace

void add_review_ratings(Program& program, CLI::App& review) {
  auto o = std::make_shared<RatingOptions>();
  CLI::App* pack = add_command(program, review, "pack", "one page with blinded answers of several models, for physicians to rate",
                               "galen review pack recipes/clinical_notes/rubric.yaml review.html before.jsonl after.jsonl", [o] { return pack_page(*o); });
  pack->add_option("rubric", o->rubric, "rubric (YAML)")->required();
  pack->add_option("out", o->out, "page to write (.html); the key goes beside it")->required();
  pack->add_option("answers", o->files, "answers of each model (galen eval … --answers)")->required()->expected(2, 9);
  pack->add_option("--title", o->pack.title, "shown on top")->capture_default_str();
  pack->add_option("--limit", o->pack.limit, "cases, drawn at random (default: all)");
  pack->add_option("--seed", o->pack.seed, "of draw and order (default: none, so nobody can know it)");
  pack->add_option("--key", o->key, "where the key goes (default: beside the page)");
  pack->add_flag("--no-reference", o->hides_reference, "don't show what a clinician wrote");

  CLI::App* import = add_command(program, review, "import", "take reviewers' files back",
                                 "galen review import review.key.json runs/notes/review/ratings.json review-*.json", [o] { return import_reviews(*o); });
  import->add_option("key", o->key, "the key that pack wrote")->required();
  import->add_option("ratings", o->ratings, "ratings file, made or added to")->required();
  import->add_option("reviews", o->files, "files that reviewers saved")->required();
  import->add_flag("--partial", o->takes_partial, "take incomplete ones as well");

  CLI::App* agreement = add_command(program, review, "agree", "how far the reviewers agree, beyond chance, and what they say of each model",
                                    "galen review agree runs/notes/review/ratings.json", [o] { return agree(*o); });
  agreement->add_option("ratings", o->ratings, "ratings file")->required();
  agreement->add_option("--out", o->out, "file to write (default: agreement.json beside the ratings)");

  CLI::App* preferences =
      add_command(program, review, "preferences", "preference pairs and rubric rewards for training, out of ratings",
                  "galen review preferences runs/notes/review/ratings.json runs/notes/review before.jsonl after.jsonl", [o] { return write_preferences(*o); });
  preferences->add_option("ratings", o->ratings, "ratings file")->required();
  preferences->add_option("out", o->out, "directory for preferences.jsonl and rewards.jsonl")->required();
  preferences->add_option("answers", o->files, "the answer files that the page was packed from")->required();
}

}  // namespace galen
