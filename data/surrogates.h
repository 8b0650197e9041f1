// What stands in an identifier's place: a tag, or something of the same form that means nobody.
#pragma once

#include <string>
#include <string_view>

#include "data/deidentify_key.h"
#include "data/identifiers.h"
#include "data/word_lists.h"

namespace galen {

// [NAME], [DATE], …; a US ZIP keeps its first three digits, [ZIP 021], unless fewer than 20,000 people live there: [ZIP 000].
std::string tag_for(IdentifierKind kind, std::string_view identifier);

// If text[at] starts such a tag, its length, else 0.
size_t tag_length_at(std::string_view text, size_t at);

// The days by which all of a patient's dates move: whole weeks, so that weekdays stay true, 1 to 52 of them forwards or backwards, never 0.
int64_t date_shift_days(const DeidentifyKey& key, std::string_view patient);

// Something else of the same kind and form: the same for the same identifier of the same patient. Telephone numbers, addresses of the net and
// social security numbers come from the ranges that are never given out (555-01xx, example.org, 192.0.2.0/24, 9xx-1x-…); an age is 90.
std::string surrogate_for(const Identifier& identifier, std::string_view text, std::string_view patient, const DeidentifyKey& key, const WordLists& lists);

}  // namespace galen
