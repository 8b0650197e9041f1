# LibTorch out of the PyPI wheel, without its own TorchConfig.cmake (that one insists on a CUDA toolkit). Defines LibTorch::LibTorch.
#
# LIBTORCH_SITE_PACKAGES: the folder that holds torch/ and nvidia/. Default: the project's .venv.
if(NOT LIBTORCH_SITE_PACKAGES)
  file(GLOB _candidates ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages)
  if(_candidates)
    list(GET _candidates 0 _first)
    set(LIBTORCH_SITE_PACKAGES ${_first} CACHE PATH "folder that holds torch/ and nvidia/")
  endif()
endif()

set(_torch ${LIBTORCH_SITE_PACKAGES}/torch)
find_library(LIBTORCH_CPU_LIBRARY torch_cpu PATHS ${_torch}/lib NO_DEFAULT_PATH)
find_library(LIBTORCH_C10_LIBRARY c10 PATHS ${_torch}/lib NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LIBTORCH_CPU_LIBRARY LIBTORCH_C10_LIBRARY
  REASON_FAILURE_MESSAGE "run scripts/setup.sh, or point LIBTORCH_SITE_PACKAGES at a site-packages folder with torch 2.14.1")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  set(_cuda_parts cu13 nccl cusparselt nvshmem cudnn)
  set(LIBTORCH_RPATH ${_torch}/lib)
  set(_rpath_links "")
  foreach(_part ${_cuda_parts})
    if(EXISTS ${LIBTORCH_SITE_PACKAGES}/nvidia/${_part}/lib)
      list(APPEND LIBTORCH_RPATH ${LIBTORCH_SITE_PACKAGES}/nvidia/${_part}/lib)
      list(APPEND _rpath_links "-Wl,-rpath-link,${LIBTORCH_SITE_PACKAGES}/nvidia/${_part}/lib")
    endif()
  endforeach()
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  set_target_properties(LibTorch::LibTorch PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${_torch}/include;${_torch}/include/torch/csrc/api/include"
    INTERFACE_COMPILE_DEFINITIONS "USE_DISTRIBUTED;USE_C10D_GLOO"
    # at::parallel_for is a template: without OpenMP where it is compiled, it runs on one thread and says nothing.
    INTERFACE_COMPILE_OPTIONS "-fopenmp"
    INTERFACE_LINK_OPTIONS "-Wl,-rpath-link,${_torch}/lib;${_rpath_links}"
    INTERFACE_LINK_LIBRARIES "${LIBTORCH_CPU_LIBRARY};${LIBTORCH_C10_LIBRARY}")
  if(GALEN_CUDA)
    # NCCL's headers before the system's, if it has some: another version of them crashes. For the files that call CUDA or NCCL by name.
    set(LIBTORCH_CUDA_INCLUDES ${LIBTORCH_SITE_PACKAGES}/nvidia/nccl/include ${LIBTORCH_SITE_PACKAGES}/nvidia/cu13/include)
    foreach(_file ${_torch}/lib/libtorch_cuda.so ${LIBTORCH_SITE_PACKAGES}/nvidia/nccl/include/nccl.h)
      if(NOT EXISTS ${_file})
        message(FATAL_ERROR "GALEN_CUDA is on and ${_file} is not there: GALEN_CUDA=on scripts/setup.sh installs LibTorch with its CUDA parts")
      endif()
    endforeach()
    # --no-as-needed: registering the CUDA backend is a side effect of loading these libraries, no symbol of theirs is called by name.
    set_property(TARGET LibTorch::LibTorch APPEND PROPERTY INTERFACE_LINK_LIBRARIES
      "-Wl,--no-as-needed;${_torch}/lib/libtorch_cuda.so;${_torch}/lib/libc10_cuda.so;-Wl,--as-needed")
  endif()
  set(CMAKE_BUILD_RPATH ${LIBTORCH_RPATH})
  set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib;${LIBTORCH_RPATH}")
endif()
