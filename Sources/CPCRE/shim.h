#ifndef CLIENTELE_PCRE_SHIM_H
#define CLIENTELE_PCRE_SHIM_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
// PCRE2 names its functions through macros, which Swift does not see: each has a name here.
static inline pcre2_code_8 *clientele_pcre_compile(const unsigned char *pattern, size_t length, unsigned options,
                                                   int *error, size_t *offset) {
  return pcre2_compile_8(pattern, length, options, error, offset, 0);
}
#endif
