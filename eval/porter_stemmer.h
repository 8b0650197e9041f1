// Porter's suffix stripping (Porter, "An algorithm for suffix stripping", Program 14(3), 1980) with the extensions that NLTK's
// PorterStemmer applies in its default mode, because rouge_score stems with that one.
#pragma once

#include <string>
#include <string_view>

namespace galen {

// `word`: lower-case ASCII letters and digits (digits count as consonants). May return an empty string.
std::string porter_stem(std::string_view word);

}  // namespace galen
