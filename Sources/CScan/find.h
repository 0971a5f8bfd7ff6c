// The search for a text in a block of bytes, 16 positions at a step: the first three bytes and the last are compared
// together, and only where all fit the bytes between them. Among digits two bytes alone would fit at every sixth step.
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

#if defined(__SSE2__)
// Four bytes of a text and where in it they stand; those of a short one twice.
typedef struct {
  __m128i first, second, third, last;
  size_t to_second, to_third, to_last;
} clientele_probe;

static inline clientele_probe clientele_probe_of(const uint8_t *needle, size_t length) {
  clientele_probe probe;
  probe.to_second = length > 2 ? 1 : 0;
  probe.to_third = length > 3 ? 2 : 0;
  probe.to_last = length - 1;
  probe.first = _mm_set1_epi8((char)needle[0]);
  probe.second = _mm_set1_epi8((char)needle[probe.to_second]);
  probe.third = _mm_set1_epi8((char)needle[probe.to_third]);
  probe.last = _mm_set1_epi8((char)needle[probe.to_last]);
  return probe;
}

// A bit for each of 16 positions at which those bytes stand where they should.
static inline unsigned clientele_candidates(const uint8_t *p, const clientele_probe *probe) {
  const __m128i first = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)p), probe->first);
  const __m128i second = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(p + probe->to_second)), probe->second);
  const __m128i third = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(p + probe->to_third)), probe->third);
  const __m128i last = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(p + probe->to_last)), probe->last);
  return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_and_si128(first, second), _mm_and_si128(third, last)));
}
#endif

// Whether `length` bytes are the same; short texts mostly, for which a call costs more than the work.
static inline int clientele_same(const uint8_t *left, const uint8_t *right, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (left[i] != right[i]) return 0;
  }
  return 1;
}

// The first position from `from` at which `needle` of `length` bytes stands before `end`; `end` where it does not.
static inline size_t clientele_find(const uint8_t *bytes, size_t from, size_t end, const uint8_t *needle, size_t length) {
  if (length == 0 || from >= end || end - from < length) return end;
  const uint8_t first = needle[0], last = needle[length - 1];
  const size_t stop = end - length + 1;  // one past the last position at which it could begin
  size_t at = from;
#if defined(__SSE2__)
  const clientele_probe probe = clientele_probe_of(needle, length);
  for (; at + 16 <= stop; at += 16) {
    unsigned mask = clientele_candidates(bytes + at, &probe);
    while (mask) {
      const size_t candidate = at + (size_t)__builtin_ctz(mask);
      if (length <= 4 || clientele_same(bytes + candidate + 3, needle + 3, length - 4)) return candidate;
      mask &= mask - 1;
    }
  }
#endif
  for (; at < stop; at++) {
    if (bytes[at] == first && bytes[at + length - 1] == last && clientele_same(bytes + at, needle, length)) return at;
  }
  return end;
}

// How a row answers that holds the text: see `clientele_mark`.
typedef struct {
  uint8_t whole;   // the text is all of it
  uint8_t prefix;  // it begins with the text
  uint8_t suffix;  // it ends with the text; better than `part`, 255 where that says nothing
  uint8_t part;    // any other place
} clientele_answers;

// The state of a pass over rows.
typedef struct {
  size_t row;   // the row of the last hit
  size_t next;  // where the first row begins that has not answered yet
} clientele_pass;

static inline void clientele_mark_hit(
    const uint8_t *bytes, const uint32_t *offsets, size_t to, const uint8_t *needle, size_t length, size_t at,
    clientele_answers answers, uint8_t *levels, clientele_pass *pass) {
  size_t row = pass->row;
  for (int near = 0; near < 4 && offsets[row + 1] <= at; near++) row++;
  pass->row = row;
  if (offsets[row + 1] <= at) {
    // Steps of growing length, so that near and far are both quick.
    size_t step = 1;
    while (row + step < to && offsets[row + step] <= at) {
      row += step;
      step *= 2;
    }
    size_t high = row + step < to ? row + step : to;
    while (row + 1 < high) {
      const size_t middle = (row + high) / 2;
      if (offsets[middle] <= at) row = middle;
      else high = middle;
    }
    pass->row = row;
  }
  const size_t start = offsets[row], end = offsets[row + 1];
  if (at + length > end) return;
  uint8_t level = at > start ? answers.part : end - start == length ? answers.whole : answers.prefix;
  if (answers.suffix < level && clientele_same(bytes + end - length, needle, length)) level = answers.suffix;
  if (level < levels[row]) levels[row] = level;
  pass->next = end;
}

// Lowers the level of each row from `from` to before `to` that holds the text, by where in the row it first stands. Row r
// begins at `offsets[r]`. The hits of a block are taken from one comparison: many rows that answer cost little more than
// few.
static inline void clientele_mark(
    const uint8_t *bytes, const uint32_t *offsets, size_t from, size_t to, const uint8_t *needle, size_t length,
    clientele_answers answers, uint8_t *levels) {
  if (from >= to || length == 0) return;
  const size_t end = offsets[to];
  size_t at = offsets[from];
  if (end - at < length) return;
  clientele_pass pass = {from, at};
  const uint8_t first = needle[0], last = needle[length - 1];
  const size_t stop = end - length + 1;
#if defined(__SSE2__)
  const clientele_probe probe = clientele_probe_of(needle, length);
  for (; at + 16 <= stop; at += 16) {
    unsigned mask = clientele_candidates(bytes + at, &probe);
    while (mask) {
      const size_t candidate = at + (size_t)__builtin_ctz(mask);
      mask &= mask - 1;
      if (candidate < pass.next) continue;
      if (length > 4 && !clientele_same(bytes + candidate + 3, needle + 3, length - 4)) continue;
      clientele_mark_hit(bytes, offsets, to, needle, length, candidate, answers, levels, &pass);
    }
  }
#endif
  for (; at < stop; at++) {
    if (at < pass.next || bytes[at] != first || !clientele_same(bytes + at, needle, length)) continue;
    clientele_mark_hit(bytes, offsets, to, needle, length, at, answers, levels, &pass);
  }
}
#endif
