#ifndef CLIENTELE_EXPAT_SHIM_H
#define CLIENTELE_EXPAT_SHIM_H
#include <expat.h>
#endif
