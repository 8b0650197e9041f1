// Messages to people go to standard error, through these; results go to standard output or --json.
#pragma once

#include <string>

namespace galen {

enum class LogLevel { kQuiet, kInfo, kDebug };

void set_log_level(LogLevel level);

void log_info(const std::string& message);
void log_warning(const std::string& message);
void log_error(const std::string& message);
void log_debug(const std::string& message);

}  // namespace galen
