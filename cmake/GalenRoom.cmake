# galen_room(NAME LINK targets…): the library of one room, from all its .cpp files. What it links is what it may include.
# Sources are compiled several to a unit (GALEN_UNITY): most of a small file's compile time is the headers it shares with its neighbours.
option(GALEN_UNITY "compile several sources as one; off: faster rebuilds after a change" ON)
set(CMAKE_UNITY_BUILD ${GALEN_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 9)

function(galen_room name)
  cmake_parse_arguments(ROOM "TORCH" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(galen_${name} STATIC ${sources})
  target_include_directories(galen_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(galen_${name} PUBLIC ${ROOM_LINK} PRIVATE galen_flags)
  if(ROOM_TORCH)
    galen_use_torch(galen_${name})
  endif()
endfunction()

# One precompiled header for everything that includes ATen: compiled once, reused by every target.
file(WRITE ${CMAKE_BINARY_DIR}/torch_pch.cpp "")
add_library(galen_torch_pch STATIC ${CMAKE_BINARY_DIR}/torch_pch.cpp)
target_link_libraries(galen_torch_pch PUBLIC LibTorch::LibTorch PRIVATE galen_flags)
target_precompile_headers(galen_torch_pch PRIVATE
  <algorithm> <array> <cstdint> <filesystem> <functional> <map> <memory> <optional> <string> <vector>
  <nlohmann/json.hpp> <ATen/ATen.h> <torch/csrc/autograd/custom_function.h>)
# The wheel's headers are not ours to warn about.
set_property(TARGET LibTorch::LibTorch PROPERTY INTERFACE_SYSTEM_INCLUDE_DIRECTORIES
  "$<TARGET_PROPERTY:LibTorch::LibTorch,INTERFACE_INCLUDE_DIRECTORIES>")

function(galen_use_torch target)
  target_link_libraries(${target} PUBLIC LibTorch::LibTorch)
  target_precompile_headers(${target} REUSE_FROM galen_torch_pch)
endfunction()
