#ifndef CLIENTELE_ICU_SHIM_H
#define CLIENTELE_ICU_SHIM_H
#include <unicode/utypes.h>
#include <unicode/utrans.h>
#include <unicode/ustring.h>
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
#endif
