// The wide interface by define, not by pkg-config: SwiftPM drops pkg-config's -D flags.
#ifndef CLIENTELE_NCURSES_SHIM_H
#define CLIENTELE_NCURSES_SHIM_H
#define NCURSES_WIDECHAR 1
#include <curses.h>
#endif
