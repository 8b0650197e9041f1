# Compiler flags, linker and compiler cache. Warnings are errors in our code only.
add_library(galen_flags INTERFACE)
target_compile_options(galen_flags INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers
  -Wno-restrict            # GCC 12 reports it falsely for "literal" + std::string at -O3
  -Wno-subobject-linkage)  # a source compiled together with others (GALEN_UNITY) looks like a header to it

if(GALEN_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(GALEN_SANITIZE STREQUAL "thread")
  # c10's reference counts use fences, which it doesn't model: it may miss races on them, which are not ours.
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -Wno-tsan)
  add_link_options(-fsanitize=thread)
elseif(NOT GALEN_SANITIZE STREQUAL "")
  message(FATAL_ERROR "GALEN_SANITIZE=${GALEN_SANITIZE}: use address, thread or nothing")
endif()

find_program(GALEN_MOLD mold)
if(GALEN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(GALEN_CCACHE ccache)
if(GALEN_CCACHE)
  # Precompiled headers hit the cache only with these two sloppinesses and -fpch-preprocess (ccache's manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${GALEN_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${GALEN_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  endif()
endif()
