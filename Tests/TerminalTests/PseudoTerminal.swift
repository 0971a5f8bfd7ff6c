import CNcurses
import Canvas
import Glibc
import Testing

@testable import NcursesTerminal

/// A terminal whose other side is in the test: what is typed and what is written can be seen.
final class PseudoTerminal {
  let outside: Int32
  let inside: Int32

  init(width: Int = 80, height: Int = 24) throws {
    var (outside, inside): (Int32, Int32) = (-1, -1)
    try #require(openpty(&outside, &inside, nil, nil, nil) == 0)
    self.outside = outside
    self.inside = inside
    _ = fcntl(outside, F_SETFL, O_NONBLOCK)
    resize(width: width, height: height)
  }

  deinit {
    close(outside)
    close(inside)
  }

  func resize(width: Int, height: Int) {
    _ = nc_set_window_size(inside, UInt16(height), UInt16(width))
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(outside, $0.baseAddress, $0.count) }
  }

  /// Everything written since the last look.
  func output() -> String {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(outside, &block, block.count)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }

  /// What the kernel does with typed and written bytes.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(inside, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  func open(
    _ kind: String = "xterm-256color", options: TerminalOptions = TerminalOptions(), noColor: String? = nil,
    colorTerm: String? = nil
  ) throws -> NcursesTerminal {
    try NcursesTerminal(
      options: options, input: inside, output: inside, kind: kind, noColor: noColor, colorTerm: colorTerm)
  }
}

/// ncurses has one current screen per process: these run one after the other.
@Suite(.serialized) struct TerminalSuite {}

/// The text of a line on the screen of ncurses.
func shownLine(_ y: Int, width: Int) -> String {
  var line = ""
  var x = 0
  while x < width {
    let cell = shownCell(x, y)
    line += cell.text
    x += max(1, cell.columns)
  }
  while line.last == " " { line.removeLast() }
  return line
}

/// A cell on the screen of ncurses.
func shownCell(_ x: Int, _ y: Int) -> (text: String, columns: Int, attributes: attr_t, pair: Int32) {
  var text = [wchar_t](repeating: 0, count: 8)
  var attributes: attr_t = 0
  var pair: Int32 = 0
  guard nc_get_cell(nc_stdscr(), Int32(y), Int32(x), &text, &attributes, &pair) == OK else { return ("", 1, 0, 0) }
  let scalars = text.prefix { $0 != 0 }.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) }
  let columns = text[0] == 0 ? 1 : Int(nc_columns_of(text[0]))
  return (String(String.UnicodeScalarView(scalars)), columns, attributes, pair)
}
