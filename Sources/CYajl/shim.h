#ifndef CLIENTELE_YAJL_SHIM_H
#define CLIENTELE_YAJL_SHIM_H
#include <yajl/yajl_parse.h>

// A parser of one value after the other; the call that says so has a variable number of arguments, which Swift cannot
// make.
static inline yajl_handle clientele_yajl_alloc(const yajl_callbacks *callbacks, void *state) {
  yajl_handle parser = yajl_alloc(callbacks, NULL, state);
  if (parser) yajl_config(parser, yajl_allow_multiple_values, 1);
  return parser;
}
#endif
