#ifndef CLIENTELE_PCRE_SHIM_H
#define CLIENTELE_PCRE_SHIM_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
// PCRE2 names its functions through macros, which Swift does not see: each has a name here.
static inline pcre2_code_8 *clientele_pcre_compile(const unsigned char *pattern, size_t length, unsigned options,
                                                   int *error, size_t *offset) {
  return pcre2_compile_8(pattern, length, options, error, offset, 0);
}
static inline void clientele_pcre_free(pcre2_code_8 *code) { pcre2_code_free_8(code); }
/// Compiles to machine code where this build of PCRE2 can; matching works without it.
static inline void clientele_pcre_jit(pcre2_code_8 *code) { (void)pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE); }
static inline int clientele_pcre_message(int error, unsigned char *text, size_t length) {
  return pcre2_get_error_message_8(error, text, length);
}
/// What one thread needs to match: room for the answer, limits, and a stack for machine code.
typedef struct {
  pcre2_match_data_8 *data;
  pcre2_match_context_8 *context;
  pcre2_jit_stack_8 *stack;
} clientele_pcre_room;
static inline clientele_pcre_room clientele_pcre_open(const pcre2_code_8 *code, unsigned steps, unsigned kibibytes) {
  clientele_pcre_room room;
  room.data = pcre2_match_data_create_from_pattern_8(code, 0);
  room.context = pcre2_match_context_create_8(0);
  room.stack = pcre2_jit_stack_create_8(32 * 1024, (size_t)kibibytes * 1024, 0);
  if (room.context) {
    pcre2_set_match_limit_8(room.context, steps);
    pcre2_set_depth_limit_8(room.context, steps);
    pcre2_set_heap_limit_8(room.context, kibibytes);
    if (room.stack) pcre2_jit_stack_assign_8(room.context, 0, room.stack);
  }
  return room;
}
static inline void clientele_pcre_close(clientele_pcre_room room) {
  pcre2_match_data_free_8(room.data);
  pcre2_match_context_free_8(room.context);
  pcre2_jit_stack_free_8(room.stack);
}
/// 1 for a match, 0 for none, and a negative number where matching was given up.
static inline int clientele_pcre_match(const pcre2_code_8 *code, const unsigned char *text, size_t length,
                                       clientele_pcre_room room) {
  if (!room.data || !room.context) return PCRE2_ERROR_NOMEMORY;
  int answer = pcre2_match_8(code, text, length, 0, 0, room.data, room.context);
  return answer >= 0 ? 1 : answer == PCRE2_ERROR_NOMATCH ? 0 : answer;
}
#endif
