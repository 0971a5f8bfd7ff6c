#ifndef CLIENTELE_ZLIB_SHIM_H
#define CLIENTELE_ZLIB_SHIM_H
#include <zlib.h>
#endif
