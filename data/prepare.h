// `galen prepare`: raw records of a recipe -> shards, with a report of what was dropped and why.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/deidentify.h"
#include "data/shards.h"
#include "recipes/recipe.h"

namespace galen {

struct PrepareReport {
  struct Part {  // train or validation
    std::filesystem::path shards;
    uint64_t samples = 0;
    uint64_t tokens = 0;
    uint64_t loss_tokens = 0;
    uint32_t longest = 0;
    uint64_t images = 0;
    uint64_t sounds = 0;
    uint64_t may_show_text = 0;  // images into which a machine may have written who the patient is
    uint64_t text_bytes = 0;     // UTF-8, of the plain texts; 0 for chats
    std::vector<DroppedRecord> dropped;
    DeidentifyReport deidentified;
    bool reused = false;  // the shards were there already, for the same recipe parts, files and tokenizer
  };
  Part train;
  Part validation;  // samples == 0 when the recipe has none
};

// <shards>/train and <shards>/validation, each with deidentification.json and .txt beside its index: what was found and what was done with it. Shards of the
// same inputs are reused; others are replaced whole.
// `media`: how the model reads images and sounds, needed where a dataset's `fields` map some.
PrepareReport prepare(const Recipe& recipe, const Tokenizer& tokenizer, const std::optional<MediaSpec>& media = std::nullopt);
Json to_json(const PrepareReport& report);

}  // namespace galen
