// What is done to a recipe's tree between parsing and reading it.
#pragma once

#include <string>
#include <vector>

#include "recipes/yaml.h"

namespace galen {

// Applies `key.path=value` in order; the value is YAML, a list's member is addressed by its index (one past the last appends; the index may
// be left out when there is one member). A key that the schema doesn't have is put into the tree all the same: reading refuses it, with the
// nearest name. What comes from an override has the place "command line: key.path=value". Throws UsageError for an override that has no
// such form.
void apply_overrides(YamlNode& root, const std::vector<std::string>& overrides);

// data.train and data.validation may be a path, one mapping, or a list of either; afterwards they are lists of mappings.
void normalise_datasets(YamlNode& root);

}  // namespace galen
