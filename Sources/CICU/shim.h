#ifndef CLIENTELE_ICU_SHIM_H
#define CLIENTELE_ICU_SHIM_H
#include <unicode/utypes.h>
#include <unicode/utrans.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>
#include <unicode/unorm2.h>
#include <unicode/ucsdet.h>
// ICU appends its version to every name through macros, which Swift does not see: what is used has a plain name here.
static inline UTransliterator *clientele_icu_open(const UChar *id, int32_t length, UErrorCode *status) {
  return utrans_openU(id, length, UTRANS_FORWARD, 0, 0, 0, status);
}
static inline void clientele_icu_close(UTransliterator *transliterator) { utrans_close(transliterator); }
/// Changes the text in place; `length` is what it holds and then what it came to hold.
static inline void clientele_icu_transliterate(const UTransliterator *transliterator, UChar *text, int32_t *length,
                                               int32_t capacity, UErrorCode *status) {
  int32_t limit = *length;
  utrans_transUChars(transliterator, text, length, capacity, 0, &limit, status);
}
/// Writes the text in normal form KD and returns its length, which may be more than the capacity; -1 where that fails.
static inline int32_t clientele_icu_nfkd(const UChar *text, int32_t length, UChar *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFKDInstance(&status);
  if (U_FAILURE(status)) return -1;
  int32_t written = unorm2_normalize(form, text, length, target, capacity, &status);
  return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status) ? written : -1;
}
/// Calls back with each encoding that the bytes could have, its language and a confidence of 0 to 100.
static inline void clientele_icu_detect(const char *bytes, int32_t length, void *context,
                                        void (*found)(void *context, const char *encoding, const char *language,
                                                      int32_t confidence)) {
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&status);
  if (U_FAILURE(status)) return;
  ucsdet_setText(detector, bytes, length, &status);
  int32_t count = 0;
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &status);
  for (int32_t at = 0; U_SUCCESS(status) && at < count; at++) {
    const char *encoding = ucsdet_getName(matches[at], &status);
    const char *language = ucsdet_getLanguage(matches[at], &status);
    int32_t confidence = ucsdet_getConfidence(matches[at], &status);
    if (U_SUCCESS(status)) found(context, encoding, language, confidence);
  }
  ucsdet_close(detector);
}
static inline UCollator *clientele_icu_open_collator(const char *locale, UErrorCode *status) {
  return ucol_open(locale, status);
}
static inline void clientele_icu_close_collator(UCollator *collator) { ucol_close(collator); }
/// Writes the sort key of a text with its end mark; returns the bytes that it needs, which may be more than `capacity`.
static inline int32_t clientele_icu_sort_key(const UCollator *collator, const UChar *text, int32_t length,
                                             uint8_t *key, int32_t capacity) {
  return ucol_getSortKey(collator, text, length, key, capacity);
}
static inline int clientele_icu_compare(const void *left, const void *right, size_t count) {
  return memcmp(left, right, count);
}
#endif
