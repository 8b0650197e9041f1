// How the ranks of a run find each other: a TCPStore, and a handshake on it that tells this start's ranks from those of an earlier one.
#pragma once

#include <string>
#include <torch/csrc/distributed/c10d/Store.hpp>

#include "train/launch.h"

namespace galen {

// Opens the store as its server (rank 0, unless torchrun's agent serves it) or as a client. Throws Error: port in use, no one there in `seconds`.
c10::intrusive_ptr<c10d::Store> connect_store(const Launch& launch, bool serves, double seconds);

// Waits until all ranks of this start are here. Returns a name of this start that no other has. Throws Error naming the ranks that are missing after `seconds`,
// or a rank that came twice.
std::string meet(c10d::Store& store, const Launch& launch, double seconds);

// This machine's address on the way to the meeting point, which the other ranks can reach; empty if it can't be told.
std::string own_address(const Launch& launch);

// LibTorch's messages carry a backtrace; the first line says what happened.
std::string first_line(const std::exception& error);

}  // namespace galen
