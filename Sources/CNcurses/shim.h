// What Swift cannot import by itself: globals behind macros, macros with arguments, variadic functions.
#ifndef CLIENTELE_NCURSES_SHIM_H
#define CLIENTELE_NCURSES_SHIM_H

// The wide interface by define, not by pkg-config: SwiftPM drops pkg-config's -D flags.
#define NCURSES_WIDECHAR 1
#include <wchar.h>
#include <stdio.h>
#include <locale.h>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <curses.h>
#include <term.h>

extern int wcwidth(wchar_t c);

static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline TERMINAL *nc_terminal(void) { return cur_term; }
static inline int nc_lines(void) { return LINES; }
static inline int nc_columns(void) { return COLS; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }
static inline int nc_columns_of(wchar_t c) { return wcwidth(c); }
static inline const char *nc_codeset(void) { return nl_langinfo(CODESET); }

static const attr_t NC_BOLD = A_BOLD;
static const attr_t NC_DIM = A_DIM;
static const attr_t NC_ITALIC = A_ITALIC;
static const attr_t NC_UNDERLINE = A_UNDERLINE;
static const attr_t NC_REVERSE = A_REVERSE;

// One cell. The pair goes in as an option: the short of setcchar ends at 32767.
static inline int nc_put_cell(WINDOW *w, int y, int x, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
  return mvwadd_wch(w, y, x, &cell);
}

// Reads a cell back: its code points (room for CCHARW_MAX + 1), attributes and pair.
static inline int nc_get_cell(WINDOW *w, int y, int x, wchar_t *text, attr_t *attributes, int *pair) {
  cchar_t cell;
  short narrow = 0;
  if (mvwin_wch(w, y, x, &cell) == ERR) return ERR;
  return getcchar(&cell, text, attributes, &narrow, pair);
}

// term.h makes macros of `lines` and `columns`.
static inline int nc_window_size(int fd, unsigned short *height, unsigned short *width) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
  *height = size.ws_row;
  *width = size.ws_col;
  return 0;
}

static inline int nc_set_window_size(int fd, unsigned short height, unsigned short width) {
  struct winsize size = {height, width, 0, 0};
  return ioctl(fd, TIOCSWINSZ, &size);
}

// How many bytes wait to be read.
static inline int nc_waiting(int fd, int *count) { return ioctl(fd, FIONREAD, count); }

// tigetstr answers "absent" with NULL and "not a string" with (char *)-1.
static inline const char *nc_capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}
#endif
