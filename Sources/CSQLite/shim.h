#ifndef CLIENTELE_SQLITE_SHIM_H
#define CLIENTELE_SQLITE_SHIM_H
#include <sqlite3.h>
#endif
