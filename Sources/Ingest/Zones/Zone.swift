import Glibc
import Ledger

/// A time zone: which day and second of the day the shop's clock shows at an instant.
///
/// A name of the zone database (`Asia/Shanghai`, `Europe/Berlin`), `UTC`, or a fixed offset (`+08:00`, `UTC+8`). An
/// immutable value: several threads may ask it at once.
public struct Zone: Sendable, Equatable {
  /// As a person wrote it; offsets as `+08:00`.
  public let name: String
  private let instants: [Int]
  private let offsets: [Int32]
  private let earliest: Int
  private let rule: ZoneRule?

  /// Where the zone database lies.
  public static let folder = "/usr/share/zoneinfo"

  /// Coordinated universal time.
  public static let utc = Zone(secondsEast: 0)

  /// A zone whose clocks never change, so many seconds ahead of universal time.
  public init(secondsEast: Int) {
    let minutes = abs(secondsEast) / 60
    let sign = secondsEast < 0 ? "-" : "+"
    name =
      secondsEast == 0 ? "UTC" : "\(sign)\(Digits.padded(minutes / 60, 2)):\(Digits.padded(minutes % 60, 2))"
    (instants, offsets, earliest, rule) = ([], [], secondsEast, nil)
  }

  /// The zone that a text names.
  ///
  /// `UTC+8` is eight hours ahead of universal time, as people mean it (a POSIX `TZ` has it the other way round).
  /// - Throws: `SettingError` naming the nearest zones where there is none of this name, and the way out where the
  ///   machine has no zone database.
  public init(_ text: String, folder: String = Zone.folder) throws(SettingError) {
    if let seconds = Zone.offset(text) {
      self = Zone(secondsEast: seconds)
      return
    }
    guard Zone.isSafe(text) else { throw Zone.unknown(text, folder) }
    guard let file = Zone.contents(folder + "/" + text).flatMap({ ZoneFile($0) }) else {
      throw Zone.unknown(text, folder)
    }
    name = text
    (instants, offsets, earliest, rule) = (file.instants, file.offsets, Int(file.earliest), file.rule)
  }

  /// Seconds that the local clock is ahead of universal time. Complexity: O(log changes of the clock).
  public func offset(at utc: Int) -> Int { span(at: utc).offset }

  /// Day and second of the day of the local clock at an instant, given in seconds since 1970-01-01 00:00 UTC.
  public func local(utc seconds: Int) -> (day: Day, second: Int32) {
    Zone.split(seconds + offset(at: seconds))
  }

  /// Whole days and the seconds after the last midnight; days beyond those of an `Int32` become the last one.
  static func split(_ seconds: Int) -> (day: Day, second: Int32) {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    return (Day(rawValue: Int32(clamping: day)), Int32(truncatingIfNeeded: seconds - day * 86_400))
  }

  /// The offset at an instant, and a span of instants around it in which it does not change.
  func span(at utc: Int) -> (offset: Int, from: Int, until: Int) {
    guard let last = instants.last else { return rule?.span(at: utc) ?? (earliest, Int.min, Int.max) }
    if utc >= last {
      guard let rule else { return (Int(offsets[offsets.count - 1]), last, Int.max) }
      let span = rule.span(at: utc)
      return (span.offset, max(last, span.from), span.until)
    }
    var low = 0
    var high = instants.count
    while low < high {
      let middle = (low + high) / 2
      if instants[middle] <= utc { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (earliest, Int.min, instants[0]) }
    return (Int(offsets[low - 1]), instants[low - 1], instants[low])
  }

  // MARK: Names

  /// Seconds east of Greenwich of `UTC`, `Z`, `GMT`, `+08:00`, `-0700`, `+8`, `UTC+8`, `GMT-3:30`; `nil` for all else.
  static func offset(_ text: String) -> Int? {
    var rest = text.uppercased()[...]
    if rest == "Z" { return 0 }
    for prefix in ["UTC", "GMT"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(3)
      if rest.isEmpty { return 0 }
      break
    }
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    rest = rest.dropFirst()
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard rest.utf8.allSatisfy({ $0 == 58 || ($0 >= 48 && $0 <= 57) }), parts.count <= 2 else { return nil }
    var hours = Int(parts[0]) ?? -1
    var minutes = parts.count == 2 ? Int(parts[1]) ?? -1 : 0
    if parts.count == 1, parts[0].count == 4 { (hours, minutes) = (hours / 100, hours % 100) }
    guard hours >= 0, hours <= 18, minutes >= 0, minutes < 60, parts[0].count != 3 else { return nil }
    return (hours * 60 + minutes) * (sign == "+" ? 60 : -60)
  }

  /// Whether a name stays inside the folder of zones.
  private static func isSafe(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count < 64, !name.hasPrefix("/") else { return false }
    let isPlain = name.utf8.allSatisfy {
      ($0 | 32 >= 97 && $0 | 32 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 47 || $0 == 95 || $0 == 45 || $0 == 43
    }
    return isPlain && !name.split(separator: "/", omittingEmptySubsequences: false).contains("")
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= ZoneFile.sizeLimit
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var got = 0
    while got < bytes.count {
      let part = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { read(descriptor, $0 + got, buffer.count - got) } ?? 0
      }
      if part < 0, errno == EINTR { continue }
      guard part > 0 else { return nil }
      got += part
    }
    return bytes
  }
}
