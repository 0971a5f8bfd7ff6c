// Key press to finished frame on a real (pseudo) terminal of 200×60 with half a million customers.
//
//   swift run -c release --package-path Tests/Benchmarks Rendering [CUSTOMERS] [ROUNDS]
//
// A frame is finished when ncurses has written it to the terminal. Two times are taken for each key: until the frame
// that answers it, and until the last frame that follows from it (a list that was opened, sorted or searched in the
// background). The terminal's other end is read by a thread, as a terminal emulator would.

import Canvas
import Dashboard
import Dispatch
import Glibc
import Ingest
import NcursesTerminal

/// Seconds of a clock that never goes back.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// An order file in which customer c buys once, twice or up to eight times over two years.
func orders(customers: Int) -> [UInt8] {
  var state: UInt64 = 11
  func random(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
  var bytes = Array("order_id,customer_id,name,region,ordered_at,product,quantity,unit_price\n".utf8)
  bytes.reserveCapacity(customers * 220)
  var order = 0
  for customer in 0..<customers {
    for _ in 0...min(random(8), random(8)) {
      order += 1
      let line =
        "\(order),C\(padded(customer, 6)),Person \(random(5_000)),Region \(random(30)),\(2023 + random(2))-"
        + "\(padded(1 + random(12), 2))-\(padded(1 + random(28), 2)),Product \(random(300)),\(1 + random(4)),"
        + "\(1 + random(90)).\(padded(random(100), 2))\n"
      bytes.append(contentsOf: line.utf8)
    }
  }
  return bytes
}

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let customers = arguments.first ?? 500_000
let rounds = arguments.dropFirst().first ?? 5

let results = dup(STDOUT_FILENO)
func say(_ text: String) { _ = (text + "\n").withCString { write(results, $0, strlen($0)) } }

var window = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
var leader: Int32 = -1
var follower: Int32 = -1
guard openpty(&leader, &follower, nil, nil, &window) == 0 else { fatalError("no pseudo terminal") }
dup2(follower, STDIN_FILENO)
dup2(follower, STDOUT_FILENO)
setenv("TERM", "xterm-256color", 1)
unsetenv("LINES")
unsetenv("COLUMNS")
let emulator = leader
Thread.detach {
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while read(emulator, &buffer, buffer.count) > 0 {}
}

/// A thread without Foundation.
enum Thread {
  static func detach(_ body: @escaping @Sendable () -> Void) { DispatchQueue.global().async(execute: body) }
}

let bytes = orders(customers: customers)
let terminal = try NcursesTerminal(options: TerminalOptions(color: .always, mouse: false, ascii: false))
let theme = try Theme.load(named: "midnight", depth: terminal.depth)
let session = Session(
  DashboardState(sourceName: "generated.csv", isDemo: false, size: terminal.size, themes: [theme]),
  input: .init(sources: { [.bytes(name: "generated.csv", bytes)] }, paths: [], options: ReadOptions()))
terminal.present(session.frame().canvas)
let start = now()
session.start()
session.waitUntilIdle(seconds: 120)
terminal.present(session.frame().canvas)
let opened = now() - start

let script =
  "j j j Tab j j Tab j Tab j j PgDn PgDn End Home o PgDn j Esc 2 j j Tab j 3 Tab Tab 4 Tab PgDn PgDn PgDn j j k End Home > > r < "
  + "/ C 0 1 2 Backspace Enter j j Esc j j Enter j Enter Esc Esc ? j j Esc i j Esc : s o r t Esc 1 Enter PgDn End Enter Esc Esc 5 1"
var first: [(key: String, seconds: Double)] = []
var settled: [(key: String, seconds: Double)] = []
for _ in 0..<rounds {
  for name in script.split(separator: " ") {
    guard let key = Key(name: String(name)) else { fatalError("\(name) is no key") }
    let pressed = now()
    session.handle(.key(key))
    terminal.present(session.frame().canvas)
    first.append((String(name), now() - pressed))
    while !session.state.isIdle {
      session.waitUntilIdle(seconds: 60)
      terminal.present(session.frame().canvas)
    }
    settled.append((String(name), now() - pressed))
  }
}
terminal.restore()

func milliseconds(_ seconds: Double) -> String {
  let hundredths = Int((seconds * 100_000).rounded())
  return "\(hundredths / 100).\(padded(hundredths % 100, 2)) ms"
}

func report(_ title: String, _ times: [(key: String, seconds: Double)]) {
  let sorted = times.sorted { $0.seconds < $1.seconds }
  func percentile(_ share: Double) -> String {
    milliseconds(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))].seconds)
  }
  say(
    "\(title): p50 \(percentile(0.5)), p90 \(percentile(0.9)), p99 \(percentile(0.99)), max \(percentile(1)) (\(sorted.count) keys)"
  )
  say(
    "  slowest: " + sorted.suffix(6).reversed().map { "\($0.key) \(milliseconds($0.seconds))" }.joined(separator: ", "))
}
say("\(customers) customers, \(bytes.count / 1_000_000) MB, 200×60, opened in \(milliseconds(opened))")
report("key press to the frame that answers it", first)
report("key press to the last frame that follows", settled)
exit(0)
