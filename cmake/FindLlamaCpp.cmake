# llama.cpp's libraries as scripts/setup.sh built and installed them (cmake/llama_cpp). Defines LlamaCpp::LlamaCpp.
#
# LLAMA_CPP_ROOT: the folder with include/ and lib/. Default: what setup.sh wrote into build/llama_cpp_root.
if(NOT LLAMA_CPP_ROOT AND EXISTS ${CMAKE_SOURCE_DIR}/build/llama_cpp_root)
  file(STRINGS ${CMAKE_SOURCE_DIR}/build/llama_cpp_root _root LIMIT_COUNT 1)
  set(LLAMA_CPP_ROOT ${_root} CACHE PATH "llama.cpp's include/ and lib/")
endif()

# Not cached: another version or recipe of it has another root.
find_path(LLAMA_CPP_INCLUDE llama.h PATHS ${LLAMA_CPP_ROOT}/include NO_DEFAULT_PATH NO_CACHE)
set(_libraries "")
foreach(_name galen_jinja galen_mtmd llama ggml ggml-cpu ggml-base)
  find_library(LLAMA_CPP_${_name} ${_name} PATHS ${LLAMA_CPP_ROOT}/lib NO_DEFAULT_PATH NO_CACHE)
  list(APPEND _libraries LLAMA_CPP_${_name})
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LlamaCpp
  REQUIRED_VARS LLAMA_CPP_INCLUDE ${_libraries}
  REASON_FAILURE_MESSAGE "run scripts/setup.sh, or point LLAMA_CPP_ROOT at an installed copy")

if(LlamaCpp_FOUND AND NOT TARGET LlamaCpp::LlamaCpp)
  find_package(Threads REQUIRED)
  add_library(LlamaCpp::LlamaCpp INTERFACE IMPORTED)
  # libgomp: ggml's threads and LibTorch's then come from one OpenMP pool; the wheel's own copy is found first through the rpath.
  set_target_properties(LlamaCpp::LlamaCpp PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ${LLAMA_CPP_INCLUDE}
    INTERFACE_LINK_LIBRARIES "${LLAMA_CPP_galen_jinja};${LLAMA_CPP_galen_mtmd};${LLAMA_CPP_llama};${LLAMA_CPP_ggml};${LLAMA_CPP_ggml-cpu};${LLAMA_CPP_ggml-base};gomp;Threads::Threads;dl;m")
endif()
