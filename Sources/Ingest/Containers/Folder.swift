import Glibc

/// Which files of a folder, or of an archive, can be tables.
enum Folder {
  /// Endings of files that can be tables.
  private static let endings: Set<String> = [
    "csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson", "xlsx", "xlsm", "xls", "db", "sqlite", "sqlite3", "zip",
    "gz",
  ]

  /// Whether a path names a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return FileName.with(path) { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files of a folder that can be tables, in the order of their names; folders in it are passed over.
  static func files(_ path: String) throws(IngestError) -> [String] {
    guard let folder = FileName.with(path, { opendir($0) }) else {
      throw IngestError(
        kind: .unreadable, file: path, what: "this folder may not be read by this user",
        wayOut: "Change its permissions.")
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { text in
          text.withMemoryRebound(to: CChar.self, capacity: 256) { FileName.text($0) }
        })
    }
    let base = path.hasSuffix("/") ? path : path + "/"
    let files = names.sorted().filter { canHold($0, isArchive: false) }.map { base + $0 }.filter { isTable($0) }
    guard !files.isEmpty else {
      throw IngestError(
        kind: .unreadable, file: path, what: "this folder holds no order files",
        wayOut: "Name the order files, or a folder with files such as .csv, .tsv, .txt, .xlsx, .json, .db or .zip.")
    }
    return files
  }

  /// Whether a file of this name can be a table: by its ending, or because it has none.
  ///
  /// - Parameter isArchive: Whether it is a path in an archive, where folders count and any text may be a table.
  static func canHold(_ path: String, isArchive: Bool) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last, !parts.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) else { return false }
    let lower = name.lowercased()
    // Thumbs.db is what Windows keeps pictures of pictures in.
    if lower == "readme" || lower.hasPrefix("readme.") || lower == "thumbs.db" { return false }
    guard let dot = lower.lastIndex(of: ".") else { return true }
    let ending = String(lower[lower.index(after: dot)...])
    return endings.contains(ending) || (isArchive && ending.contains { !$0.isLetter })
  }

  /// Whether a path ends in something that says what the file is.
  static func hasEnding(_ path: String) -> Bool { path.split(separator: "/").last?.contains(".") ?? false }

  /// Whether bytes are no text in any encoding: a zero byte that is none of UTF-16.
  static func isBinary(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    head.contains(0) && WideText(head) == nil
  }

  /// Whether a path is a plain file, and, where its name says nothing, whether it begins like text.
  private static func isTable(_ path: String) -> Bool {
    var status = stat()
    guard FileName.with(path, { stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let name = path.split(separator: "/").last ?? ""
    guard !name.contains("."), status.st_size > 0 else { return name.contains(".") }
    let file = FileName.with(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { return false }
    defer { close(file) }
    var head = [UInt8](repeating: 0, count: ContentKind.headBytes)
    let count = read(file, &head, head.count)
    guard count > 0 else { return false }
    return head.prefix(count).withUnsafeBufferPointer { bytes in
      switch ContentKind(bytes) {
      case .refused: return false
      case .text: return !isBinary(bytes)
      default: return true
      }
    }
  }
}
