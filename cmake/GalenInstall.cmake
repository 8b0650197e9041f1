# `cmake --install build/release --prefix DIR`: the program, its recipes and configs. The rpath holds the absolute place of LibTorch, so the
# program runs from anywhere on this machine.
install(TARGETS galen RUNTIME DESTINATION bin)
install(DIRECTORY recipes/ DESTINATION share/galen/recipes FILES_MATCHING PATTERN "*.yaml" PATTERN "*.jsonl" PATTERN "*.md")
install(FILES ${CMAKE_SOURCE_DIR}/build/words/deidentify.tsv ${CMAKE_SOURCE_DIR}/build/words/medications.tsv DESTINATION share/galen/words OPTIONAL)
install(DIRECTORY configs/ DESTINATION share/galen/configs)
