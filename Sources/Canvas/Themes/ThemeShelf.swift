import Glibc
import Themes

/// Where themes are found: files of the user first, then those embedded in the program.
struct ThemeShelf {
  /// Folders in order of preference; one that does not exist is empty.
  var directories: [String]

  /// One theme that could be loaded.
  struct Entry {
    var name: String
    var origin: ThemeSummary.Origin
    var toml: String
  }

  /// Every theme by name, a user's file in place of an embedded theme of its name.
  func entries() -> [Entry] {
    var entries = EmbeddedThemes.all.map {
      Entry(name: $0.name, origin: .embedded, toml: String(decoding: $0.toml, as: UTF8.self))
    }
    for directory in directories.reversed() {
      for file in Self.themeFiles(in: directory) {
        let path = directory + "/" + file
        guard let toml = Self.read(path) else { continue }
        let entry = Entry(name: String(file.dropLast(5)), origin: .file(path: path), toml: toml)
        if let same = entries.firstIndex(where: { $0.name == entry.name }) {
          entries[same] = entry
        } else {
          entries.append(entry)
        }
      }
    }
    return entries
  }

  /// The file of a theme with everything that it inherits.
  func file(named name: String) throws(ThemeError) -> ThemeFile {
    try file(named: name, heirs: [])
  }

  private func file(named name: String, heirs: [String]) throws(ThemeError) -> ThemeFile {
    guard !heirs.contains(name) else { throw ThemeError.circular(name: name) }
    let entry = try entry(named: name)
    let source =
      switch entry.origin {
      case .embedded: entry.name
      case .file(let path): path
      }
    let file = try ThemeFile(toml: entry.toml, name: entry.name, source: source)
    guard let parent = file.inherits else { return file }
    return file.over(try self.file(named: parent, heirs: heirs + [name]))
  }

  private func entry(named name: String) throws(ThemeError) -> Entry {
    // A name with a slash is a path: a theme that somebody is writing, or was sent.
    if name.contains("/") {
      guard let toml = Self.read(name) else { throw ThemeError.unreadable(path: name) }
      let file = name.split(separator: "/").last.map(String.init) ?? name
      return Entry(
        name: file.hasSuffix(".toml") ? String(file.dropLast(5)) : file, origin: .file(path: name), toml: toml)
    }
    for directory in directories {
      let path = "\(directory)/\(name).toml"
      if let toml = Self.read(path) { return Entry(name: name, origin: .file(path: path), toml: toml) }
    }
    if let embedded = EmbeddedThemes.all.first(where: { $0.name == name }) {
      return Entry(name: name, origin: .embedded, toml: String(decoding: embedded.toml, as: UTF8.self))
    }
    throw ThemeError.unknown(name: name, nearest: NearestName.of(name, among: entries().map(\.name)))
  }

  private static func themeFiles(in directory: String) -> [String] {
    guard let handle = opendir(directory) else { return [] }
    defer { closedir(handle) }
    var files: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".toml"), !name.hasPrefix(".") { files.append(name) }
    }
    return files.sorted()
  }

  /// The text of a file of at most a megabyte; nil where it cannot be read.
  private static func read(_ path: String) -> String? {
    try? SmallFile.text(path)
  }
}
