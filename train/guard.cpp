#include "train/guard.h"

#include <cmath>
#include <cstdio>

namespace galen {
namespace {

std::string spike(const char* what, double value, const std::vector<double>& window, double sigmas) {
  double mean = 0;
  for (const double x : window) mean += x;
  mean /= static_cast<double>(window.size());
  double variance = 0;
  for (const double x : window) variance += (x - mean) * (x - mean);
  const double deviation = std::sqrt(variance / static_cast<double>(window.size()));
  if (value <= mean + sigmas * deviation) return "";
  char text[160];
  std::snprintf(text, sizeof text, "%s %.4g is more than %g standard deviations (%.3g) above the mean %.4g of the last %zu good steps", what, value, sigmas,
                deviation, mean, window.size());
  return text;
}

void push(std::vector<double>& window, double value, int64_t most) {
  window.push_back(value);
  if (static_cast<int64_t>(window.size()) > most) window.erase(window.begin());
}

}  // namespace

OrderedJson to_json(const GuardState& state) {
  return {{"losses", state.losses}, {"norms", state.norms}, {"skipped_in_a_row", state.skipped_in_a_row}, {"roll_backs", state.roll_backs}};
}

GuardState guard_state_from_json(const Json& json) {
  GuardState state;
  state.losses = json.at("losses").get<std::vector<double>>();
  state.norms = json.at("norms").get<std::vector<double>>();
  state.skipped_in_a_row = json.at("skipped_in_a_row").get<int64_t>();
  state.roll_backs = json.at("roll_backs").get<int64_t>();
  return state;
}

std::string objection(const GuardSettings& settings, const GuardState& state, double loss, double grad_norm) {
  if (!std::isfinite(loss)) return "the loss is not finite";
  if (!std::isfinite(grad_norm)) return "the gradient is not finite";
  if (settings.sigmas <= 0 || static_cast<int64_t>(state.losses.size()) < settings.window) return "";
  const std::string about_loss = spike("loss", loss, state.losses, settings.sigmas);
  return about_loss.empty() ? spike("gradient norm", grad_norm, state.norms, settings.sigmas) : about_loss;
}

void note_step(const GuardSettings& settings, GuardState& state, double loss, double grad_norm, bool skipped) {
  if (skipped) {
    ++state.skipped_in_a_row;
    return;
  }
  state.skipped_in_a_row = 0;
  push(state.losses, loss, settings.window);
  push(state.norms, grad_norm, settings.window);
}

}  // namespace galen
