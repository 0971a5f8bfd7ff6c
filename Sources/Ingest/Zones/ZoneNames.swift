import Glibc
import Ledger

// What is said about a name that no zone has.
extension Zone {
  /// Places that people name and the zone database does not, in lower case, and their zones.
  private static let places = [
    "beijing": "Asia/Shanghai", "北京": "Asia/Shanghai", "北京时间": "Asia/Shanghai", "中国": "Asia/Shanghai",
    "china": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "guangzhou": "Asia/Shanghai", "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata", "munich": "Europe/Berlin", "frankfurt": "Europe/Berlin", "hamburg": "Europe/Berlin",
    "milan": "Europe/Rome", "barcelona": "Europe/Madrid", "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "boston": "America/New_York", "washington": "America/New_York",
    "pst": "America/Los_Angeles", "pt": "America/Los_Angeles", "et": "America/New_York", "ct": "America/Chicago",
  ]

  /// The error about a name that is no zone.
  static func unknown(_ text: String, _ folder: String) -> SettingError {
    let names = all(in: folder)
    guard !names.isEmpty else {
      return SettingError(
        "there is no time zone “\(text)”: the zone database \(folder) is missing. Install it (apt-get install tzdata), "
          + "or give an offset such as +08:00")
    }
    let near = nearest(text, among: names)
    let hint =
      near.isEmpty
      ? "Write one such as Asia/Shanghai, Europe/Berlin, UTC or +08:00"
      : "The nearest: \(near.joined(separator: ", "))"
    return SettingError("there is no time zone “\(text)”. \(hint)")
  }

  /// Up to three names that somebody may have meant.
  private static func nearest(_ text: String, among names: [String]) -> [String] {
    func lastPart(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }
    let word = String(text.map { $0 == " " ? "_" : $0 })
    let place = lastPart(text).lowercased()
    var near: [String] = []
    func add(_ name: String?) {
      if let name, names.contains(name), !near.contains(name) { near.append(name) }
    }
    add(places[place] ?? places[text.lowercased()])
    for name in names where name.lowercased() == word.lowercased() { add(name) }
    for name in names where lastPart(name).lowercased() == lastPart(word).lowercased() { add(name) }
    add(NearestName.of(word, among: names))
    let parts = names.map(lastPart)
    if let part = NearestName.of(lastPart(word), among: parts) {
      for (name, own) in zip(names, parts) where own == part { add(name) }
    }
    return Array(near.prefix(3))
  }

  /// The names of all zones in a folder, sorted; empty where there is no such folder.
  static func all(in folder: String) -> [String] {
    var names: [String] = []
    collect(folder, prefix: "", depth: 0, into: &names)
    return names.sorted()
  }

  private static func collect(_ folder: String, prefix: String, depth: Int, into names: inout [String]) {
    guard depth < 4, let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      // Zones begin with a capital; `posix`, `right` and the tables beside them do not.
      guard let first = name.utf8.first, first >= 65, first <= 90 else { continue }
      let path = folder + "/" + name
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        collect(path, prefix: prefix + name + "/", depth: depth + 1, into: &names)
      } else {
        names.append(prefix + name)
      }
    }
  }
}

/// Local times one after the other: remembers the span of the last one, because rows of a file lie close in time.
struct ZoneClock: Sendable {
  let zone: Zone
  private var offset = 0
  private var from = 1
  private var until = 0

  init(_ zone: Zone) { self.zone = zone }

  /// The local day and second at an instant.
  @inline(__always)
  mutating func local(utc: Int) -> Moment {
    if utc < from || utc >= until { (offset, from, until) = zone.span(at: utc) }
    let (day, second) = Zone.split(utc &+ offset)
    return Moment(day: day.rawValue, second: second)
  }
}
