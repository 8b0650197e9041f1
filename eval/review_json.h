// The review's key inside other files.
#pragma once

#include "eval/review.h"

namespace galen {

Json review_key_json(const ReviewKey& key);
ReviewKey review_key_from_json(const Json& json);  // throws Json::exception

}  // namespace galen
