// The learnt half of de-identification: a small network that looks once more at each word the rules left, with what word_features.h says of it. It finds
// what rules have no list for, by the words around: names that are everyday words, initials, places and numbers of an unknown form.
//
// Weights: data/learnt_finder.bin, compiled into the program; made by bench/deidentification/train.py out of synthetic notes (docs/deidentification.md).
#pragma once

#include <vector>

#include "data/finders.h"

namespace galen {

// What it takes beyond `rules` (sorted, disjoint): names, places, dates and other codes; neighbouring words of one kind are one identifier, a
// small word within the name of a place ("School of Sacred Heart") belongs to it. Sums are whole numbers: the same on every processor but for the last steps.
std::vector<Identifier> find_learnt(const SearchedText& searched, const std::vector<Identifier>& rules);

}  // namespace galen
