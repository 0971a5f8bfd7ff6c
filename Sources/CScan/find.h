// The search for a text in a block of bytes, 16 positions at a step: the first and the last byte are compared together,
// and only where both fit the bytes between them.
//
// glibc's memmem takes a byte at a time for texts of two bytes and prepares a table at each call for longer ones; a
// block with many finds calls often. Machines without SSE2 take the plain loop.
#ifndef CLIENTELE_FIND_H
#define CLIENTELE_FIND_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// The first position from `from` at which `needle` of `length` bytes stands before `end`; `end` where it does not.
static inline size_t clientele_find(const uint8_t *bytes, size_t from, size_t end, const uint8_t *needle, size_t length) {
  if (length == 0 || from >= end || end - from < length) return end;
  const uint8_t first = needle[0], last = needle[length - 1];
  const size_t stop = end - length + 1;  // one past the last position at which it could begin
  size_t at = from;
#if defined(__SSE2__)
  const __m128i firsts = _mm_set1_epi8((char)first), lasts = _mm_set1_epi8((char)last);
  for (; at + 16 <= stop; at += 16) {
    const __m128i begins = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + at)), firsts);
    const __m128i ends = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + at + length - 1)), lasts);
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(begins, ends));
    while (mask) {
      const size_t candidate = at + (size_t)__builtin_ctz(mask);
      if (length <= 2 || memcmp(bytes + candidate + 1, needle + 1, length - 2) == 0) return candidate;
      mask &= mask - 1;
    }
  }
#endif
  for (; at < stop; at++) {
    if (bytes[at] == first && bytes[at + length - 1] == last && memcmp(bytes + at, needle, length) == 0) return at;
  }
  return end;
}
#endif
