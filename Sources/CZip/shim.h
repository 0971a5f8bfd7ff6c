#ifndef CLIENTELE_ZIP_SHIM_H
#define CLIENTELE_ZIP_SHIM_H
#include <zip.h>
#endif
