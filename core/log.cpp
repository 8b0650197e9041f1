#include "core/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace galen {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("galen", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    made->set_pattern("%^%v%$");
    return made;
  }();
  return *instance;
}

}  // namespace

void set_log_level(LogLevel level) {
  logger().set_level(level == LogLevel::kQuiet ? spdlog::level::warn : level == LogLevel::kInfo ? spdlog::level::info : spdlog::level::debug);
}

void log_info(const std::string& message) {
  logger().info("{}", message);
}

void log_warning(const std::string& message) {
  logger().warn("warning: {}", message);
}

void log_error(const std::string& message) {
  logger().error("error: {}", message);
}

void log_debug(const std::string& message) {
  logger().debug("{}", message);
}

}  // namespace galen
