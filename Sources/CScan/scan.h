// The search for separators in delimited text, 64 bytes at a step.
//
// Inline C because Swift's SIMD types have no movemask: 5.9 GB/s with SSE2 against 2.7 GB/s for 8 bytes at a time in
// Swift. Machines without SSE2 take the portable branch, which builds the same masks byte by byte.
#ifndef CLIENTELE_SCAN_H
#define CLIENTELE_SCAN_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Why a search ended.
enum {
  CLIENTELE_SCAN_END = 0,        // the bytes, or the room for positions
  CLIENTELE_SCAN_OPEN = 1,       // an opening quote without a closing one in sight
  CLIENTELE_SCAN_MALFORMED = 2,  // a closing quote that is followed by text
};

typedef struct {
  size_t count;     // separators found
  size_t newlines;  // line ends among them
  size_t inner;     // quoted fields that hold a line end
  size_t quote;     // where the opening quote stands, unless `reason` is END
  int reason;
} clientele_scan_result;

typedef struct {
  uint64_t separators, newlines, quotes;
} clientele_masks;

static inline clientele_masks clientele_masks_at(const uint8_t *p, uint8_t delimiter, uint8_t newline) {
  clientele_masks masks = {0, 0, 0};
#if defined(__SSE2__)
  const __m128i d = _mm_set1_epi8((char)delimiter), n = _mm_set1_epi8((char)newline), q = _mm_set1_epi8('"');
  for (int part = 0; part < 4; part++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * part));
    const __m128i isNewline = _mm_cmpeq_epi8(v, n);
    const __m128i isSeparator = _mm_or_si128(isNewline, _mm_cmpeq_epi8(v, d));
    masks.separators |= (uint64_t)(uint32_t)_mm_movemask_epi8(isSeparator) << (16 * part);
    masks.newlines |= (uint64_t)(uint32_t)_mm_movemask_epi8(isNewline) << (16 * part);
    masks.quotes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, q)) << (16 * part);
  }
#else
  for (int i = 0; i < 64; i++) {
    const uint64_t isNewline = p[i] == newline;
    masks.newlines |= isNewline << i;
    masks.separators |= (isNewline | (uint64_t)(p[i] == delimiter)) << i;
    masks.quotes |= (uint64_t)(p[i] == '"') << i;
  }
#endif
  return masks;
}

// Writes the positions of the bits that are set. Eight at a time without asking whether they are there: a branch for each
// would be mispredicted once a step. Room for 16 positions more than there are bits is needed after `n`.
static inline size_t clientele_take_bits(uint64_t bits, size_t at, uint32_t *out, size_t n) {
  const size_t count = (size_t)__builtin_popcountll(bits);
  uint32_t *to = out + n;
  size_t taken = 0;
  do {
    for (int i = 0; i < 8; i++) {
      to[i] = (uint32_t)(at + (bits ? (size_t)__builtin_ctzll(bits) : 0));
      bits &= bits - 1;
    }
    to += 8;
    taken += 8;
  } while (taken < count);
  return n + count;
}

// Writes the positions of delimiters and line ends outside quotes in base[from..<to], of which `from` begins a row.
// At least 64 bytes after `to` can be read. A quote opens a quoted field only as the first byte of a field (RFC 4180);
// elsewhere it is text. `isLast`: nothing follows after `to`.
static inline clientele_scan_result clientele_scan(
    const uint8_t *base, size_t from, size_t to, uint8_t delimiter, uint8_t newline, int isLast, uint32_t *out,
    size_t capacity) {
  clientele_scan_result result = {0, 0, 0, 0, CLIENTELE_SCAN_END};
  size_t at = from, n = 0;
  while (at < to && capacity - n >= 80) {
    clientele_masks masks = clientele_masks_at(base + at, delimiter, newline);
    size_t span = to - at;
    if (span < 64) {
      const uint64_t inside = ((uint64_t)1 << span) - 1;
      masks.separators &= inside;
      masks.newlines &= inside;
      masks.quotes &= inside;
    } else {
      span = 64;
    }
    size_t next = at + span;
    while (masks.quotes) {
      const uint64_t bit = masks.quotes & (~masks.quotes + 1);
      const uint64_t below = bit - 1;
      const size_t quote = at + (size_t)__builtin_ctzll(bit);
      n = clientele_take_bits(masks.separators & below, at, out, n);
      result.newlines += (size_t)__builtin_popcountll(masks.newlines & below);
      masks.separators &= ~below;
      masks.newlines &= ~below;
      masks.quotes &= masks.quotes - 1;
      if (quote != (n ? (size_t)out[n - 1] + 1 : from)) continue;
      size_t search = quote + 1, close = to;
      for (;;) {
        const uint8_t *found = search < to ? (const uint8_t *)memchr(base + search, '"', to - search) : NULL;
        if (!found) break;
        const size_t position = (size_t)(found - base);
        if (position + 1 < to && base[position + 1] == '"') {
          search = position + 2;
          continue;
        }
        if (position + 1 < to || isLast) close = position;
        break;
      }
      if (close == to) {
        result.count = n;
        result.quote = quote;
        result.reason = CLIENTELE_SCAN_OPEN;
        return result;
      }
      if (close + 1 < to && base[close + 1] != delimiter && base[close + 1] != newline && base[close + 1] != '\r') {
        result.count = n;
        result.quote = quote;
        result.reason = CLIENTELE_SCAN_MALFORMED;
        return result;
      }
      if (memchr(base + quote, newline, close - quote)) result.inner++;
      next = close + 1;
      masks.separators = 0;
      masks.newlines = 0;
      break;
    }
    n = clientele_take_bits(masks.separators, at, out, n);
    result.newlines += (size_t)__builtin_popcountll(masks.newlines);
    at = next;
  }
  result.count = n;
  return result;
}

static inline void clientele_prefetch(const void *address) { __builtin_prefetch(address); }
#endif
