import Foundation

/// The real binary, run as a shop owner or a cron job would run it.
enum Program {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program beside the test bundle.
  static let path: String = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: runner).deletingLastPathComponent().appendingPathComponent("clientele").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return packageRoot + "/.build/debug/clientele"
  }()

  /// The folder that holds Package.swift.
  static let packageRoot: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path
  }()

  /// The locale that the program is run in: none, or UTF-8 where whoever runs the tests has that. Others would change
  /// what the tests see; those that are about locales name their own.
  static let locale: String? = {
    let environment = ProcessInfo.processInfo.environment
    let asked = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return ["", "C", "POSIX"].contains(asked) ? nil : "C.UTF-8"
  }()

  /// Settings of whoever runs the tests must not change what they see.
  static let environment: [String: String] = {
    var environment = ProcessInfo.processInfo.environment
    for name in environment.keys where name.hasPrefix("LC_") || name.hasPrefix("LANG") { environment[name] = nil }
    for name in ["NO_COLOR", "COLUMNS", "LINES", "TMUX", "TMUX_PANE"] { environment[name] = nil }
    environment["LC_ALL"] = locale
    environment["XDG_CONFIG_HOME"] = "/nonexistent"
    return environment
  }()

  /// Runs the program to its end, without a terminal and without input.
  static func run(_ arguments: [String], environment extra: [String: String] = [:]) throws -> Outcome {
    try finish(start(path, arguments, environment: extra))
  }

  /// Runs a line of bash in which `$clientele` is the program.
  static func shell(_ script: String) throws -> Outcome {
    // Whoever runs the tests may ignore signals; the program under test must see them as usual.
    try finish(
      start(
        "/usr/bin/env", ["--default-signal", "bash", "-c", script],
        environment: ["clientele": path, "TMPDIR": NSTemporaryDirectory()]))
  }

  /// Runs another program of the machine.
  static func tool(_ executable: String, _ arguments: [String]) throws -> Outcome {
    try finish(start(executable, arguments, environment: [:]))
  }

  private static func start(
    _ executable: String, _ arguments: [String], environment extra: [String: String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = environment.merging(extra) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    // Tests run on threads on which Dispatch blocks most signals, and a child inherits that: it would never be told of
    // a new window size or a SIGTERM.
    var none = sigset_t()
    var own = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &own)
    defer { pthread_sigmask(SIG_SETMASK, &own, nil) }
    try process.run()
    return process
  }

  private static func finish(_ process: Process) throws -> Outcome {
    let errors = Collected()
    let reading = DispatchGroup()
    if let pipe = process.standardError as? Pipe {
      DispatchQueue.global().async(group: reading) { errors.bytes = pipe.fileHandleForReading.readDataToEndOfFile() }
    }
    let output = (process.standardOutput as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    reading.wait()
    process.waitUntilExit()
    // A death by a signal reads as a shell reads it.
    let status =
      process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    return Outcome(
      status: status, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors.bytes, as: UTF8.self))
  }

  /// Filled by one thread before another looks at it.
  private final class Collected: @unchecked Sendable {
    var bytes = Data()
  }
}

/// A folder that is gone when the test is over.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "clientele-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    return path + "/" + name
  }
}

/// A small shop whose figures are known by heart.
enum CornerShop {
  static let csv = #"""
    order_id,customer_id,name,email,phone,ordered_at,product,quantity,unit_price,currency
    1,C1,Ann Andersen,ann@example.com,+49 170 1234567,2026-01-05,Tea,2,10.00,EUR
    2,C2,王小明,wang@example.cn,13800004567,2026-01-20,Cup,1,5.50,EUR
    3,C1,Ann Andersen,ann@example.com,+49 170 1234567,2026-02-05,Tea,1,10.00,EUR
    4,C3,"Poe, ""Ed""",ed@example.com,,2026-03-01,Pot,1,40.00,EUR
    5,,,,,2026-03-02,Cup,2,5.50,EUR
    6,C1,Ann Andersen,ann@example.com,+49 170 1234567,2026-03-10,Pot,1,40.00,EUR

    """#
}
