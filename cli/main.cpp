#include "cli/program.h"

int main(int argc, char** argv) {
  return galen::run_program(argc, argv);
}
