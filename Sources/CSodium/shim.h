#ifndef CLIENTELE_SODIUM_SHIM_H
#define CLIENTELE_SODIUM_SHIM_H
#include <sodium.h>
#endif
